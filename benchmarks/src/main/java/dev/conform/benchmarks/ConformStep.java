package dev.conform.benchmarks;

import dev.conform.examples.LeNet5Model;
import dev.conform.runtime.Mode;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.train.Loss;
import dev.conform.runtime.train.Losses;
import dev.conform.runtime.train.OptimizerState;
import dev.conform.runtime.train.Sgd;
import java.lang.foreign.MemorySegment;

/** A training step: forward, loss, backward, SGD with momentum. */
final class ConformStep {

  private final LeNet5Model net;
  private final int batch;
  private final MemorySegment images;
  private final Targets targets;
  private final Loss loss = Losses.crossEntropy();
  private final OptimizerState optimizer;

  ConformStep(LeNet5Model net, Task task) {
    this.net = net;
    this.batch = task.batch();
    this.images = MemorySegment.ofArray(task.images());
    this.targets = Targets.ofLabels(task.labels(), 10);
    this.optimizer = Sgd.of(Task.LEARNING_RATE).momentum(Task.MOMENTUM).start(net);
  }

  void run() {
    net.forward(images, batch, Mode.TRAINING);
    double value =
        loss.compute(net.outputGradient(), net.outputTensor(), targets, net.outputShape(), batch);
    if (!Double.isFinite(value)) {
      throw new IllegalStateException("the loss is " + value);
    }
    net.backward();
    optimizer.step(Task.LEARNING_RATE);
  }
}
