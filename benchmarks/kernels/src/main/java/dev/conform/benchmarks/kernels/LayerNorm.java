package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Layer norm over the channels of each pixel. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class LayerNorm extends KernelBenchmark {

  private static final float EPSILON = 1e-6f;

  /** Which layer. */
  @Param({"CONVNEXT_STAGE1", "CONVNEXT_STAGE4", "RESNET50_STAGE1"})
  public Maps maps;

  private Tensor input;
  private Tensor output;
  private Tensor weight;
  private Tensor bias;
  private Tensor inputGradient;
  private Tensor outputGradient;
  private Tensor weightGradient;
  private Tensor biasGradient;

  /** For JMH. */
  public LayerNorm() {}

  @Override
  final void prepare() {
    input = values(maps.floats());
    output = zeros(maps.floats());
    weight = values(maps.channels, 0.5, 1.5);
    bias = values(maps.channels);
    inputGradient = zeros(maps.floats());
    outputGradient = values(maps.floats());
    weightGradient = zeros(maps.channels);
    biasGradient = zeros(maps.channels);
  }

  /** Normalises. */
  @Benchmark
  public void forward() {
    kernels.layerNormForward(
        output,
        input,
        weight,
        bias,
        maps.channels,
        maps.pixels(),
        EPSILON,
        Activation.IDENTITY,
        0,
        maps.batch);
    WorkRate.moves(2.0 * maps.floats());
  }

  /** Computes the gradients. */
  @Benchmark
  public void backward() {
    kernels.layerNormBackward(
        inputGradient,
        weightGradient,
        biasGradient,
        outputGradient,
        input,
        weight,
        maps.channels,
        maps.pixels(),
        EPSILON,
        false,
        maps.batch);
    WorkRate.moves(3.0 * maps.floats());
  }
}
