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

  private float[] pixels = new float[BLOCK];
  private final float[] plane = new float[BLOCK];

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
        MemorySegment.copy(image, ValueLayout.JAVA_FLOAT_UNALIGNED, from, plane, 0, count);
        spread(pixels, channel, channels, plane, count);
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
    return Math.max(1, BLOCK / channels);
  }

  private static boolean isOrderKept(Shape shape) {
    return shape.channels() == 1 || shape.height() * shape.width() == 1;
  }
}
