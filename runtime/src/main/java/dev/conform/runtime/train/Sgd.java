package dev.conform.runtime.train;

import dev.conform.runtime.Model;
import dev.conform.runtime.kernel.Tensor;

/**
 * Stochastic gradient descent with momentum, Nesterov's momentum and weight decay: PyTorch's {@code
 * SGD} (Sutskever et al. 2013, as PyTorch writes it).
 *
 * @param learningRate above 0
 * @param momentum the share of the last step's velocity that stays; 0 for none
 * @param isNesterov whether the gradient counts once more beyond the velocity
 * @param weightDecay the share of each parameter that is added to its gradient; 0 for none
 */
public record Sgd(double learningRate, double momentum, boolean isNesterov, double weightDecay)
    implements Optimizer {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Sgd {
    Ranges.above0("learning rate", learningRate);
    Ranges.from0Below1("momentum", momentum);
    Ranges.from0("weight decay", weightDecay);
    if (isNesterov && momentum == 0) {
      throw new IllegalArgumentException("nesterov needs a momentum: Sgd.of(lr).momentum(0.9)");
    }
  }

  /**
   * Starts with neither momentum nor weight decay.
   *
   * @param learningRate above 0
   * @return the optimizer
   */
  public static Sgd of(double learningRate) {
    return new Sgd(learningRate, 0, false, 0);
  }

  /**
   * Returns this optimizer with momentum.
   *
   * @param share of the velocity that stays, from 0 to below 1; 0.9 is usual
   * @return the new optimizer
   */
  public Sgd momentum(double share) {
    return new Sgd(learningRate, share, isNesterov, weightDecay);
  }

  /**
   * Returns this optimizer with Nesterov's momentum.
   *
   * @return the new optimizer
   */
  public Sgd nesterov() {
    return new Sgd(learningRate, momentum, true, weightDecay);
  }

  /**
   * Returns this optimizer with weight decay.
   *
   * @param share of each parameter that is added to its gradient; 5e-4 is usual
   * @return the new optimizer
   */
  public Sgd weightDecay(double share) {
    return new Sgd(learningRate, momentum, isNesterov, share);
  }

  @Override
  public OptimizerState start(Model model) {
    return new State(this, model);
  }

  private static final class State implements OptimizerState {
    private final Sgd sgd;
    private final Model model;
    private final Moments moments;
    private final Tensor velocity;

    State(Sgd sgd, Model model) {
      this.sgd = sgd;
      this.model = model;
      this.moments = new Moments(model, sgd.momentum == 0 ? 0 : 1, "Sgd");
      this.velocity = sgd.momentum == 0 ? Tensor.NONE : moments.get(0);
    }

    @Override
    public void step(double learningRate) {
      model.hold();
      try {
        Tensor parameters = model.parameterMemory();
        model
            .kernels()
            .sgdUpdate(
                parameters,
                model.gradientMemory(),
                velocity,
                (float) learningRate,
                (float) sgd.momentum,
                (float) sgd.weightDecay,
                sgd.isNesterov,
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
}
