package dev.conform.runtime.train;

import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.data.Batch;
import dev.conform.runtime.data.BatchLoader;
import dev.conform.runtime.data.Dataset;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Runs a model over a dataset as it is deployed. */
final class Evaluation {

  private Evaluation() {}

  /**
   * Runs a model over a dataset.
   *
   * @param model to run
   * @param data in its own order
   * @param afterBatch looks at the model's output after each batch
   * @throws InterruptedException if the thread was interrupted before the last batch
   */
  static void run(Model model, Dataset data, Consumer<Batch> afterBatch)
      throws InterruptedException {
    model.hold();
    try {
      try (BatchLoader loader = BatchLoader.inOrder(data, model.batchSize())) {
        for (int step = 0; step < loader.steps(); step++) {
          Batch batch = loader.next();
          model.forward(batch.images(), batch.size(), Mode.INFERENCE);
          afterBatch.accept(batch);
        }
      }
    } finally {
      model.release();
    }
  }

  /** The same for callers that are not made to be interrupted; keeps the interrupt flag. */
  static void runWhole(Model model, Dataset data, Consumer<Batch> afterBatch) {
    try {
      run(model, data, afterBatch);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("interrupted while " + model.name() + " was being evaluated");
      cancelled.initCause(interrupted);
      throw cancelled;
    }
  }

  /**
   * Checks that a model takes the images of a dataset.
   *
   * @param model that is to take them
   * @param data the images
   * @param what the data are for, for the message
   */
  static void checkImages(Model model, Dataset data, String what) {
    if (data.size() == 0) {
      throw new IllegalArgumentException("the " + what + " data are empty");
    }
    if (!data.imageShape().equals(model.inputShape())) {
      throw new IllegalArgumentException(
          "%s takes images of %s, but the %s data are %s%s"
              .formatted(
                  model.name(), model.inputShape(), what, data.imageShape(), padding(model, data)));
    }
  }

  /** The border that would help, where there is one. */
  private static String padding(Model model, Dataset data) {
    int higher = model.inputShape().height() - data.imageShape().height();
    int wider = model.inputShape().width() - data.imageShape().width();
    boolean helps =
        higher == wider
            && higher > 0
            && higher % 2 == 0
            && model.inputShape().channels() == data.imageShape().channels();
    return helps ? ": pad(%d) makes them fit".formatted(higher / 2) : "";
  }
}
