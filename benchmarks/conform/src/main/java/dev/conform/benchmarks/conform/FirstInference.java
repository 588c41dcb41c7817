package dev.conform.benchmarks.conform;

import dev.conform.benchmarks.NetworkTask;
import dev.conform.benchmarks.PeakMemory;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import java.io.IOException;
import java.util.List;

/** Starts, infers once and ends: what the race of starting measures. */
public final class FirstInference {

  private FirstInference() {}

  /**
   * Classifies one image.
   *
   * @param args of a {@link NetworkTask}
   * @throws IOException if the weights cannot be read
   */
  public static void main(String[] args) throws IOException {
    NetworkTask task = NetworkTask.parse(List.of(args));
    try (Model model =
        Models.builder(task.network())
            .batchSize(1)
            .threads(task.threads())
            .inferenceOnly()
            .load(task.weights())) {
      model.forward(new float[task.network().imageSize()], Mode.INFERENCE);
      System.out.println(ConformProvider.VERSION);
      System.out.println(PeakMemory.kibibytes());
    }
  }
}
