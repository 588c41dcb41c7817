package dev.conform.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Moves images between the order C×H×W of files and callers and the runtime's, which has the
 * channels of a pixel together. Some pixels at a time go through arrays: memory is slow to read or
 * write by value in a process that starts. Serves one thread at a time.
 */
final class ChannelsLast {

  private static final int BLOCK = 4096;

  /** The channels of a photograph, which have a loop of their own. */
  private static final int COLOURS = 3;

  /** How many pixels of a photograph are moved at a time. */
  private static final int PLANE = 1024;

  private float[] pixels = new float[BLOCK];
  private final float[] planes = new float[BLOCK];

  /**
   * Copies one image in.
   *
   * @param shape of the image
   * @param packed overwritten with {@code shape.size()} floats from {@code packedOffset}
   * @param packedOffset in floats
   * @param image read from {@code imageOffset}
   * @param imageOffset in floats
   */
  void pack(
      Shape shape, MemorySegment packed, long packedOffset, MemorySegment image, long imageOffset) {
    if (isOrderKept(shape)) {
      long bytes = (long) shape.size() * Float.BYTES;
      MemorySegment.copy(
          image, imageOffset * Float.BYTES, packed, packedOffset * Float.BYTES, bytes);
      return;
    }
    int channels = shape.channels();
    int size = shape.height() * shape.width();
    int most = pixelsOfBlock(channels);
    for (int pixel = 0; pixel < size; pixel += most) {
      int count = Math.min(most, size - pixel);
      for (int channel = 0; channel < channels; channel++) {
        long from = (imageOffset + (long) channel * size + pixel) * Float.BYTES;
        int to = channels == COLOURS ? channel * PLANE : 0;
        MemorySegment.copy(image, ValueLayout.JAVA_FLOAT_UNALIGNED, from, planes, to, count);
        if (channels != COLOURS) {
          spread(pixels, channel, channels, planes, count);
        }
      }
      if (channels == COLOURS) {
        interleave(pixels, planes, count);
      }
      long to = (packedOffset + (long) pixel * channels) * Float.BYTES;
      MemorySegment.copy(pixels, 0, packed, ValueLayout.JAVA_FLOAT, to, count * channels);
    }
  }

  /**
   * Copies one image out.
   *
   * @param shape of the image
   * @param image overwritten with {@code shape.size()} floats from {@code imageOffset}
   * @param imageOffset in floats
   * @param packed read from {@code packedOffset}
   * @param packedOffset in floats
   */
  void unpack(
      Shape shape, float[] image, int imageOffset, MemorySegment packed, long packedOffset) {
    long start = packedOffset * Float.BYTES;
    if (isOrderKept(shape)) {
      MemorySegment.copy(packed, ValueLayout.JAVA_FLOAT, start, image, imageOffset, shape.size());
      return;
    }
    int channels = shape.channels();
    int size = shape.height() * shape.width();
    int most = pixelsOfBlock(channels);
    for (int pixel = 0; pixel < size; pixel += most) {
      int count = Math.min(most, size - pixel);
      long from = start + (long) pixel * channels * Float.BYTES;
      MemorySegment.copy(packed, ValueLayout.JAVA_FLOAT, from, pixels, 0, count * channels);
      for (int channel = 0; channel < channels; channel++) {
        gather(image, imageOffset + channel * size + pixel, pixels, channel, channels, count);
      }
    }
  }

  /** Steps that are constants let the compiler leave out the checks of each index. */
  private static void interleave(float[] pixels, float[] planes, int count) {
    for (int i = 0; i < count; i++) {
      pixels[COLOURS * i] = planes[i];
      pixels[COLOURS * i + 1] = planes[PLANE + i];
      pixels[COLOURS * i + 2] = planes[2 * PLANE + i];
    }
  }

  private static void spread(float[] to, int first, int step, float[] from, int count) {
    for (int i = 0; i < count; i++) {
      to[first + i * step] = from[i];
    }
  }

  private static void gather(float[] to, int at, float[] from, int first, int step, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] = from[first + i * step];
    }
  }

  /** Returns how many pixels are moved at a time, for which there is room then. */
  private int pixelsOfBlock(int channels) {
    if (pixels.length < channels) {
      pixels = new float[channels];
    }
    return channels == COLOURS ? PLANE : Math.max(1, BLOCK / channels);
  }

  private static boolean isOrderKept(Shape shape) {
    return shape.channels() == 1 || shape.height() * shape.width() == 1;
  }
}
