package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.ir.Window;

/**
 * How much scratch one worker needs: what {@code Kernels.workspaceFloats} of the runtime says of
 * the convolution that needs most. A test compares the two over many shapes.
 */
final class Workspace {

  /** A strip of gathered patches is at most this long, or one row: half a megabyte. */
  private static final long STRIP_FLOATS = 131_072;

  private Workspace() {}

  /** Returns the floats that one worker needs for a step. */
  static long of(Step step) {
    if (!(step.node().operation() instanceof Operation.Conv conv)) {
      return 0;
    }
    long patch = ConvAlgorithm.patch(step.node());
    long weights = Buffer.aligned(Math.multiplyExact(patch, (long) conv.filters()));
    if (ConvAlgorithm.isPointwise(conv)) {
      return weights;
    }
    long scratch = Math.max(strip(step.node(), patch), padded(step.node(), conv.window()));
    return Math.addExact(weights, Buffer.aligned(scratch));
  }

  /** As many whole rows of output as fit, at least one. */
  private static long strip(ShapedNode node, long patch) {
    long row = Math.multiplyExact((long) node.output().width(), patch);
    return row * Math.max(1, Math.min(node.output().height(), STRIP_FLOATS / row));
  }

  /** One image with its padding, if it has any. */
  private static long padded(ShapedNode node, Window window) {
    long height = (long) window.padTop() + node.input().height() + window.padBottom();
    long width = (long) window.padLeft() + node.input().width() + window.padRight();
    boolean isPadded = height > node.input().height() || width > node.input().width();
    return isPadded
        ? Math.multiplyExact(Math.multiplyExact(height, width), (long) node.input().channels())
        : 0;
  }
}
