package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Activations that no kernel before them takes along. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class Activations extends KernelBenchmark {

  private static final float SLOPE = 0.01f;

  /** Which function. */
  @Param({"RELU", "SIGMOID", "TANH", "SILU", "GELU", "GELU_TANH"})
  public Activation activation;

  /** Of which layer. */
  @Param({"LENET5_C1", "RESNET50_STAGE1", "EFFICIENTNET_STAGE2", "EFFICIENTNET_STAGE6"})
  public Maps maps;

  private Tensor input;
  private Tensor output;
  private Tensor inputGradient;
  private Tensor outputGradient;

  /** For JMH. */
  public Activations() {}

  @Override
  final void prepare() {
    input = values(maps.floats(), -4, 4);
    output = zeros(maps.floats());
    inputGradient = zeros(maps.floats());
    outputGradient = values(maps.floats());
    forward();
  }

  /** Applies the function. */
  @Benchmark
  public void forward() {
    kernels.activationForward(output, input, activation, SLOPE, maps.size(), maps.batch);
    WorkRate.moves(2.0 * maps.floats());
  }

  /** Multiplies by its derivative. */
  @Benchmark
  public void backward() {
    kernels.activationBackward(
        inputGradient,
        outputGradient,
        activation.fromOutput() ? output : input,
        activation,
        SLOPE,
        maps.size(),
        false,
        maps.batch);
    WorkRate.moves(3.0 * maps.floats());
  }
}
