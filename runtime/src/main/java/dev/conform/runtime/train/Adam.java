package dev.conform.runtime.train;

import dev.conform.runtime.Model;

/**
 * Adam (Kingma, Ba 2015): PyTorch's {@code Adam}. Weight decay is added to the gradient; for the
 * decoupled one see {@link AdamW}.
 *
 * @param learningRate above 0
 * @param beta1 the share of the running mean of the gradient that stays
 * @param beta2 the share of the running mean of its square that stays
 * @param epsilon is added to the root of the latter
 * @param weightDecay the share of each parameter that is added to its gradient; 0 for none
 */
public record Adam(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Adam {
    AdamState.check(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /**
   * Starts with the usual numbers: betas 0.9 and 0.999, epsilon 1e-8, no weight decay.
   *
   * @param learningRate above 0; 1e-3 is usual
   * @return the optimizer
   */
  public static Adam of(double learningRate) {
    return new Adam(learningRate, 0.9, 0.999, 1e-8, 0);
  }

  /**
   * Returns this optimizer with other betas.
   *
   * @param first of the mean, from 0 to below 1
   * @param second of the mean of the square, from 0 to below 1
   * @return the new optimizer
   */
  public Adam betas(double first, double second) {
    return new Adam(learningRate, first, second, epsilon, weightDecay);
  }

  /**
   * Returns this optimizer with another epsilon.
   *
   * @param value above 0
   * @return the new optimizer
   */
  public Adam epsilon(double value) {
    return new Adam(learningRate, beta1, beta2, value, weightDecay);
  }

  /**
   * Returns this optimizer with weight decay.
   *
   * @param share of each parameter that is added to its gradient
   * @return the new optimizer
   */
  public Adam weightDecay(double share) {
    return new Adam(learningRate, beta1, beta2, epsilon, share);
  }

  @Override
  public OptimizerState start(Model model) {
    return new AdamState(model, "Adam", beta1, beta2, epsilon, weightDecay, false);
  }
}
