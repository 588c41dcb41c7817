package dev.conform.runtime.train;

import dev.conform.runtime.Model;
import dev.conform.runtime.data.Batch;
import dev.conform.runtime.kernel.Tensor;

/** The mean loss over images that come in batches. */
final class MeanLoss {

  private final Model model;
  private final Loss loss;
  private double sum;
  private long images;

  MeanLoss(Model model, Loss loss) {
    this.model = model;
    this.loss = loss;
  }

  /** Adds the batch that the model has just run. */
  void add(Batch batch) {
    double mean =
        loss.compute(
            Tensor.NONE, model.outputTensor(), batch.targets(), model.outputShape(), batch.size());
    sum += mean * batch.size();
    images += batch.size();
  }

  double value() {
    return sum / images;
  }
}
