package dev.conform.processor.ir;

/**
 * How a convolution or a pool slides over its input. Where the border is no number the four
 * paddings are not known yet; shape inference replaces it by numbers.
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
    int dilationW,
    Border border) {

  /** How padding was written. */
  public enum Border {
    NUMBERS,
    SAME,
    HALF
  }

  /** Returns a window of 1×1. */
  public static Window pointwise(int strideH, int strideW) {
    return new Window(1, 1, strideH, strideW, 0, 0, 0, 0, 1, 1, Border.NUMBERS);
  }

  /** Returns the same with every size replaced. */
  public Window map(Resizing sizes) {
    return new Window(
        sizes.size(kernelH),
        sizes.size(kernelW),
        sizes.size(strideH),
        sizes.size(strideW),
        sizes.size(padTop),
        sizes.size(padLeft),
        sizes.size(padBottom),
        sizes.size(padRight),
        sizes.size(dilationH),
        sizes.size(dilationW),
        border);
  }

  /** Returns the same with its padding in numbers. */
  public Window padded(int top, int left, int bottom, int right) {
    return new Window(
        kernelH,
        kernelW,
        strideH,
        strideW,
        top,
        left,
        bottom,
        right,
        dilationH,
        dilationW,
        Border.NUMBERS);
  }
}
