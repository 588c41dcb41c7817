package dev.conform.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The shape of one image, or of what a layer makes of it. Outside, values are in the order
 * channels, height, width; inside, channels come last. This is the one place that converts.
 *
 * @param channels number of channels
 * @param height in pixels
 * @param width in pixels
 * @param flat whether the values are a row of units; they still lie in memory as the image they
 *     came from
 */
public record Shape(int channels, int height, int width, boolean flat) {

  /** Checks that no size is below 1 and that the values can be counted by an int. */
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "%d×%d×%d: each size must be 1 or more".formatted(channels, height, width));
    }
    Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }

  /**
   * Returns the shape of an image.
   *
   * @param channels number of channels
   * @param height in pixels
   * @param width in pixels
   * @return the shape
   */
  public static Shape image(int channels, int height, int width) {
    return new Shape(channels, height, width, false);
  }

  /**
   * Returns the shape of a row of units.
   *
   * @param units how many
   * @return the shape
   */
  public static Shape units(int units) {
    return new Shape(units, 1, 1, true);
  }

  /**
   * Returns the same values as a row of units.
   *
   * @return the shape
   */
  public Shape flatten() {
    return new Shape(channels, height, width, true);
  }

  /**
   * Returns the number of values.
   *
   * @return channels · height · width
   */
  public int size() {
    return channels * height * width;
  }

  /**
   * Copies one image in, from the order C×H×W into channels-last.
   *
   * @param packed overwritten; {@code size()} floats from {@code packedOffset}
   * @param packedOffset in floats
   * @param image read; {@code size()} floats from {@code imageOffset}
   * @param imageOffset in floats
   */
  public void pack(MemorySegment packed, long packedOffset, MemorySegment image, long imageOffset) {
    if (isOrderKept()) {
      MemorySegment.copy(
          image,
          imageOffset * Float.BYTES,
          packed,
          packedOffset * Float.BYTES,
          (long) size() * Float.BYTES);
      return;
    }
    int pixels = height * width;
    for (int channel = 0; channel < channels; channel++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        packed.setAtIndex(
            ValueLayout.JAVA_FLOAT,
            packedOffset + (long) pixel * channels + channel,
            image.getAtIndex(
                ValueLayout.JAVA_FLOAT_UNALIGNED, imageOffset + (long) channel * pixels + pixel));
      }
    }
  }

  /**
   * Copies one image out, from channels-last into the order C×H×W.
   *
   * @param image overwritten from {@code imageOffset}
   * @param imageOffset in floats
   * @param packed read from {@code packedOffset}
   * @param packedOffset in floats
   */
  public void unpack(float[] image, int imageOffset, MemorySegment packed, long packedOffset) {
    int pixels = height * width;
    if (isOrderKept()) {
      MemorySegment.copy(
          packed, ValueLayout.JAVA_FLOAT, packedOffset * Float.BYTES, image, imageOffset, size());
      return;
    }
    for (int channel = 0; channel < channels; channel++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        image[imageOffset + channel * pixels + pixel] =
            packed.getAtIndex(
                ValueLayout.JAVA_FLOAT, packedOffset + (long) pixel * channels + channel);
      }
    }
  }

  private boolean isOrderKept() {
    return channels == 1 || height * width == 1;
  }

  /** Returns for example {@code 6×28×28}, or {@code 120} for units. */
  @Override
  public String toString() {
    return flat ? Integer.toString(size()) : channels + "×" + height + "×" + width;
  }
}
