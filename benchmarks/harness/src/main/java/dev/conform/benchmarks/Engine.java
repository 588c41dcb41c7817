package dev.conform.benchmarks;

/** A library that runs one network, prepared for one task. */
public interface Engine extends AutoCloseable {

  /** Runs the task once: a training step, or the inference of a batch, on the same images. */
  void run();

  /**
   * Returns the scores that the network gives to the images now, in inference.
   *
   * @return those of one image after the other
   */
  float[] scores();

  @Override
  void close();
}
