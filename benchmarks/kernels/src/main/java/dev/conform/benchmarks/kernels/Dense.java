package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Dense layers, for one image, a few and many. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class Dense extends KernelBenchmark {

  /** Layers of networks. */
  public enum Shape {
    /** A small weight, many images. */
    LENET5_F5(64, 400, 120),
    /** The same for one image. */
    LENET5_F5_ONE_IMAGE(1, 400, 120),
    /** The classifier of most networks. */
    RESNET50_FC(8, 2048, 1000),
    /** The same for one image. */
    RESNET50_FC_ONE_IMAGE(1, 2048, 1000),
    /** A weight of 151 MB, a few images. */
    ALEXNET_FC6(8, 9216, 4096),
    /** The same with many images. */
    ALEXNET_FC6_LARGE_BATCH(128, 9216, 4096),
    /** The largest weight, 411 MB, for one image. */
    VGG16_FC6_ONE_IMAGE(1, 25088, 4096);

    private final int batch;
    private final int inputs;
    private final int units;

    Shape(int batch, int inputs, int units) {
      this.batch = batch;
      this.inputs = inputs;
      this.units = units;
    }

    private double flops() {
      return 2.0 * batch * inputs * units;
    }
  }

  /** Which layer. */
  @Param public Shape shape;

  private int batch;
  private int inputs;
  private int units;
  private Tensor input;
  private Tensor weight;
  private Tensor bias;
  private Tensor output;
  private Tensor inputGradient;
  private Tensor weightGradient;
  private Tensor biasGradient;
  private Tensor outputGradient;

  /** For JMH. */
  public Dense() {}

  @Override
  final void prepare() {
    batch = shape.batch;
    inputs = shape.inputs;
    units = shape.units;
    input = values((long) batch * inputs);
    weight = values((long) inputs * units);
    bias = values(units);
    output = zeros((long) batch * units);
    inputGradient = zeros((long) batch * inputs);
    weightGradient = zeros((long) inputs * units);
    biasGradient = zeros(units);
    outputGradient = values((long) batch * units);
  }

  /** Computes the output, with bias and rectifier. */
  @Benchmark
  public void forward() {
    kernels.denseForward(output, input, weight, bias, inputs, units, Activation.RELU, 0, batch);
    WorkRate.computes(shape.flops());
  }

  /** Computes the gradient of the input. */
  @Benchmark
  public void backwardInput() {
    kernels.denseBackwardInput(inputGradient, outputGradient, weight, inputs, units, false, batch);
    WorkRate.computes(shape.flops());
  }

  /** Computes the gradients of weight and bias. */
  @Benchmark
  public void backwardWeight() {
    kernels.denseBackwardWeight(
        weightGradient, biasGradient, outputGradient, input, inputs, units, batch);
    WorkRate.computes(shape.flops());
  }
}
