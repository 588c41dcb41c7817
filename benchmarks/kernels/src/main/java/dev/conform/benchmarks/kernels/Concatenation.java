package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** One input's part of a concatenation. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class Concatenation extends KernelBenchmark {

  /** Layers of networks. */
  public enum Shape {
    /** The 3×3 branch of the first inception module. */
    GOOGLENET_INCEPTION3A(8, 28, 64, 128, 256),
    /** The 5×5 branch of the last one. */
    GOOGLENET_INCEPTION5B(8, 7, 768, 128, 1024),
    /** A layer of the first dense block of DenseNet-121. */
    DENSENET_BLOCK1(8, 56, 96, 32, 128),
    /** What the last step up of U-Net joins. */
    UNET_UP4(1, 512, 64, 64, 128);

    private final int batch;
    private final long pixels;
    private final int offset;
    private final int inputChannels;
    private final int outputChannels;

    Shape(int batch, int side, int offset, int inputChannels, int outputChannels) {
      this.batch = batch;
      this.pixels = (long) side * side;
      this.offset = offset;
      this.inputChannels = inputChannels;
      this.outputChannels = outputChannels;
    }
  }

  /** Which layer. */
  @Param public Shape shape;

  private Tensor input;
  private Tensor output;
  private Tensor inputGradient;
  private Tensor outputGradient;

  /** For JMH. */
  public Concatenation() {}

  @Override
  final void prepare() {
    long inputs = shape.batch * shape.pixels * shape.inputChannels;
    long outputs = shape.batch * shape.pixels * shape.outputChannels;
    input = values(inputs);
    output = zeros(outputs);
    inputGradient = zeros(inputs);
    outputGradient = values(outputs);
  }

  /** Writes the input to its place. */
  @Benchmark
  public void forward() {
    kernels.concatForward(
        output,
        input,
        shape.offset,
        shape.inputChannels,
        shape.outputChannels,
        shape.pixels,
        shape.batch);
    WorkRate.moves(2.0 * input.size());
  }

  /** Adds its part of the gradient. */
  @Benchmark
  public void backward() {
    kernels.concatBackward(
        inputGradient,
        outputGradient,
        shape.offset,
        shape.inputChannels,
        shape.outputChannels,
        shape.pixels,
        false,
        shape.batch);
    WorkRate.moves(2.0 * input.size());
  }
}
