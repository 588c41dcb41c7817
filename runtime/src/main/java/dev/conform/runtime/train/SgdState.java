package dev.conform.runtime.train;

import dev.conform.runtime.Model;
import dev.conform.runtime.kernel.Tensor;

/** Gradient descent beside gradients that stay, with a velocity of its own if there is one. */
final class SgdState implements OptimizerState {

  private final Sgd sgd;
  private final Model model;
  private final Moments moments;
  private final Tensor velocity;

  SgdState(Sgd sgd, Model model) {
    this.sgd = sgd;
    this.model = model;
    this.moments = new Moments(model, sgd.momentum() == 0 ? 0 : 1, "Sgd");
    this.velocity = sgd.momentum() == 0 ? Tensor.NONE : moments.get(0);
  }

  @Override
  public boolean step(double learningRate) {
    model.hold();
    try {
      Tensor parameters = model.parameterMemory();
      return model
          .kernels()
          .sgdUpdate(
              parameters,
              model.gradientMemory(),
              velocity,
              (float) learningRate,
              (float) sgd.momentum(),
              (float) sgd.weightDecay(),
              sgd.isNesterov(),
              parameters.size());
    } finally {
      model.release();
    }
  }

  @Override
  public void close() {
    moments.close();
  }
}
