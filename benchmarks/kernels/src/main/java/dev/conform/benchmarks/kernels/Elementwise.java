package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** What treats each value on its own: sums, products, dropout, stochastic depth. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class Elementwise extends KernelBenchmark {

  private static final float RATE = 0.2f;
  private static final long SEED = 1;

  /** Which layer. */
  @Param({
    "RESNET18_CIFAR_STAGE1",
    "RESNET50_STAGE1",
    "RESNET50_STAGE4",
    "RESNET50_STAGE4_ONE_IMAGE"
  })
  public Maps maps;

  private Tensor a;
  private Tensor b;
  private Tensor output;

  /** For JMH. */
  public Elementwise() {}

  @Override
  final void prepare() {
    a = values(maps.floats());
    b = values(maps.floats());
    output = zeros(maps.floats());
  }

  /** Adds a residual and applies the rectifier. */
  @Benchmark
  public void addRelu() {
    kernels.addForward(output, a, b, Activation.RELU, 0, maps.size(), maps.batch);
    WorkRate.moves(3.0 * maps.floats());
  }

  /** Adds a gradient to another. */
  @Benchmark
  public void accumulateGradient() {
    kernels.copyGradient(output, a, maps.size(), true, maps.batch);
    WorkRate.moves(3.0 * maps.floats());
  }

  /** Multiplies by a mask. */
  @Benchmark
  public void multiply() {
    kernels.multiply(output, a, maps.floats());
    WorkRate.moves(3.0 * maps.floats());
  }

  /** Drops values; its backward pass is the same. */
  @Benchmark
  public void dropout() {
    kernels.dropoutForward(output, a, RATE, SEED, maps.size(), maps.batch);
    WorkRate.moves(2.0 * maps.floats());
  }

  /** Drops images; its backward pass is the same. */
  @Benchmark
  public void stochasticDepth() {
    kernels.stochasticDepthForward(output, a, RATE, SEED, maps.size(), maps.batch);
    WorkRate.moves(2.0 * maps.floats());
  }
}
