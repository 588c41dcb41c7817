package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Conv2d;
import org.openjdk.jmh.annotations.Param;

/** Convolutions by gathered patches and a matrix product. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class PatchesConvolution extends ConvolutionBenchmark {

  /** Layers of networks. */
  @SuppressWarnings("ImmutableEnumChecker") // The shapes are records of numbers.
  public enum Shape {
    /** Coloured images, the largest kernel. */
    ALEXNET_C1(ConvolutionLayer.of(8, 3, 224, 64, 11, 4, 2)),
    /** A 5×5 kernel. */
    ALEXNET_C2(ConvolutionLayer.of(8, 64, 27, 192, 5, 1, 2)),
    /** What Winograd's filtering is compared with. */
    VGG16_STAGE3(ConvolutionLayer.of(4, 256, 56, 256, 3, 1, 1)),
    /** A 3×3 kernel that strides. */
    RESNET50_STAGE2_STRIDED(ConvolutionLayer.of(8, 128, 56, 128, 3, 2, 1)),
    /** A projection that strides. */
    RESNET50_STAGE2_SHORTCUT(ConvolutionLayer.of(8, 256, 56, 512, 1, 2, 0)),
    /** One image, few pixels. */
    RESNET50_STAGE4_ONE_IMAGE(ConvolutionLayer.of(1, 512, 7, 512, 3, 1, 1));

    private final ConvolutionLayer layer;

    Shape(ConvolutionLayer layer) {
      this.layer = layer;
    }
  }

  /** Which layer. */
  @Param public Shape shape;

  /** For JMH. */
  public PatchesConvolution() {}

  @Override
  final ConvolutionLayer layer() {
    return shape.layer.by(Conv2d.Algorithm.IM2COL);
  }
}
