package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Conv2d;
import org.openjdk.jmh.annotations.Param;

/** Convolutions by register tiles straight from the input. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class DirectConvolution extends ConvolutionBenchmark {

  /** Layers of networks. */
  @SuppressWarnings("ImmutableEnumChecker") // The shapes are records of numbers.
  public enum Shape {
    /** Gray images. */
    LENET5_C1(ConvolutionLayer.of(64, 1, 32, 6, 5, 1, 0)),
    /** Few channels. */
    LENET5_C3(ConvolutionLayer.of(64, 6, 14, 16, 5, 1, 0)),
    /** Coloured images, a large kernel that strides. */
    RESNET50_STEM(ConvolutionLayer.of(8, 3, 224, 64, 7, 2, 3)),
    /** Coloured images, a small kernel that strides. */
    EFFICIENTNET_STEM(ConvolutionLayer.of(8, 3, 224, 32, 3, 2, 1)),
    /** Many channels, with a stride. */
    RESNET50_STAGE2_STRIDED(ConvolutionLayer.of(8, 128, 56, 128, 3, 2, 1)),
    /** The two groups of 2012. */
    ALEXNET_C2(ConvolutionLayer.of(8, 96, 27, 256, 5, 1, 2).groups(2));

    private final ConvolutionLayer layer;

    Shape(ConvolutionLayer layer) {
      this.layer = layer;
    }
  }

  /** Which layer. */
  @Param public Shape shape;

  /** For JMH. */
  public DirectConvolution() {}

  @Override
  final ConvolutionLayer layer() {
    return shape.layer.by(Conv2d.Algorithm.DIRECT);
  }
}
