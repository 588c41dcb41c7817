package dev.conform.processor.ir;

import java.util.function.IntUnaryOperator;

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
  public Window map(IntUnaryOperator dimension) {
    return new Window(
        dimension.applyAsInt(kernelH),
        dimension.applyAsInt(kernelW),
        dimension.applyAsInt(strideH),
        dimension.applyAsInt(strideW),
        dimension.applyAsInt(padTop),
        dimension.applyAsInt(padLeft),
        dimension.applyAsInt(padBottom),
        dimension.applyAsInt(padRight),
        dimension.applyAsInt(dilationH),
        dimension.applyAsInt(dilationW),
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
