package dev.conform.runtime.kernel;

/**
 * How a convolution or a pool slides over its input.
 *
 * @param kernelH height of the window, in taps
 * @param kernelW width of the window, in taps
 * @param strideH rows between windows
 * @param strideW columns between windows
 * @param padTop rows of padding above the input
 * @param padLeft columns of padding left of it
 * @param padBottom rows of padding below it
 * @param padRight columns of padding right of it
 * @param dilationH rows between taps
 * @param dilationW columns between taps
 */
public record Window(
    int kernelH,
    int kernelW,
    int strideH,
    int strideW,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight,
    int dilationH,
    int dilationW) {

  /** Checks the numbers. */
  public Window {
    if (kernelH < 1
        || kernelW < 1
        || strideH < 1
        || strideW < 1
        || dilationH < 1
        || dilationW < 1) {
      throw new IllegalArgumentException(
          "kernel "
              + (kernelH + "×" + kernelW)
              + (", stride " + strideH + "×" + strideW)
              + (", dilation " + dilationH + "×" + dilationW)
              + ": each must be 1 or more");
    }
    if (padTop < 0 || padLeft < 0 || padBottom < 0 || padRight < 0) {
      throw new IllegalArgumentException(
          "padding %d, %d, %d, %d (top, left, bottom, right): none may be negative"
              .formatted(padTop, padLeft, padBottom, padRight));
    }
  }

  /**
   * Makes a window that moves by one pixel, without padding.
   *
   * @param kernelH height in taps
   * @param kernelW width in taps
   * @return the window
   */
  public static Window of(int kernelH, int kernelW) {
    return new Window(kernelH, kernelW, 1, 1, 0, 0, 0, 0, 1, 1);
  }

  /**
   * Returns this window with another kernel.
   *
   * @param height in taps
   * @param width in taps
   * @return the new window
   */
  public Window kernel(int height, int width) {
    return new Window(
        height, width, strideH, strideW, padTop, padLeft, padBottom, padRight, dilationH,
        dilationW);
  }

  /**
   * Returns this window with another stride.
   *
   * @param height rows between windows
   * @param width columns between windows
   * @return the new window
   */
  public Window stride(int height, int width) {
    return new Window(
        kernelH, kernelW, height, width, padTop, padLeft, padBottom, padRight, dilationH,
        dilationW);
  }

  /**
   * Returns this window with another padding.
   *
   * @param top rows above
   * @param left columns left
   * @param bottom rows below
   * @param right columns right
   * @return the new window
   */
  public Window padding(int top, int left, int bottom, int right) {
    return new Window(
        kernelH, kernelW, strideH, strideW, top, left, bottom, right, dilationH, dilationW);
  }

  /**
   * Returns this window with another dilation.
   *
   * @param height rows between taps
   * @param width columns between taps
   * @return the new window
   */
  public Window dilation(int height, int width) {
    return new Window(
        kernelH, kernelW, strideH, strideW, padTop, padLeft, padBottom, padRight, height, width);
  }

  /**
   * Returns how many windows fit below each other.
   *
   * @param inHeight height of the input
   * @return the output's height; less than 1 where the kernel does not fit
   */
  public int outHeight(int inHeight) {
    return Math.floorDiv(inHeight + padTop + padBottom - dilationH * (kernelH - 1) - 1, strideH)
        + 1;
  }

  /**
   * Returns how many windows fit beside each other.
   *
   * @param inWidth width of the input
   * @return the output's width; less than 1 where the kernel does not fit
   */
  public int outWidth(int inWidth) {
    return Math.floorDiv(inWidth + padLeft + padRight - dilationW * (kernelW - 1) - 1, strideW) + 1;
  }
}
