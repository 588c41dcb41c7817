package dev.conform.benchmarks.deeplearning4j;

import dev.conform.benchmarks.Engine;
import dev.conform.benchmarks.NetworkTask;
import dev.conform.benchmarks.WeightFile;
import java.io.IOException;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Training steps or inference of a computation graph. */
final class Deeplearning4jEngine implements Engine {

  private final NetworkTask task;
  private final ComputationGraph graph;
  private final String scores;
  private final DataSet batch;

  Deeplearning4jEngine(NetworkTask task) throws IOException {
    this.task = task;
    try (WeightFile weights = new WeightFile(task.weights())) {
      GraphBuilder.Built built = GraphBuilder.build(task.network(), weights);
      graph = built.graph();
      scores = built.scores();
    }
    INDArray images = Nd4j.create(task.images(), task.network().shape(task.batch()), 'c');
    INDArray targets = Nd4j.zeros(task.batch(), task.network().classes());
    int[] labels = task.labels();
    for (int i = 0; i < labels.length; i++) {
      targets.putScalar(i, labels[i], 1);
    }
    batch = new DataSet(images, targets);
  }

  @Override
  public void run() {
    switch (task.mode()) {
      case TRAINING -> train();
      case INFERENCE -> graph.output(false, batch.getFeatures());
    }
  }

  private void train() {
    graph.fit(batch);
    if (!Double.isFinite(graph.score())) {
      throw new IllegalStateException("the loss is " + graph.score());
    }
  }

  /** The layer in front of softmax, as the other engines have no softmax. */
  @Override
  public float[] scores() {
    INDArray activations =
        Objects.requireNonNull(graph.feedForward(batch.getFeatures(), false).get(scores));
    return activations.dup('c').data().asFloat();
  }

  @Override
  public void close() {
    graph.close();
  }
}
