package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Conv2d;
import org.openjdk.jmh.annotations.Param;

/** Convolutions of each channel on its own. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class DepthwiseConvolution extends ConvolutionBenchmark {

  /** Layers of EfficientNet-B0. */
  @SuppressWarnings("ImmutableEnumChecker") // The shapes are records of numbers.
  public enum Shape {
    /** Few channels, many pixels. */
    EFFICIENTNET_STAGE1(ConvolutionLayer.of(8, 32, 112, 32, 3, 1, 1).groups(32)),
    /** A 3×3 kernel that strides. */
    EFFICIENTNET_STAGE2_STRIDED(ConvolutionLayer.of(8, 96, 112, 96, 3, 2, 1).groups(96)),
    /** A 5×5 kernel that strides. */
    EFFICIENTNET_STAGE3_STRIDED(ConvolutionLayer.of(8, 144, 56, 144, 5, 2, 2).groups(144)),
    /** Many channels. */
    EFFICIENTNET_STAGE4(ConvolutionLayer.of(8, 480, 14, 480, 3, 1, 1).groups(480)),
    /** The most channels, few pixels. */
    EFFICIENTNET_STAGE6(ConvolutionLayer.of(8, 1152, 7, 1152, 5, 1, 2).groups(1152)),
    /** One image. */
    EFFICIENTNET_STAGE4_ONE_IMAGE(ConvolutionLayer.of(1, 480, 14, 480, 3, 1, 1).groups(480));

    private final ConvolutionLayer layer;

    Shape(ConvolutionLayer layer) {
      this.layer = layer;
    }
  }

  /** Which layer. */
  @Param public Shape shape;

  /** For JMH. */
  public DepthwiseConvolution() {}

  @Override
  final ConvolutionLayer layer() {
    return shape.layer.by(Conv2d.Algorithm.DIRECT);
  }
}
