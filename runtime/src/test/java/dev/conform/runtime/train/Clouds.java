package dev.conform.runtime.train;

import dev.conform.runtime.Shape;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.data.Targets;
import java.util.Random;

/** A task that the tiny model learns at once, and what it is trained with. */
final class Clouds {

  /** A learning rate that changes no float. */
  static final double TINY = 1e-30;

  private Clouds() {}

  /** Three clouds of points around (2, 0), (−2, 2) and (−2, −2). */
  static ImageDataset clouds(int size, long seed) {
    float[][] centres = {{2, 0}, {-2, 2}, {-2, -2}};
    Random random = new Random(seed);
    float[] points = new float[2 * size];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextInt(3);
      points[2 * i] = centres[labels[i]][0] + (float) random.nextGaussian() * 0.3f;
      points[2 * i + 1] = centres[labels[i]][1] + (float) random.nextGaussian() * 0.3f;
    }
    return ImageDataset.ofFloats(Shape.image(1, 1, 2), points, Targets.ofLabels(labels, 3));
  }

  static TinyModel model(int batchSize) {
    return TinyModel.builder(2, 3).batchSize(batchSize).seed(1).build();
  }

  static Trainer trainer(TinyModel model, double learningRate) {
    return Trainer.of(model).loss(Losses.crossEntropy()).optimizer(Sgd.of(learningRate));
  }

  static float[] parameters(TinyModel model) {
    float[] all = new float[Math.toIntExact(model.parameterMemory().size())];
    model.parameterMemory().copyTo(all);
    return all;
  }
}
