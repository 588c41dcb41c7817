package dev.conform.benchmarks;

/** A library that runs one network, prepared for one task. */
interface Engine extends AutoCloseable {

  /** Runs the task once: a training step, or the inference of a batch, on the same images. */
  void run();

  /** Returns the scores that the network gives to the images now, in inference. */
  float[] scores();

  /** Names library and version, and how it was set up. */
  String version();

  @Override
  void close();
}
