package dev.conform.dsl;

/** Values of {@code padding} that are not numbers of pixels. */
public final class Padding {

  /**
   * As much padding as makes the output {@code ceil(input / stride)} high and wide; an odd pixel
   * goes to the bottom and the right (as in TensorFlow and ONNX's SAME_UPPER).
   */
  public static final int SAME = Integer.MIN_VALUE;

  private Padding() {}
}
