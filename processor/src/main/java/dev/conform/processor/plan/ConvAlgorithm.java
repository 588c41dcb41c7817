package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.ir.Window;

/** How a convolution is computed; named as the runtime names it. */
public enum ConvAlgorithm {
  /** A register tile of output pixels by output channels, straight from the input. */
  DIRECT,
  /** Strips of output rows: patches gathered into a matrix, then one product. */
  IM2COL,
  /** A 1×1 convolution of stride 1 without padding: one product, nothing gathered. */
  POINTWISE;

  /**
   * Below this many multiplications for one output pixel of one group a product is too small for
   * the call and the gathering to pay.
   */
  private static final long SMALL = 4_096;

  /** Chooses by the shape alone, so that the same network is the same code everywhere. */
  static ConvAlgorithm of(ShapedNode node) {
    Operation.Conv conv = (Operation.Conv) node.operation();
    if (isPointwise(conv)) {
      return POINTWISE;
    }
    long filters = conv.filters() / conv.groups();
    return patch(node) * filters < SMALL ? DIRECT : IM2COL;
  }

  /** Tells whether the input itself is the matrix of patches. */
  static boolean isPointwise(Operation.Conv conv) {
    Window w = conv.window();
    return w.kernelH() == 1
        && w.kernelW() == 1
        && w.strideH() == 1
        && w.strideW() == 1
        && w.padTop() + w.padLeft() + w.padBottom() + w.padRight() == 0
        && conv.groups() == 1;
  }

  /** Returns how many values one output channel sums over. */
  static long patch(ShapedNode node) {
    Operation.Conv conv = (Operation.Conv) node.operation();
    long taps = (long) conv.window().kernelH() * conv.window().kernelW();
    return taps * (node.input().channels() / conv.groups());
  }
}
