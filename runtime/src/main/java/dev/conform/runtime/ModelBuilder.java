package dev.conform.runtime;

import dev.conform.runtime.kernel.Kernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds a model. Generated classes hand one out: {@code
 * LeNet5Model.builder().batchSize(64).build()}.
 *
 * @param <M> the generated class
 */
public final class ModelBuilder<M extends Model> {

  private final Function<ModelBuilder<M>, M> constructor;
  private int batchSize = 32;
  private long seed;
  private boolean inferenceOnly;
  private int threads = Kernels.defaultThreads();
  private boolean draws = true;
  private @Nullable Arena taken;

  /**
   * Starts with a batch size of 32, seed 0, and as many threads as there are processors.
   *
   * @param constructor of the generated class
   */
  public ModelBuilder(Function<ModelBuilder<M>, M> constructor) {
    this.constructor = constructor;
  }

  /**
   * Sets the most images that the model takes at once; it takes any smaller number too.
   *
   * @param images 1 or more; memory grows in proportion
   * @return this
   */
  public ModelBuilder<M> batchSize(int images) {
    if (images < 1) {
      throw new IllegalArgumentException("batchSize " + images + ": it must be 1 or more");
    }
    this.batchSize = images;
    return this;
  }

  /**
   * Sets the seed that the starting values of the parameters and dropout come from.
   *
   * @param seed any number
   * @return this
   */
  public ModelBuilder<M> seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Builds a model that cannot be trained and takes less memory: no gradients, and activations
   * share what later layers no longer need.
   *
   * @return this
   */
  public ModelBuilder<M> inferenceOnly() {
    this.inferenceOnly = true;
    return this;
  }

  /**
   * Sets how many threads work on a batch. The same number gives the same bits.
   *
   * @param count 1 or more
   * @return this
   */
  public ModelBuilder<M> threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads " + count + ": it must be 1 or more");
    }
    this.threads = count;
    return this;
  }

  /**
   * Takes the memory and draws the parameters' starting values.
   *
   * @return a model to be closed after use
   * @throws InsufficientMemoryException if there is not enough memory; nothing is held then
   */
  public M build() {
    return build(true);
  }

  /**
   * Takes the memory and reads the parameters from a file: like {@link #build()} and {@link
   * Model#load}, but nothing is drawn before, and no value is held twice.
   *
   * @param file that {@link Model#save} or another program wrote
   * @return a model to be closed after use
   * @throws dev.conform.runtime.io.MalformedFileException if the file does not keep to the format
   * @throws dev.conform.runtime.io.ParameterMismatchException if its tensors are not those of the
   *     network, listing all differences
   * @throws IOException if it cannot be read
   * @throws InsufficientMemoryException if there is not enough memory; after any of these nothing
   *     is held
   */
  public M load(Path file) throws IOException {
    M model = build(false);
    try {
      model.fill(file);
      return model;
    } catch (IOException | RuntimeException | Error failure) {
      model.close();
      throw failure;
    }
  }

  private M build(boolean drawing) {
    taken = null;
    draws = drawing;
    try {
      return constructor.apply(this);
    } catch (RuntimeException | Error failure) {
      if (taken != null) {
        taken.close();
      }
      throw failure;
    }
  }

  /** Remembers what has to be given back if the constructor fails after it. */
  void took(Arena arena) {
    taken = arena;
  }

  int batchSize() {
    return batchSize;
  }

  long seed() {
    return seed;
  }

  /** Tells whether parameters get starting values. */
  boolean draws() {
    return draws;
  }

  boolean isInferenceOnly() {
    return inferenceOnly;
  }

  int threads() {
    return threads;
  }
}
