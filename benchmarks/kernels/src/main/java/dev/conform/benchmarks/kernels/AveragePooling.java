package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Average pooling, of windows and of whole maps. */
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public class AveragePooling extends KernelBenchmark {

  /** Layers of networks. */
  @SuppressWarnings("ImmutableEnumChecker") // The shapes are records of numbers.
  public enum Shape {
    /** Few channels. */
    LENET5_1998_S2(64, Pool2d.of(6, 28, 28).size(2, 2).stride(2, 2).output(14, 14)),
    /** A transition of DenseNet-121. */
    DENSENET_TRANSITION1(8, Pool2d.of(128, 56, 56).size(2, 2).stride(2, 2).output(28, 28)),
    /** The auxiliary head of GoogLeNet. */
    GOOGLENET_HEAD(8, Pool2d.of(512, 14, 14).size(5, 5).stride(3, 3).output(4, 4)),
    /** Whole maps, the most channels. */
    RESNET50_GLOBAL(8, Pool2d.global(2048, 7, 7)),
    /** Whole maps, many pixels: the squeeze of an early block. */
    EFFICIENTNET_SQUEEZE1(8, Pool2d.global(32, 112, 112)),
    /** Whole maps of one image. */
    RESNET50_GLOBAL_ONE_IMAGE(1, Pool2d.global(2048, 7, 7));

    private final int batch;
    private final Pool2d pool;

    Shape(int batch, Pool2d pool) {
      this.batch = batch;
      this.pool = pool;
    }
  }

  /** Which layer. */
  @Param public Shape shape;

  private int batch;
  private Pool2d pool;
  private Tensor input;
  private Tensor output;
  private Tensor inputGradient;
  private Tensor outputGradient;

  /** For JMH. */
  public AveragePooling() {}

  @Override
  final void prepare() {
    batch = shape.batch;
    pool = shape.pool;
    long inputs = (long) batch * pool.inHeight() * pool.inWidth() * pool.channels();
    long outputs = (long) batch * pool.outHeight() * pool.outWidth() * pool.channels();
    input = values(inputs);
    output = zeros(outputs);
    inputGradient = zeros(inputs);
    outputGradient = values(outputs);
  }

  /** Takes the means. */
  @Benchmark
  public void forward() {
    kernels.averagePoolForward(output, input, pool, batch);
    WorkRate.moves((double) input.size() + output.size());
  }

  /** Spreads the gradients. */
  @Benchmark
  public void backward() {
    kernels.averagePoolBackward(inputGradient, outputGradient, pool, false, batch);
    WorkRate.moves((double) inputGradient.size() + outputGradient.size());
  }
}
