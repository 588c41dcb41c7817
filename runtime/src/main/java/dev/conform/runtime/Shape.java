package dev.conform.runtime;

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

  /** Returns for example {@code 6×28×28}, or {@code 120} for units. */
  @Override
  public String toString() {
    return flat ? Integer.toString(size()) : channels + "×" + height + "×" + width;
  }
}
