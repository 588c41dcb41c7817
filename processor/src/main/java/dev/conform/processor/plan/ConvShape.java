package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.ir.Window;

/**
 * The shapes between which a convolution works, or the one that a transposed convolution undoes.
 */
record ConvShape(Shape input, Shape output, Window window, int groups) {

  static ConvShape of(ShapedNode node, Operation.Conv conv) {
    return new ConvShape(node.input(), node.output(), conv.window(), conv.groups());
  }

  /** Returns the convolution from the output to the input. */
  static ConvShape adjoint(ShapedNode node, Operation.TransposedConv conv) {
    return new ConvShape(
        /* input= */ node.output(), /* output= */ node.input(), conv.window(), conv.groups());
  }

  /** Returns how many values one output channel sums over. */
  long patch() {
    long taps = (long) window.kernelH() * window.kernelW();
    return taps * (input.channels() / groups);
  }

  /** Tells whether the input itself is the matrix of patches. */
  boolean isPointwise() {
    return window.kernelH() == 1
        && window.kernelW() == 1
        && window.strideH() == 1
        && window.strideW() == 1
        && window.padTop() + window.padLeft() + window.padBottom() + window.padRight() == 0
        && groups == 1;
  }

  /** Tells whether each channel has a filter of its own. */
  boolean isDepthwise() {
    return groups == input.channels() && groups == output.channels();
  }

  /** Tells whether Winograd's tiles can compute it, by the rule of the runtime's kernels. */
  boolean isTiled() {
    int taps = window.kernelH();
    int padding =
        Math.max(
            Math.max(window.padTop(), window.padBottom()),
            Math.max(window.padLeft(), window.padRight()));
    return (taps == 3 || taps == 5)
        && window.kernelW() == taps
        && window.strideH() == 1
        && window.strideW() == 1
        && window.dilationH() == 1
        && window.dilationW() == 1
        && groups == 1
        && input.channels() % 16 == 0
        && output.channels() % 16 == 0
        && padding < taps;
  }
}
