package dev.conform.runtime.train;

import dev.conform.runtime.Model;
import dev.conform.runtime.kernel.Tensor;

/** The two running means of Adam and AdamW. */
final class AdamState implements OptimizerState {

  private final Model model;
  private final float beta1;
  private final float beta2;
  private final float epsilon;
  private final float weightDecay;
  private final boolean decoupled;
  private final Moments moments;
  private long steps;

  AdamState(
      Model model,
      String name,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean decoupled) {
    this.model = model;
    this.beta1 = (float) beta1;
    this.beta2 = (float) beta2;
    this.epsilon = (float) epsilon;
    this.weightDecay = (float) weightDecay;
    this.decoupled = decoupled;
    this.moments = new Moments(model, 2, name);
  }

  static void check(double lr, double beta1, double beta2, double epsilon, double weightDecay) {
    Ranges.above0("learning rate", lr);
    Ranges.from0Below1("beta1", beta1);
    Ranges.from0Below1("beta2", beta2);
    Ranges.above0("epsilon", epsilon);
    Ranges.from0("weight decay", weightDecay);
  }

  @Override
  public boolean step(double learningRate) {
    model.hold();
    try {
      steps++;
      Tensor parameters = model.parameterMemory();
      return model
          .kernels()
          .adamUpdate(
              parameters,
              model.gradientMemory(),
              moments.get(0),
              moments.get(1),
              (float) learningRate,
              beta1,
              beta2,
              epsilon,
              weightDecay,
              decoupled,
              steps,
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
