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
   * weights' gradient, and the longer of a strip of patches and a padded image.
   */
  static long of(Step step) {
    ShapedNode node = step.node();
    if (!(node.operation() instanceof Operation.Conv conv)) {
      return 0;
    }
    long patch = ConvAlgorithm.patch(node);
    boolean gathers = !step.algorithm().equals(Optional.of(ConvAlgorithm.POINTWISE));
    long scratch = gathers ? Math.max(strip(node, patch), padded(node, conv.window())) : 0;
    return Buffer.aligned(patch * conv.filters()) + Buffer.aligned(scratch);
  }

  /** As many whole rows of output as fit, at least one. */
  private static long strip(ShapedNode node, long patch) {
    long row = node.output().width() * patch;
    return row * Math.max(1, Math.min(node.output().height(), STRIP / row));
  }

  private static long padded(ShapedNode node, Window w) {
    long height = (long) node.input().height() + w.padTop() + w.padBottom();
    long width = (long) node.input().width() + w.padLeft() + w.padRight();
    boolean isPadded = height > node.input().height() || width > node.input().width();
    return isPadded ? height * width * node.input().channels() : 0;
  }
}
