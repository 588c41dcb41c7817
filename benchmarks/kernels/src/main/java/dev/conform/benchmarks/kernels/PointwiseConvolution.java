package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Conv2d;
import org.openjdk.jmh.annotations.Param;

/** Convolutions of 1×1. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class PointwiseConvolution extends ConvolutionBenchmark {

  /** Layers of networks. */
  @SuppressWarnings("ImmutableEnumChecker") // The shapes are records of numbers.
  public enum Shape {
    /** To fewer channels. */
    RESNET50_STAGE1_REDUCE(ConvolutionLayer.of(8, 256, 56, 64, 1, 1, 0)),
    /** To more channels. */
    RESNET50_STAGE1_EXPAND(ConvolutionLayer.of(8, 64, 56, 256, 1, 1, 0)),
    /** Many channels. */
    RESNET50_STAGE3_EXPAND(ConvolutionLayer.of(8, 256, 14, 1024, 1, 1, 0)),
    /** The most channels, few pixels. */
    RESNET50_STAGE4_REDUCE(ConvolutionLayer.of(8, 2048, 7, 512, 1, 1, 0)),
    /** Few channels, many pixels. */
    EFFICIENTNET_STAGE2_EXPAND(ConvolutionLayer.of(8, 16, 112, 96, 1, 1, 0)),
    /** Channels that are no power of two. */
    EFFICIENTNET_STAGE6_PROJECT(ConvolutionLayer.of(8, 672, 14, 192, 1, 1, 0)),
    /** One image. */
    RESNET50_STAGE3_ONE_IMAGE(ConvolutionLayer.of(1, 256, 14, 1024, 1, 1, 0));

    private final ConvolutionLayer layer;

    Shape(ConvolutionLayer layer) {
      this.layer = layer;
    }
  }

  /** Which layer. */
  @Param public Shape shape;

  /** For JMH. */
  public PointwiseConvolution() {}

  @Override
  final ConvolutionLayer layer() {
    return shape.layer.by(Conv2d.Algorithm.POINTWISE);
  }
}
