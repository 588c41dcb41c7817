package dev.conform.runtime.train;

import dev.conform.runtime.GradientSum;
import dev.conform.runtime.Model;
import dev.conform.runtime.kernel.Tensor;

/**
 * Gradient descent with a velocity that gradients are added to where they would lie. Between steps
 * that memory holds what stays of the velocity.
 */
final class MomentumState implements OptimizerState {

  private final Sgd sgd;
  private final Model model;
  private final GradientSum velocity;

  MomentumState(Sgd sgd, Model model) {
    this.sgd = sgd;
    this.model = model;
    this.velocity = model.sumGradients();
  }

  @Override
  public boolean step(double learningRate) {
    model.hold();
    try {
      Tensor parameters = model.parameterMemory();
      return model
          .kernels()
          .momentumUpdate(
              parameters,
              velocity.take(),
              (float) learningRate,
              (float) sgd.momentum(),
              (float) sgd.weightDecay(),
              parameters.size());
    } finally {
      model.release();
    }
  }

  @Override
  public void close() {
    velocity.close();
  }
}
