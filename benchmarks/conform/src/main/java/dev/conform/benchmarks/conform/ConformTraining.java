package dev.conform.benchmarks.conform;

import dev.conform.benchmarks.Engine;
import dev.conform.benchmarks.NetworkTask;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.train.Loss;
import dev.conform.runtime.train.Losses;
import dev.conform.runtime.train.OptimizerState;
import dev.conform.runtime.train.Sgd;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A training step: forward, loss, backward, SGD with momentum. */
final class ConformTraining implements Engine {

  private final Model model;
  private final int batch;
  private final MemorySegment images;
  private final Targets targets;
  private final Loss loss = Losses.crossEntropy();
  private final OptimizerState optimizer;

  ConformTraining(NetworkTask task) throws IOException {
    batch = task.batch();
    images = MemorySegment.ofArray(task.images());
    targets = Targets.ofLabels(task.labels(), task.network().classes());
    model =
        Models.builder(task.network())
            .batchSize(batch)
            .seed(1)
            .threads(task.threads())
            .load(task.weights());
    optimizer = Sgd.of(NetworkTask.LEARNING_RATE).momentum(NetworkTask.MOMENTUM).start(model);
  }

  @Override
  public void run() {
    model.forward(images, batch, Mode.TRAINING);
    double value =
        loss.compute(
            model.outputGradient(), model.outputTensor(), targets, model.outputShape(), batch);
    if (!Double.isFinite(value)) {
      throw new IllegalStateException("the loss is " + value);
    }
    model.backward();
    optimizer.step(NetworkTask.LEARNING_RATE);
  }

  @Override
  public float[] scores() {
    model.forward(images, batch, Mode.INFERENCE);
    return model.output();
  }

  @Override
  public void close() {
    optimizer.close();
    model.close();
  }
}
