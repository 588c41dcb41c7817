package dev.conform.runtime.kernel;

/**
 * The shape of a layer that takes every so many pixels, and puts zeros around and behind them.
 *
 * @param inChannels channels of the input
 * @param inHeight height of the input
 * @param inWidth width of the input
 * @param padTop rows of zeros above
 * @param padLeft columns of zeros left
 * @param padBottom rows of zeros below
 * @param padRight columns of zeros right
 * @param strideH rows from one that is taken to the next
 * @param strideW columns from one that is taken to the next
 * @param outChannels channels of the output; those that the input lacks are zeros
 */
public record Pad2d(
    int inChannels,
    int inHeight,
    int inWidth,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight,
    int strideH,
    int strideW,
    int outChannels) {

  /** Checks that nothing is cut off. */
  public Pad2d {
    if (padTop < 0 || padLeft < 0 || padBottom < 0 || padRight < 0) {
      throw new IllegalArgumentException(
          "padding %d, %d, %d, %d: it must be 0 or more"
              .formatted(padTop, padLeft, padBottom, padRight));
    }
    if (strideH < 1 || strideW < 1) {
      throw new IllegalArgumentException(
          "stride %d×%d: it must be 1 or more".formatted(strideH, strideW));
    }
    if (outChannels < inChannels) {
      throw new IllegalArgumentException(
          "%d output channels cannot hold %d input channels".formatted(outChannels, inChannels));
    }
  }

  /**
   * Starts with an output that is the input.
   *
   * @param channels channels of the input
   * @param inHeight height of the input
   * @param inWidth width of the input
   * @return the shape
   */
  public static Pad2d of(int channels, int inHeight, int inWidth) {
    return new Pad2d(channels, inHeight, inWidth, 0, 0, 0, 0, 1, 1, channels);
  }

  /**
   * Returns this shape with other zeros around.
   *
   * @param top rows above
   * @param left columns left
   * @param bottom rows below
   * @param right columns right
   * @return the new shape
   * @throws IllegalArgumentException if one is negative
   */
  public Pad2d padding(int top, int left, int bottom, int right) {
    return new Pad2d(
        inChannels, inHeight, inWidth, top, left, bottom, right, strideH, strideW, outChannels);
  }

  /**
   * Returns this shape with another stride.
   *
   * @param height rows from one that is taken to the next
   * @param width columns from one that is taken to the next
   * @return the new shape
   * @throws IllegalArgumentException if one is less than 1
   */
  public Pad2d stride(int height, int width) {
    return new Pad2d(
        inChannels,
        inHeight,
        inWidth,
        padTop,
        padLeft,
        padBottom,
        padRight,
        height,
        width,
        outChannels);
  }

  /**
   * Returns this shape with another number of output channels.
   *
   * @param count as many as the input has, or more
   * @return the new shape
   * @throws IllegalArgumentException if it is less
   */
  public Pad2d channels(int count) {
    return new Pad2d(
        inChannels,
        inHeight,
        inWidth,
        padTop,
        padLeft,
        padBottom,
        padRight,
        strideH,
        strideW,
        count);
  }

  /**
   * Returns the height of the output.
   *
   * @return padTop + ⌈inHeight / strideH⌉ + padBottom
   */
  public int outHeight() {
    return padTop + (inHeight + strideH - 1) / strideH + padBottom;
  }

  /**
   * Returns the width of the output.
   *
   * @return padLeft + ⌈inWidth / strideW⌉ + padRight
   */
  public int outWidth() {
    return padLeft + (inWidth + strideW - 1) / strideW + padRight;
  }
}
