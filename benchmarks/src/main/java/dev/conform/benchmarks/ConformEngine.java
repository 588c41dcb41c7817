package dev.conform.benchmarks;

import dev.conform.examples.LeNet5Model;
import dev.conform.runtime.Mode;
import java.io.IOException;

/** LeNet-5 as Conform generates it. */
final class ConformEngine implements Engine {

  private final LeNet5Model net;
  private final Task task;
  private final float[] images;
  private final Runnable run;

  ConformEngine(Task task) throws IOException {
    this.task = task;
    this.images = task.images();
    this.net = LeNet5Model.builder().batchSize(task.batch()).threads(2).build();
    net.load(task.weights());
    this.run = task.mode() == Task.Mode.INFERENCE ? this::infer : new ConformStep(net, task)::run;
  }

  private void infer() {
    net.forward(images, Mode.INFERENCE);
  }

  @Override
  public void run() {
    run.run();
  }

  @Override
  public float[] scores() {
    return net.forward(images, Mode.INFERENCE);
  }

  @Override
  public String version() {
    return "Conform 0.1.0-SNAPSHOT, batch " + task.batch();
  }

  @Override
  public void close() {
    net.close();
  }
}
