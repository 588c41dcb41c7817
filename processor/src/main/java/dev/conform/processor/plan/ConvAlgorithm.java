package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedNode;
import java.util.Optional;

/** How a convolution is computed; named as the runtime names it. */
public enum ConvAlgorithm {
  /** A register tile of output pixels by output channels, straight from the input. */
  DIRECT,
  /** Strips of output rows: patches gathered into a matrix, then one product. */
  IM2COL,
  /** A 1×1 convolution of stride 1 without padding: one product, nothing gathered. */
  POINTWISE,
  /**
   * Winograd's minimal filtering: tiles and kernels are transformed to points, multiplied there,
   * and transformed back. 3×3 and 5×5 of stride 1.
   */
  WINOGRAD;

  /**
   * Up to this many weights of one group the direct kernel reads them from the cache again and
   * again. Measured on one AVX-512 core, batch 4 to 64, forward: 72 to 139 GFLOP/s against 41 to
   * 105 of im2col for 150 to 73,728 weights; the other way round from 589,824 on.
   */
  private static final long FEW_WEIGHTS = 131_072;

  /**
   * Fewer output pixels leave a register tile of one image empty; im2col gathers several images.
   */
  private static final long FEW_PIXELS = 8;

  /**
   * Winograd's transforms take a part of the time that grows as channels get fewer. Measured on one
   * AVX-512 core, forward and both gradients, of what the definition would take: 120 to 220 GFLOP/s
   * against 44 to 126 of the others with 64 channels or more on both sides; no gain at 16 and 32.
   */
  private static final long MANY_CHANNELS = 32;

  private static final long MANY_KERNELS = 64 * 64;

  /** What is computed beyond the borders of a small image counts, too. */
  private static final double WORTHWHILE = 0.6;

  /** Chooses by the shape alone, so that the same network is the same code everywhere. */
  static Optional<ConvAlgorithm> of(ShapedNode node) {
    if (node.operation() instanceof Operation.Conv conv) {
      return Optional.of(of(ConvShape.of(node, conv)));
    }
    return node.operation() instanceof Operation.TransposedConv conv
        ? Optional.of(of(ConvShape.adjoint(node, conv)))
        : Optional.empty();
  }

  /**
   * Tells whether inference reads the weight in a form of its own, even where there is no batch
   * norm to fold in.
   *
   * @return true if it has to be prepared
   */
  public boolean hasOwnForm() {
    return this != DIRECT;
  }

  private static ConvAlgorithm of(ConvShape conv) {
    if (conv.isPointwise()) {
      return POINTWISE;
    }
    if (conv.isTiled() && isWorthwhile(conv)) {
      return WINOGRAD;
    }
    long weights = conv.patch() * (conv.output().channels() / conv.groups());
    boolean fewPixels = conv.output().pixels() < FEW_PIXELS;
    return weights <= FEW_WEIGHTS && !fewPixels ? DIRECT : IM2COL;
  }

  private static boolean isWorthwhile(ConvShape conv) {
    int in = conv.input().channels();
    int out = conv.output().channels();
    long taps = conv.window().kernelH();
    long side = 7 - taps;
    long tiles =
        ((conv.output().height() + side - 1) / side) * ((conv.output().width() + side - 1) / side);
    return Math.min(in, out) >= MANY_CHANNELS
        && (long) in * out >= MANY_KERNELS
        && 36 * tiles < WORTHWHILE * taps * taps * conv.output().pixels();
  }
}
