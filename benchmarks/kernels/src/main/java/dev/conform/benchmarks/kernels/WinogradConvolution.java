package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Conv2d;
import org.openjdk.jmh.annotations.Param;

/** Convolutions by Winograd's minimal filtering. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class WinogradConvolution extends ConvolutionBenchmark {

  /** Layers of networks. */
  @SuppressWarnings("ImmutableEnumChecker") // The shapes are records of numbers.
  public enum Shape {
    /** The largest images. */
    VGG16_STAGE1(ConvolutionLayer.of(4, 64, 224, 64, 3, 1, 1)),
    /** Large images, many channels. */
    VGG16_STAGE3(ConvolutionLayer.of(4, 256, 56, 256, 3, 1, 1)),
    /** Few channels. */
    RESNET50_STAGE1(ConvolutionLayer.of(8, 64, 56, 64, 3, 1, 1)),
    /** Few tiles. */
    RESNET50_STAGE3(ConvolutionLayer.of(8, 256, 14, 256, 3, 1, 1)),
    /** Tiles that reach beyond the image. */
    RESNET50_STAGE4(ConvolutionLayer.of(8, 512, 7, 512, 3, 1, 1)),
    /** Many small images. */
    RESNET18_CIFAR_STAGE1(ConvolutionLayer.of(64, 64, 32, 64, 3, 1, 1)),
    /** A 5×5 kernel. */
    ALEXNET_C2(ConvolutionLayer.of(8, 64, 27, 192, 5, 1, 2)),
    /** One image. */
    RESNET50_STAGE1_ONE_IMAGE(ConvolutionLayer.of(1, 64, 56, 64, 3, 1, 1));

    private final ConvolutionLayer layer;

    Shape(ConvolutionLayer layer) {
      this.layer = layer;
    }
  }

  /** Which layer. */
  @Param public Shape shape;

  /** For JMH. */
  public WinogradConvolution() {}

  @Override
  final ConvolutionLayer layer() {
    return shape.layer.by(Conv2d.Algorithm.WINOGRAD);
  }
}
