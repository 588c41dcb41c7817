package dev.conform.runtime.train;

import dev.conform.runtime.Model;

/**
 * Stochastic gradient descent with momentum, Nesterov's momentum and weight decay: PyTorch's {@code
 * SGD} (Sutskever et al. 2013, as PyTorch writes it).
 *
 * @param learningRate above 0
 * @param momentum the share of the last step's velocity that stays; 0 for none
 * @param isNesterov whether the gradient counts once more beyond the velocity
 * @param weightDecay the share of each parameter that is added to its gradient; 0 for none
 * @param keepsGradients whether gradients can be read in any case, see {@link #keepGradients()}
 */
public record Sgd(
    double learningRate,
    double momentum,
    boolean isNesterov,
    double weightDecay,
    boolean keepsGradients)
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
    return new Sgd(learningRate, 0, false, 0, false);
  }

  /**
   * Returns this optimizer with momentum.
   *
   * @param share of the velocity that stays, from 0 to below 1; 0.9 is usual
   * @return the new optimizer
   */
  public Sgd momentum(double share) {
    return new Sgd(learningRate, share, isNesterov, weightDecay, keepsGradients);
  }

  /**
   * Returns this optimizer with Nesterov's momentum.
   *
   * @return the new optimizer
   */
  public Sgd nesterov() {
    return new Sgd(learningRate, momentum, true, weightDecay, keepsGradients);
  }

  /**
   * Returns this optimizer with weight decay.
   *
   * @param share of each parameter that is added to its gradient; 5e-4 is usual
   * @return the new optimizer
   */
  public Sgd weightDecay(double share) {
    return new Sgd(learningRate, momentum, isNesterov, share, keepsGradients);
  }

  /**
   * Returns this optimizer with gradients that can be read. Otherwise momentum that is not
   * Nesterov's adds each gradient to the velocity, in the same memory, which saves as much as the
   * parameters take; {@link dev.conform.runtime.Parameter#gradient()} and {@link
   * Model#gradientMemory()} throw then, and a step has to follow each backward pass.
   *
   * @return the new optimizer
   */
  public Sgd keepGradients() {
    return new Sgd(learningRate, momentum, isNesterov, weightDecay, true);
  }

  /** Nesterov's step needs velocity and gradient. */
  @Override
  public OptimizerState start(Model model) {
    return momentum == 0 || isNesterov || keepsGradients
        ? new SgdState(this, model)
        : new MomentumState(this, model);
  }
}
