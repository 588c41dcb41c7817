package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Batch norm with a rectifier, with and without the residual of a block's end. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class BatchNorm extends KernelBenchmark {

  private static final float EPSILON = 1e-5f;
  private static final float MOMENTUM = 0.1f;

  /** Which layer. */
  @Param({
    "RESNET18_CIFAR_STAGE1",
    "RESNET50_STEM",
    "RESNET50_STAGE1",
    "RESNET50_STAGE3",
    "RESNET50_STAGE4",
    "EFFICIENTNET_STAGE2"
  })
  public Maps maps;

  private Tensor input;
  private Tensor residual;
  private Tensor output;
  private Tensor weight;
  private Tensor bias;
  private Tensor runningMean;
  private Tensor runningVar;
  private Tensor mean;
  private Tensor invStd;
  private Tensor inputGradient;
  private Tensor residualGradient;
  private Tensor outputGradient;
  private Tensor weightGradient;
  private Tensor biasGradient;

  /** For JMH. */
  public BatchNorm() {}

  @Override
  final void prepare() {
    input = values(maps.floats());
    residual = values(maps.floats());
    output = zeros(maps.floats());
    weight = values(maps.channels, 0.5, 1.5);
    bias = values(maps.channels);
    runningMean = values(maps.channels);
    runningVar = values(maps.channels, 0.5, 1.5);
    mean = zeros(maps.channels);
    invStd = zeros(maps.channels);
    inputGradient = zeros(maps.floats());
    residualGradient = zeros(maps.floats());
    outputGradient = values(maps.floats());
    weightGradient = zeros(maps.channels);
    biasGradient = zeros(maps.channels);
    training(residual);
  }

  /** Normalises by the batch's statistics. */
  @Benchmark
  public void training() {
    training(Tensor.NONE);
    WorkRate.moves(2.0 * maps.floats());
  }

  /** The same, then adds a residual. */
  @Benchmark
  public void trainingWithResidual() {
    training(residual);
    WorkRate.moves(3.0 * maps.floats());
  }

  private void training(Tensor added) {
    kernels.batchNormForwardTraining(
        output,
        mean,
        invStd,
        runningMean,
        runningVar,
        input,
        added,
        weight,
        bias,
        maps.channels,
        maps.pixels(),
        MOMENTUM,
        EPSILON,
        Activation.RELU,
        0,
        maps.batch);
  }

  /** Normalises by the running statistics. */
  @Benchmark
  public void inference() {
    kernels.batchNormForwardInference(
        output,
        input,
        Tensor.NONE,
        runningMean,
        runningVar,
        weight,
        bias,
        maps.channels,
        maps.pixels(),
        EPSILON,
        Activation.RELU,
        0,
        maps.batch);
    WorkRate.moves(2.0 * maps.floats());
  }

  /** Computes the gradients; where the rectifier passed nothing follows from the input. */
  @Benchmark
  public void backward() {
    backward(Tensor.NONE, Tensor.NONE);
    WorkRate.moves(3.0 * maps.floats());
  }

  /** The same with the residual's gradient; the result is read, and the gradient before it kept. */
  @Benchmark
  public void backwardWithResidual() {
    backward(residualGradient, output);
    WorkRate.moves(6.0 * maps.floats());
  }

  private void backward(Tensor addedGradient, Tensor result) {
    kernels.batchNormBackward(
        inputGradient,
        addedGradient,
        weightGradient,
        biasGradient,
        outputGradient,
        result,
        input,
        mean,
        invStd,
        weight,
        bias,
        maps.channels,
        maps.pixels(),
        Activation.RELU,
        0,
        false,
        false,
        maps.batch);
  }
}
