package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Factors for whole channels: the gate of squeeze-and-excitation, and trained scales. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class ChannelScales extends KernelBenchmark {

  /** Which layer. */
  @Param({"LENET5_C1", "EFFICIENTNET_STAGE2", "EFFICIENTNET_STAGE6"})
  public Maps maps;

  private Tensor input;
  private Tensor output;
  private Tensor gate;
  private Tensor weight;
  private Tensor bias;
  private Tensor inputGradient;
  private Tensor outputGradient;
  private Tensor gateGradient;
  private Tensor weightGradient;
  private Tensor biasGradient;

  /** For JMH. */
  public ChannelScales() {}

  @Override
  final void prepare() {
    input = values(maps.floats());
    output = zeros(maps.floats());
    gate = values((long) maps.batch * maps.channels, 0, 1);
    weight = values(maps.channels);
    bias = values(maps.channels);
    inputGradient = zeros(maps.floats());
    outputGradient = values(maps.floats());
    gateGradient = zeros((long) maps.batch * maps.channels);
    weightGradient = zeros(maps.channels);
    biasGradient = zeros(maps.channels);
  }

  /** Multiplies each channel of each image. */
  @Benchmark
  public void gateForward() {
    kernels.channelScaleForward(output, input, gate, maps.channels, maps.pixels(), maps.batch);
    WorkRate.moves(2.0 * maps.floats());
  }

  /** Computes the gradients of the input and of the gate. */
  @Benchmark
  public void gateBackward() {
    kernels.channelScaleBackward(
        inputGradient,
        gateGradient,
        outputGradient,
        input,
        gate,
        maps.channels,
        maps.pixels(),
        false,
        false,
        maps.batch);
    WorkRate.moves(3.0 * maps.floats());
  }

  /** Multiplies each channel of all images, and adds a bias. */
  @Benchmark
  public void trainedForward() {
    kernels.scaleForward(
        output,
        input,
        weight,
        bias,
        maps.channels,
        maps.pixels(),
        Activation.IDENTITY,
        0,
        maps.batch);
    WorkRate.moves(2.0 * maps.floats());
  }

  /** Computes the gradients of the input, the factors and the biases. */
  @Benchmark
  public void trainedBackward() {
    kernels.scaleBackward(
        inputGradient,
        weightGradient,
        biasGradient,
        outputGradient,
        input,
        weight,
        maps.channels,
        maps.pixels(),
        false,
        maps.batch);
    WorkRate.moves(3.0 * maps.floats());
  }
}
