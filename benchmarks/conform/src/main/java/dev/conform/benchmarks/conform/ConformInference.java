package dev.conform.benchmarks.conform;

import dev.conform.benchmarks.Engine;
import dev.conform.benchmarks.NetworkTask;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Inference: the scores stay in the model. */
final class ConformInference implements Engine {

  private final Model model;
  private final MemorySegment images;
  private final int batch;

  ConformInference(NetworkTask task) throws IOException {
    batch = task.batch();
    images = MemorySegment.ofArray(task.images());
    model =
        Models.builder(task.network())
            .batchSize(batch)
            .threads(task.threads())
            .inferenceOnly()
            .load(task.weights());
  }

  @Override
  public void run() {
    model.forward(images, batch, Mode.INFERENCE);
  }

  @Override
  public float[] scores() {
    run();
    return model.output();
  }

  @Override
  public void close() {
    model.close();
  }
}
