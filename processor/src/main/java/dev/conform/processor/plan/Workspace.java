package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Shape;
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

  private static final long LEAST_STRIP = 256;

  /** The points of many tiles take about this much: 1 MiB. */
  private static final long CHUNK = 1 << 18;

  /** What a convolution makes at a time for a step that reads it meanwhile: 512 KiB. */
  private static final long BAND = 1 << 17;

  /** Of a tile of 6×6 pixels. */
  private static final int POINTS = 36;

  private Workspace() {}

  /**
   * Returns the floats that one worker needs for an operation: a convolution's share of the
   * weights' gradient, and the longer of a strip of patches and a padded image. A transposed
   * convolution needs what the convolution does that it is the transpose of; one that makes rows
   * for another step a band of them as well.
   */
  static long of(Step step) {
    long alone = step.algorithm().map(algorithm -> of(shape(step.node()), algorithm)).orElse(0L);
    long folded =
        step.folding()
            .flatMap(folding -> folding.maker().map(maker -> of(maker) + band(folding.reader())))
            .orElse(0L);
    return Math.max(alone, folded);
  }

  /** As many rows of what a step reads as fit, but so many that a window sees all of its own. */
  private static long band(Step reader) {
    Shape input = reader.node().input();
    Window w =
        reader.node().operation() instanceof Operation.Pool pool
            ? pool.window()
            : ((Operation.Conv) reader.node().operation()).window();
    long row = (long) input.width() * input.channels();
    long rows = Math.max((w.kernelH() - 1L) * w.dilationH() + 1, BAND / row);
    return Buffer.aligned(Math.min(input.height(), rows) * row);
  }

  private static ConvShape shape(ShapedNode node) {
    return node.operation() instanceof Operation.Conv conv
        ? ConvShape.of(node, conv)
        : ConvShape.adjoint(node, (Operation.TransposedConv) node.operation());
  }

  /** Returns the floats that all workers share: the kernels at the points of Winograd's tiles. */
  static long shared(Step step) {
    if (!step.algorithm().equals(Optional.of(ConvAlgorithm.WINOGRAD))) {
      return 0;
    }
    ConvShape conv = shape(step.node());
    return (long) POINTS * conv.input().channels() * conv.output().channels();
  }

  /**
   * Returns the floats of a convolution's weight and bias as inference reads them, by the rule of
   * {@code Prepared.floats} for many images.
   */
  static long prepared(Step step) {
    ConvShape conv = shape(step.node());
    long filters = conv.output().channels();
    ConvAlgorithm algorithm = step.algorithm().orElseThrow();
    if (algorithm == ConvAlgorithm.WINOGRAD) {
      return filters + shared(step);
    }
    // Panels have rows of whole vectors.
    boolean hasPanels = algorithm.hasOwnForm() && conv.groups() == 1;
    return filters + conv.patch() * (hasPanels ? Buffer.aligned(filters) : filters);
  }

  private static long of(ConvShape conv, ConvAlgorithm algorithm) {
    if (algorithm == ConvAlgorithm.WINOGRAD) {
      return winograd(conv.input().channels(), conv.output().channels());
    }
    boolean gathers = algorithm != ConvAlgorithm.POINTWISE;
    long scratch = gathers ? Math.max(strip(conv), padded(conv)) : 0;
    return Buffer.aligned(conv.patch() * conv.output().channels()) + Buffer.aligned(scratch);
  }

  /** A tile, and the points of many tiles on both sides. */
  private static long winograd(int in, int out) {
    long fitting = CHUNK / ((long) POINTS * (in + out));
    long tiles = Math.max(36, Math.min(252, fitting)) / 6 * 6;
    return (long) POINTS * (Math.max(64, Math.max(in, out)) + 16) + POINTS * tiles * (in + out);
  }

  /**
   * As many pixels as the output has or as fit, but so many that the product is worth its start.
   */
  private static long strip(ConvShape conv) {
    long fitting = Math.min(conv.output().pixels(), STRIP / conv.patch());
    return conv.patch() * Math.max(LEAST_STRIP, fitting);
  }

  private static long padded(ConvShape conv) {
    Window w = conv.window();
    long height = (long) conv.input().height() + w.padTop() + w.padBottom();
    long width = (long) conv.input().width() + w.padLeft() + w.padRight();
    boolean isPadded = height > conv.input().height() || width > conv.input().width();
    return isPadded ? height * width * conv.input().channels() : 0;
  }
}
