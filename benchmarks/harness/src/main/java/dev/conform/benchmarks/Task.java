package dev.conform.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What is measured.
 *
 * @param network which network
 * @param mode training step or inference
 * @param batch images at once
 * @param threads how many threads the engine may use
 * @param directory where the weights and the files made of them lie
 */
public record Task(Network network, Mode mode, int batch, int threads, Path directory) {

  /** The learning rate of the training step: small enough for every network to stay finite. */
  public static final float LEARNING_RATE = 0.001f;

  /** The momentum of the training step. */
  public static final float MOMENTUM = 0.9f;

  /** What one run does. */
  public enum Mode {
    /** Forward, cross-entropy, backward, SGD with momentum. */
    TRAINING,
    /** Forward. */
    INFERENCE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads the command line that {@link #arguments()} wrote.
   *
   * @param arguments five of them
   * @return the task
   */
  public static Task parse(List<String> arguments) {
    return new Task(
        Network.valueOf(arguments.get(0)),
        Mode.valueOf(arguments.get(1)),
        Integer.parseInt(arguments.get(2)),
        Integer.parseInt(arguments.get(3)),
        Path.of(arguments.get(4)));
  }

  /**
   * Returns the task as {@link EngineHost} takes it.
   *
   * @return its command line
   */
  public List<String> arguments() {
    return List.of(
        network.name(),
        mode.name(),
        Integer.toString(batch),
        Integer.toString(threads),
        directory.toString());
  }

  /**
   * Returns a safetensors file that every engine starts from.
   *
   * @return its path
   */
  public Path weights() {
    return directory.resolve(network.file(".safetensors"));
  }

  /**
   * Returns images, the same in every engine.
   *
   * @return one after the other, each in the order C×H×W
   */
  public float[] images() {
    SplittableRandom random = new SplittableRandom(1);
    float[] images = new float[batch * network.imageSize()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return images;
  }

  /**
   * Returns a label for each image, the same in every engine.
   *
   * @return from 0 to the number of classes
   */
  public int[] labels() {
    return new SplittableRandom(2).ints(batch, 0, network.classes()).toArray();
  }

  /** Returns, for example, {@code LeNet5 training b64}. */
  @Override
  public String toString() {
    return "%s %s b%d".formatted(network.title(), mode, batch);
  }
}
