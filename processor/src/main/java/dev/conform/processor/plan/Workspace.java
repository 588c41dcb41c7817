package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.ir.Window;
import java.util.Optional;

/**
 * How much scratch one worker needs, by the rule of the runtime's {@code Kernels.workspaceFloats};
 * a test compares the two over many shapes.
 */
final class Workspace {

  /** A strip of gathered patches is about this long, so that it stays in the L2 cache: 512 KiB. */
  private static final long STRIP = 1 << 17;

  private Workspace() {}

  /**
   * Returns the floats that one worker needs for an operation: a convolution's share of the
   * weights' gradient, and the longer of a strip of patches and a padded image. A transposed
   * convolution needs what the convolution does that it is the transpose of.
   */
  static long of(Step step) {
    ShapedNode node = step.node();
    if (node.operation() instanceof Operation.Conv conv) {
      return of(ConvShape.of(node, conv), step);
    }
    return node.operation() instanceof Operation.TransposedConv conv
        ? of(ConvShape.adjoint(node, conv), step)
        : 0;
  }

  private static long of(ConvShape conv, Step step) {
    boolean gathers = !step.algorithm().equals(Optional.of(ConvAlgorithm.POINTWISE));
    long scratch = gathers ? Math.max(strip(conv), padded(conv)) : 0;
    return Buffer.aligned(conv.patch() * conv.output().channels()) + Buffer.aligned(scratch);
  }

  /** As many whole rows of output as fit, at least one. */
  private static long strip(ConvShape conv) {
    long row = conv.output().width() * conv.patch();
    return row * Math.max(1, Math.min(conv.output().height(), STRIP / row));
  }

  private static long padded(ConvShape conv) {
    Window w = conv.window();
    long height = (long) conv.input().height() + w.padTop() + w.padBottom();
    long width = (long) conv.input().width() + w.padLeft() + w.padRight();
    boolean isPadded = height > conv.input().height() || width > conv.input().width();
    return isPadded ? height * width * conv.input().channels() : 0;
  }
}
