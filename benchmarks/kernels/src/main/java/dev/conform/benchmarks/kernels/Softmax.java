package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Softmax over the classes, of images or of their pixels. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class Softmax extends KernelBenchmark {

  /** Layers of networks. */
  public enum Shape {
    /** Ten classes. */
    MNIST(64, 10, 1),
    /** A thousand classes. */
    IMAGENET(64, 1000, 1),
    /** A thousand classes of one image. */
    IMAGENET_ONE_IMAGE(1, 1000, 1),
    /** The 21 classes of Pascal VOC for every pixel. */
    SEGMENTATION(1, 21, 512 * 512);

    private final int batch;
    private final int classes;
    private final long pixels;

    Shape(int batch, int classes, long pixels) {
      this.batch = batch;
      this.classes = classes;
      this.pixels = pixels;
    }

    private long floats() {
      return pixels * batch * classes;
    }
  }

  /** Which layer. */
  @Param public Shape shape;

  private Tensor input;
  private Tensor output;
  private Tensor inputGradient;
  private Tensor outputGradient;

  /** For JMH. */
  public Softmax() {}

  @Override
  final void prepare() {
    input = values(shape.floats(), -4, 4);
    output = zeros(shape.floats());
    inputGradient = zeros(shape.floats());
    outputGradient = values(shape.floats());
    forward();
  }

  /** Turns scores into probabilities. */
  @Benchmark
  public void forward() {
    kernels.softmaxForward(output, input, shape.classes, shape.pixels, shape.batch);
    WorkRate.moves(2.0 * shape.floats());
  }

  /** Computes the gradient of the scores. */
  @Benchmark
  public void backward() {
    kernels.softmaxBackward(
        inputGradient, outputGradient, output, shape.classes, shape.pixels, false, shape.batch);
    WorkRate.moves(3.0 * shape.floats());
  }
}
