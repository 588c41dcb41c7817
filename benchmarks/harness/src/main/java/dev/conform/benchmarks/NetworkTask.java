package dev.conform.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Training steps or inference of a network.
 *
 * @param network which network
 * @param mode training step or inference
 * @param batch images at once
 * @param threads how many threads the engine may use
 * @param directory where the weights and the files made of them lie
 */
public record NetworkTask(Network network, Mode mode, int batch, int threads, Path directory)
    implements Task {

  /** The first argument of a network's command line. */
  static final String KIND = "network";

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
   * @param arguments all of them
   * @return the task
   */
  public static NetworkTask parse(List<String> arguments) {
    return new NetworkTask(
        Network.valueOf(arguments.get(1)),
        Mode.valueOf(arguments.get(2)),
        Integer.parseInt(arguments.get(3)),
        Integer.parseInt(arguments.get(4)),
        Path.of(arguments.get(5)));
  }

  @Override
  public List<String> arguments() {
    return List.of(
        KIND,
        network.name(),
        mode.name(),
        Integer.toString(batch),
        Integer.toString(threads),
        directory.toString());
  }

  @Override
  public String subject() {
    return network.title();
  }

  @Override
  public String action() {
    return mode.toString();
  }

  /** A training step counts three times: the backward pass has two products for each. */
  @Override
  public double flops() {
    return (mode == Mode.TRAINING ? 3 : 1) * network.flops() * batch;
  }

  @Override
  public boolean countsMemory() {
    return true;
  }

  @Override
  public List<String> settings(EngineProvider provider) {
    return provider.settings(this);
  }

  @Override
  public Engine open(EngineProvider provider, String setting) throws IOException {
    return provider.open(this, setting);
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
}
