package dev.conform.dsl;

/** Values of {@code padding} that are not numbers of pixels. */
public final class Padding {

  /**
   * As much padding as makes the output {@code ceil(input / stride)} high and wide; an odd pixel
   * goes to the bottom and the right (as in TensorFlow and ONNX's SAME_UPPER).
   */
  public static final int SAME = Integer.MIN_VALUE;

  /**
   * Half of what the kernel covers, rounded down, on all four sides: {@code (dilation · (kernel −
   * 1)) / 2}. With a stride of 1 and an odd kernel the output is as large as the input; PyTorch's
   * models use it with every stride.
   */
  public static final int HALF = Integer.MIN_VALUE + 1;

  private Padding() {}
}
