package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Group norm with the 32 groups of Wu and He (2018). */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class GroupNorm extends KernelBenchmark {

  private static final float EPSILON = 1e-5f;
  private static final int GROUPS = 32;

  /** Which layer. */
  @Param({"RESNET18_CIFAR_STAGE1", "RESNET50_STAGE1", "RESNET50_STAGE3", "RESNET50_STAGE4"})
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
  public GroupNorm() {}

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
    kernels.groupNormForward(
        output,
        input,
        weight,
        bias,
        maps.channels,
        maps.pixels(),
        GROUPS,
        EPSILON,
        Activation.IDENTITY,
        0,
        maps.batch);
    WorkRate.moves(2.0 * maps.floats());
  }

  /** Computes the gradients. */
  @Benchmark
  public void backward() {
    kernels.groupNormBackward(
        inputGradient,
        weightGradient,
        biasGradient,
        outputGradient,
        input,
        weight,
        maps.channels,
        maps.pixels(),
        GROUPS,
        EPSILON,
        false,
        maps.batch);
    WorkRate.moves(3.0 * maps.floats());
  }
}
