package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Transposed convolutions, which are told by the convolution that they are the adjoint of. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class TransposedConvolution extends KernelBenchmark {

  /** Layers of networks. */
  @SuppressWarnings("ImmutableEnumChecker") // The shapes are records of numbers.
  public enum Shape {
    /** The first step up of U-Net (Ronneberger et al. 2015), on images of 512×512. */
    UNET_UP1(ConvolutionLayer.of(1, 512, 64, 1024, 2, 2, 0)),
    /** The last one. */
    UNET_UP4(ConvolutionLayer.of(1, 64, 512, 128, 2, 2, 0)),
    /** The second layer of DCGAN's generator (Radford et al. 2015). */
    DCGAN_UP2(ConvolutionLayer.of(64, 256, 8, 512, 4, 2, 1)),
    /** The last one, which makes coloured images. */
    DCGAN_IMAGES(ConvolutionLayer.of(64, 3, 64, 128, 4, 2, 1));

    private final ConvolutionLayer adjoint;

    Shape(ConvolutionLayer adjoint) {
      this.adjoint = adjoint;
    }
  }

  /** Which layer. */
  @Param public Shape shape;

  private ConvolutionLayer adjoint;
  private Conv2d conv;
  private Tensor input;
  private Tensor weight;
  private Tensor bias;
  private Tensor output;
  private Tensor inputGradient;
  private Tensor weightGradient;
  private Tensor biasGradient;
  private Tensor outputGradient;

  /** For JMH. */
  public TransposedConvolution() {}

  @Override
  final long workspaceFloats() {
    conv = shape.adjoint.conv();
    return threads * Kernels.workspaceFloats(conv) + Kernels.sharedFloats(conv);
  }

  @Override
  final void prepare() {
    adjoint = shape.adjoint;
    input = values(adjoint.outputFloats());
    weight = values(adjoint.weightFloats());
    bias = values(conv.inChannels());
    output = zeros(adjoint.inputFloats());
    inputGradient = zeros(adjoint.outputFloats());
    weightGradient = zeros(adjoint.weightFloats());
    biasGradient = zeros(conv.inChannels());
    outputGradient = values(adjoint.inputFloats());
  }

  /** Computes the output, with bias and rectifier. */
  @Benchmark
  public void forward() {
    kernels.transposedConv2dForward(
        output, input, weight, bias, conv, Activation.RELU, 0, adjoint.batch());
    WorkRate.computes(adjoint.flops());
  }

  /** Computes the gradient of the input. */
  @Benchmark
  public void backwardInput() {
    kernels.transposedConv2dBackwardInput(
        inputGradient, outputGradient, weight, conv, false, adjoint.batch());
    WorkRate.computes(adjoint.flops());
  }

  /** Computes the gradients of weight and bias. */
  @Benchmark
  public void backwardWeight() {
    kernels.transposedConv2dBackwardWeight(
        weightGradient, biasGradient, outputGradient, input, conv, adjoint.batch());
    WorkRate.computes(adjoint.flops());
  }
}
