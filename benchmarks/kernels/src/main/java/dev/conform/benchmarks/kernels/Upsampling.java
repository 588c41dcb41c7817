package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.Upsample2d;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Images that become larger. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class Upsampling extends KernelBenchmark {

  /** Layers of networks. */
  @SuppressWarnings("ImmutableEnumChecker") // The shapes are records of numbers.
  public enum Shape {
    /** The first step up of a U-Net without transposed convolutions. */
    UNET_UP1(1, Upsample2d.of(1024, 32, 32).factor(2, 2)),
    /** The last one. */
    UNET_UP4(1, Upsample2d.of(128, 256, 256).factor(2, 2)),
    /** A step of a feature pyramid (Lin et al. 2017). */
    PYRAMID_P4(8, Upsample2d.of(256, 14, 14).factor(2, 2)),
    /** The scores of a segmentation, enlarged at the end. */
    SEGMENTATION(1, Upsample2d.of(21, 64, 64).factor(8, 8));

    private final int batch;
    private final Upsample2d images;

    Shape(int batch, Upsample2d images) {
      this.batch = batch;
      this.images = images;
    }
  }

  /** Which layer. */
  @Param public Shape shape;

  /** How values between pixels come about. */
  @Param public Upsample2d.Mode mode;

  private int batch;
  private Upsample2d images;
  private Tensor input;
  private Tensor output;
  private Tensor inputGradient;
  private Tensor outputGradient;

  /** For JMH. */
  public Upsampling() {}

  @Override
  final void prepare() {
    batch = shape.batch;
    images = shape.images.mode(mode);
    long inputs = (long) batch * images.inHeight() * images.inWidth() * images.channels();
    long outputs = (long) batch * images.outHeight() * images.outWidth() * images.channels();
    input = values(inputs);
    output = zeros(outputs);
    inputGradient = zeros(inputs);
    outputGradient = values(outputs);
  }

  /** Enlarges. */
  @Benchmark
  public void forward() {
    kernels.upsampleForward(output, input, images, batch);
    WorkRate.moves((double) input.size() + output.size());
  }

  /** Computes the gradient. */
  @Benchmark
  public void backward() {
    kernels.upsampleBackward(inputGradient, outputGradient, images, false, batch);
    WorkRate.moves((double) input.size() + output.size());
  }
}
