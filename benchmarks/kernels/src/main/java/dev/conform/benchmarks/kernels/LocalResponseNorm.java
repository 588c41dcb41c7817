package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Local response normalisation with the numbers of Krizhevsky et al. (2012). */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class LocalResponseNorm extends KernelBenchmark {

  private static final int SIZE = 5;
  private static final float ALPHA = 1e-4f;
  private static final float BETA = 0.75f;
  private static final float K = 2;

  /** Which layer. */
  @Param({"ALEXNET_C1", "GOOGLENET_CONV3"})
  public Maps maps;

  private Tensor input;
  private Tensor output;
  private Tensor inputGradient;
  private Tensor outputGradient;

  /** For JMH. */
  public LocalResponseNorm() {}

  @Override
  final void prepare() {
    input = values(maps.floats());
    output = zeros(maps.floats());
    inputGradient = zeros(maps.floats());
    outputGradient = values(maps.floats());
    forward();
  }

  /** Normalises. */
  @Benchmark
  public void forward() {
    kernels.localResponseNormForward(
        output, input, maps.channels, maps.pixels(), SIZE, ALPHA, BETA, K, maps.batch);
    WorkRate.moves(2.0 * maps.floats());
  }

  /** Computes the gradient. */
  @Benchmark
  public void backward() {
    kernels.localResponseNormBackward(
        inputGradient,
        outputGradient,
        input,
        output,
        maps.channels,
        maps.pixels(),
        SIZE,
        ALPHA,
        BETA,
        K,
        false,
        maps.batch);
    WorkRate.moves(4.0 * maps.floats());
  }
}
