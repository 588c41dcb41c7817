package dev.conform.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One convolution on its own.
 *
 * @param shape which convolution
 * @param direction what of it
 * @param threads how many threads the engine may use
 * @param directory where logs lie
 */
public record ConvolutionTask(Convolution shape, Direction direction, int threads, Path directory)
    implements Task {

  /** The first argument of a convolution's command line. */
  static final String KIND = "convolution";

  /** What is computed. */
  public enum Direction {
    /** The output. */
    FORWARD,
    /** The output and the gradients of weight and, unless it is images, input. */
    FORWARD_BACKWARD;

    @Override
    public String toString() {
      return this == FORWARD ? "forward" : "fwd+bwd";
    }
  }

  /**
   * Returns the shapes that are measured: the layers of the networks, and a few that are awkward.
   *
   * @return the shapes
   */
  public static List<Convolution> shapes() {
    return List.of(
        new Convolution(8, 64, 56, 64, 3, 1, 1, 1),
        new Convolution(8, 128, 28, 128, 3, 1, 1, 1),
        new Convolution(8, 256, 14, 256, 3, 1, 1, 1),
        new Convolution(8, 512, 7, 512, 3, 1, 1, 1),
        new Convolution(8, 64, 224, 64, 3, 1, 1, 1),
        new Convolution(8, 256, 56, 256, 3, 1, 1, 1),
        new Convolution(8, 512, 28, 512, 3, 1, 1, 1),
        new Convolution(8, 64, 56, 256, 1, 1, 0, 1),
        new Convolution(8, 256, 56, 64, 1, 1, 0, 1),
        new Convolution(8, 512, 14, 1024, 1, 1, 0, 1),
        new Convolution(8, 3, 224, 64, 7, 2, 3, 1),
        new Convolution(8, 96, 112, 96, 3, 2, 1, 96),
        new Convolution(8, 144, 56, 144, 3, 1, 1, 144),
        new Convolution(8, 240, 28, 240, 5, 2, 2, 240),
        new Convolution(8, 480, 14, 480, 3, 1, 1, 480),
        new Convolution(64, 1, 32, 6, 5, 1, 0, 1),
        new Convolution(64, 32, 16, 64, 3, 1, 1, 1),
        new Convolution(64, 64, 32, 64, 3, 1, 1, 1),
        new Convolution(1, 64, 56, 64, 3, 1, 1, 1),
        new Convolution(1, 512, 7, 512, 3, 1, 1, 1));
  }

  static ConvolutionTask parse(List<String> arguments) {
    int[] sizes =
        Arrays.stream(arguments.get(1).split(",", -1)).mapToInt(Integer::parseInt).toArray();
    return new ConvolutionTask(
        new Convolution(
            sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5], sizes[6], sizes[7]),
        Direction.valueOf(arguments.get(2)),
        Integer.parseInt(arguments.get(3)),
        Path.of(arguments.get(4)));
  }

  @Override
  public List<String> arguments() {
    return List.of(
        KIND,
        String.format(
            Locale.ROOT,
            "%d,%d,%d,%d,%d,%d,%d,%d",
            shape.batch(),
            shape.inChannels(),
            shape.side(),
            shape.outChannels(),
            shape.kernel(),
            shape.stride(),
            shape.padding(),
            shape.groups()),
        direction.name(),
        Integer.toString(threads),
        directory.toString());
  }

  @Override
  public String subject() {
    return shape.toString();
  }

  @Override
  public String action() {
    return direction.toString();
  }

  @Override
  public int batch() {
    return shape.batch();
  }

  @Override
  public double flops() {
    int gradients = shape.needsInputGradient() ? 2 : 1;
    return shape.flops() * (direction == Direction.FORWARD ? 1 : 1 + gradients);
  }

  @Override
  public boolean countsMemory() {
    return false;
  }

  @Override
  public List<String> settings(EngineProvider provider) {
    return provider.settings(this);
  }

  @Override
  public Engine open(EngineProvider provider, String setting) {
    return provider.open(this, setting);
  }

  /**
   * Returns the input, the same in every engine.
   *
   * @return in PyTorch's order
   */
  public float[] input() {
    return uniform(1, shape.inputSize());
  }

  /**
   * Returns the weight, the same in every engine.
   *
   * @return in PyTorch's order
   */
  public float[] weight() {
    return uniform(2, shape.weightSize());
  }

  /**
   * Returns the gradient of the output, the same in every engine.
   *
   * @return in PyTorch's order
   */
  public float[] outputGradient() {
    return uniform(3, shape.outputSize());
  }

  private static float[] uniform(long seed, int size) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return values;
  }
}
