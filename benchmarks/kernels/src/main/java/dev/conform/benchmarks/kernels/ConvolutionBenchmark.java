package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Prepared;
import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;

/** A convolution in all directions. Which layers, and by which algorithm, its subclasses say. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public abstract class ConvolutionBenchmark extends KernelBenchmark {

  private ConvolutionLayer layer;
  private Conv2d conv;
  private Tensor input;
  private Tensor weight;
  private Tensor bias;
  private Tensor output;
  private Tensor inputGradient;
  private Tensor weightGradient;
  private Tensor biasGradient;
  private Tensor outputGradient;
  private Prepared prepared;

  ConvolutionBenchmark() {}

  /** Returns what is computed, and how. */
  abstract ConvolutionLayer layer();

  @Override
  final long workspaceFloats() {
    conv = layer().conv();
    return threads * Kernels.workspaceFloats(conv) + Kernels.sharedFloats(conv);
  }

  @Override
  final void prepare() {
    layer = layer();
    input = values(layer.inputFloats());
    weight = values(layer.weightFloats());
    bias = values(conv.outChannels());
    output = zeros(layer.outputFloats());
    inputGradient = zeros(layer.inputFloats());
    weightGradient = zeros(layer.weightFloats());
    biasGradient = zeros(conv.outChannels());
    outputGradient = values(layer.outputFloats());
    prepared = new Prepared(arena(), conv, layer.batch(), false);
    kernels.conv2dPrepare(prepared, weight, bias, conv);
  }

  /** Computes the output as training does, with bias and rectifier. */
  @Benchmark
  public void forward() {
    kernels.conv2dForward(output, input, weight, bias, conv, Activation.RELU, 0, layer.batch());
    WorkRate.computes(layer.flops());
  }

  /** Computes the output as inference does, from a weight laid out for it. */
  @Benchmark
  public void prepared() {
    kernels.conv2dForwardPrepared(
        output, input, prepared, Tensor.NONE, conv, Activation.RELU, 0, layer.batch());
    WorkRate.computes(layer.flops());
  }

  /** Computes the gradient of the input. */
  @Benchmark
  public void backwardInput() {
    kernels.conv2dBackwardInput(inputGradient, outputGradient, weight, conv, false, layer.batch());
    WorkRate.computes(layer.flops());
  }

  /** Computes the gradients of weight and bias. */
  @Benchmark
  public void backwardWeight() {
    kernels.conv2dBackwardWeight(
        weightGradient, biasGradient, outputGradient, input, conv, layer.batch());
    WorkRate.computes(layer.flops());
  }
}
