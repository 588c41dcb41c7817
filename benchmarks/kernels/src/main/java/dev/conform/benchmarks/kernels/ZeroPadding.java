package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Pad2d;
import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Zeros around images and in further channels. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class ZeroPadding extends KernelBenchmark {

  /** Layers of networks. */
  @SuppressWarnings("ImmutableEnumChecker") // The shapes are records of numbers.
  public enum Shape {
    /** The padding of TensorFlow's stem. */
    RESNET50_STEM(8, Pad2d.of(3, 224, 224).padding(3, 3, 3, 3)),
    /** A border around many channels. */
    RESNET50_STAGE1(8, Pad2d.of(64, 56, 56).padding(1, 1, 1, 1)),
    /** The shortcut without parameters of He et al. (2015), option A. */
    RESNET20_CIFAR_SHORTCUT1(64, Pad2d.of(16, 32, 32).stride(2, 2).channels(32)),
    /** The next one. */
    RESNET20_CIFAR_SHORTCUT2(64, Pad2d.of(32, 16, 16).stride(2, 2).channels(64));

    private final int batch;
    private final Pad2d pad;

    Shape(int batch, Pad2d pad) {
      this.batch = batch;
      this.pad = pad;
    }

    /** Returns how many values are taken from the input, and so how many gradients go back. */
    private long taken() {
      int rows = pad.outHeight() - pad.padTop() - pad.padBottom();
      int columns = pad.outWidth() - pad.padLeft() - pad.padRight();
      return (long) batch * rows * columns * pad.inChannels();
    }
  }

  /** Which layer. */
  @Param public Shape shape;

  private Tensor input;
  private Tensor output;
  private Tensor inputGradient;
  private Tensor outputGradient;

  /** For JMH. */
  public ZeroPadding() {}

  @Override
  final void prepare() {
    Pad2d pad = shape.pad;
    long inputs = (long) shape.batch * pad.inHeight() * pad.inWidth() * pad.inChannels();
    long outputs = (long) shape.batch * pad.outHeight() * pad.outWidth() * pad.outChannels();
    input = values(inputs);
    output = zeros(outputs);
    inputGradient = zeros(inputs);
    outputGradient = values(outputs);
  }

  /** Pads. */
  @Benchmark
  public void forward() {
    kernels.zeroPadForward(output, input, shape.pad, shape.batch);
    WorkRate.moves((double) shape.taken() + output.size());
  }

  /** Takes the gradients out of the padding. */
  @Benchmark
  public void backward() {
    kernels.zeroPadBackward(inputGradient, outputGradient, shape.pad, false, shape.batch);
    WorkRate.moves((double) shape.taken() + inputGradient.size());
  }
}
