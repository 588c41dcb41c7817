package dev.conform.benchmarks.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import dev.conform.benchmarks.NetworkTask;
import dev.conform.benchmarks.PeakMemory;
import java.io.IOException;
import java.util.List;

/** Starts, infers once and ends: what the race of starting measures. */
public final class FirstInference {

  private FirstInference() {}

  /**
   * Classifies one image.
   *
   * @param args of a {@link NetworkTask}
   * @throws IOException if the peak of memory cannot be read
   */
  public static void main(String[] args) throws IOException {
    NetworkTask task = NetworkTask.parse(List.of(args));
    try (OnnxRuntimeEngine engine =
        new OnnxRuntimeEngine(task, task.threads(), new float[task.network().imageSize()])) {
      engine.run();
      System.out.println("ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion());
      System.out.println(PeakMemory.kibibytes());
    }
  }
}
