package dev.conform.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What is measured.
 *
 * @param mode training step or inference
 * @param batch images at once
 * @param weights a safetensors file that every engine starts from
 */
record Task(Mode mode, int batch, Path weights) {

  /** The learning rate of the training step. */
  static final float LEARNING_RATE = 0.01f;

  /** The momentum of the training step. */
  static final float MOMENTUM = 0.9f;

  /** What one run does. */
  enum Mode {
    TRAINING,
    INFERENCE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns images of 1×32×32 in the order of C×H×W, the same in every engine. */
  float[] images() {
    SplittableRandom random = new SplittableRandom(1);
    float[] images = new float[batch * 1024];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return images;
  }

  /** Returns a label from 0 to 9 for each image. */
  int[] labels() {
    return new SplittableRandom(2).ints(batch, 0, 10).toArray();
  }
}
