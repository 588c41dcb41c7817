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
  POINTWISE;

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

  /** Chooses by the shape alone, so that the same network is the same code everywhere. */
  static Optional<ConvAlgorithm> of(ShapedNode node) {
    if (node.operation() instanceof Operation.Conv conv) {
      return Optional.of(of(ConvShape.of(node, conv)));
    }
    return node.operation() instanceof Operation.TransposedConv conv
        ? Optional.of(of(ConvShape.adjoint(node, conv)))
        : Optional.empty();
  }

  private static ConvAlgorithm of(ConvShape conv) {
    if (conv.isPointwise()) {
      return POINTWISE;
    }
    long weights = conv.patch() * (conv.output().channels() / conv.groups());
    boolean fewPixels = conv.output().pixels() < FEW_PIXELS;
    return weights <= FEW_WEIGHTS && !fewPixels ? DIRECT : IM2COL;
  }
}
