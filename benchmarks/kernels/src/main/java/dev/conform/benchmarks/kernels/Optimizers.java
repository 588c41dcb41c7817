package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Steps of the optimisers over all parameters of a network. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class Optimizers extends KernelBenchmark {

  private static final float RATE = 1e-6f;
  private static final float DECAY = 1e-4f;

  /** Networks by their parameters. */
  public enum Network {
    /** Fits into the second-level cache. */
    LENET5(61_706),
    /** 21 MB. */
    EFFICIENTNET_B0(5_288_548),
    /** 102 MB. */
    RESNET50(25_557_032),
    /** 244 MB. */
    ALEXNET(61_100_840);

    private final long parameters;

    Network(long parameters) {
      this.parameters = parameters;
    }
  }

  /** Which network. */
  @Param public Network network;

  private long size;
  private Tensor parameters;
  private Tensor gradients;
  private Tensor mean;
  private Tensor variance;

  /** For JMH. */
  public Optimizers() {}

  @Override
  final void prepare() {
    size = network.parameters;
    parameters = values(size);
    gradients = values(size);
    mean = zeros(size);
    variance = zeros(size);
  }

  /** Makes a step without momentum. */
  @Benchmark
  public void sgd() {
    kernels.sgdUpdate(parameters, gradients, Tensor.NONE, RATE, 0, DECAY, false, size);
    WorkRate.moves(3.0 * size);
  }

  /** Makes a step with momentum. */
  @Benchmark
  public void sgdMomentum() {
    kernels.sgdUpdate(parameters, gradients, mean, RATE, 0.9f, DECAY, false, size);
    WorkRate.moves(5.0 * size);
  }

  /** Makes a step with momentum where gradients were added to the velocity. */
  @Benchmark
  public void momentum() {
    kernels.momentumUpdate(parameters, mean, RATE, 0.9f, DECAY, size);
    WorkRate.moves(4.0 * size);
  }

  /** Makes a step of AdamW. */
  @Benchmark
  public void adamW() {
    kernels.adamUpdate(
        parameters, gradients, mean, variance, RATE, 0.9f, 0.999f, 1e-8f, DECAY, true, 100, size);
    WorkRate.moves(7.0 * size);
  }
}
