package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Max pooling. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class MaxPooling extends KernelBenchmark {

  /** Layers of networks. */
  @SuppressWarnings("ImmutableEnumChecker") // The shapes are records of numbers.
  public enum Shape {
    /** Few channels. */
    LENET5_C1(64, Pool2d.of(6, 28, 28).size(2, 2).stride(2, 2).output(14, 14)),
    /** The largest images. */
    VGG16_STAGE1(4, Pool2d.of(64, 224, 224).size(2, 2).stride(2, 2).output(112, 112)),
    /** The smallest of the same network. */
    VGG16_STAGE5(4, Pool2d.of(512, 14, 14).size(2, 2).stride(2, 2).output(7, 7)),
    /** Windows that overlap and reach beyond the image. */
    RESNET50_STEM(
        8, Pool2d.of(64, 112, 112).size(3, 3).stride(2, 2).padding(1, 1, 1, 1).output(56, 56)),
    /** Windows that overlap. */
    ALEXNET_C1(8, Pool2d.of(64, 55, 55).size(3, 3).stride(2, 2).output(27, 27)),
    /** A window at every pixel. */
    GOOGLENET_INCEPTION3A(8, Pool2d.of(192, 28, 28).size(3, 3).padding(1, 1, 1, 1).output(28, 28));

    private final int batch;
    private final Pool2d pool;

    Shape(int batch, Pool2d pool) {
      this.batch = batch;
      this.pool = pool;
    }
  }

  /** Which layer. */
  @Param public Shape shape;

  private int batch;
  private Pool2d pool;
  private Tensor input;
  private Tensor output;
  private Tensor places;
  private Tensor inputGradient;
  private Tensor outputGradient;

  /** For JMH. */
  public MaxPooling() {}

  @Override
  final void prepare() {
    batch = shape.batch;
    pool = shape.pool;
    long inputs = (long) batch * pool.inHeight() * pool.inWidth() * pool.channels();
    long outputs = (long) batch * pool.outHeight() * pool.outWidth() * pool.channels();
    input = values(inputs);
    output = zeros(outputs);
    places = zeros(outputs);
    inputGradient = zeros(inputs);
    outputGradient = values(outputs);
    kernels.maxPoolForward(output, places, input, pool, batch);
  }

  /** Finds the largest values, as inference does. */
  @Benchmark
  public void inference() {
    kernels.maxPoolForward(output, Tensor.NONE, input, pool, batch);
    WorkRate.moves((double) input.size() + output.size());
  }

  /** Finds the largest values and where they lie, as training does. */
  @Benchmark
  public void training() {
    kernels.maxPoolForward(output, places, input, pool, batch);
    WorkRate.moves((double) input.size() + output.size() + places.size());
  }

  /** Passes the gradients back to where the largest values lay. */
  @Benchmark
  public void backward() {
    kernels.maxPoolBackward(inputGradient, outputGradient, places, pool, false, batch);
    WorkRate.moves((double) inputGradient.size() + outputGradient.size() + places.size());
  }
}
