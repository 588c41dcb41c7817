package dev.conform.benchmarks.conform;

import dev.conform.benchmarks.NetworkTask;
import dev.conform.runtime.Model;
import dev.conform.runtime.Parameter;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * The weights that all engines start from: as drawn for training, but with running statistics and
 * scales of batch norms that are not zero and one, so that an engine that folds them wrongly gives
 * other scores.
 */
final class StartingWeights {

  private StartingWeights() {}

  static void write(NetworkTask task) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    try (Model model =
        Models.builder(task.network()).batchSize(1).seed(1).inferenceOnly().build()) {
      for (Parameter parameter : model.parameters()) {
        String name = parameter.name();
        if (name.endsWith(".bn.weight") || name.endsWith(".bn.running_var")) {
          parameter.set(uniform(random, parameter.size(), 0.75, 1.25));
        } else if (name.endsWith(".bn.bias") || name.endsWith(".bn.running_mean")) {
          parameter.set(uniform(random, parameter.size(), -0.1, 0.1));
        }
      }
      model.save(task.weights());
    }
  }

  private static float[] uniform(SplittableRandom random, int size, double from, double to) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(from, to);
    }
    return values;
  }
}
