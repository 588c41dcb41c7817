package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedNode;
import java.util.Optional;

/**
 * How much scratch one worker needs. The runtime's kernels follow the same rule; a test compares
 * the two over many shapes.
 */
final class Workspace {

  /** A strip of gathered patches is about this long, so that it stays in the L2 cache: 256 KiB. */
  private static final long STRIP = 65_536;

  private Workspace() {}

  /** Returns the floats that one worker needs for an operation. */
  static long of(Step step) {
    ShapedNode node = step.node();
    if (node.operation() instanceof Operation.Conv conv) {
      long patch = ConvAlgorithm.patch(node);
      long partial = Buffer.aligned(patch * conv.filters()) + Buffer.aligned(conv.filters());
      boolean gathers = step.algorithm().equals(Optional.of(ConvAlgorithm.IM2COL));
      return partial + (gathers ? strip(node, patch) : 0);
    }
    if (node.operation() instanceof Operation.BatchNorm) {
      return 2 * Buffer.aligned(node.output().features());
    }
    return 0;
  }

  /** As many whole rows of output as fit, at least one. */
  private static long strip(ShapedNode node, long patch) {
    long row = node.output().width() * patch;
    long rows = Math.max(1, Math.min(node.output().height(), STRIP / row));
    return Buffer.aligned(rows * row);
  }
}
