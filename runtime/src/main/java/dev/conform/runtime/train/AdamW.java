package dev.conform.runtime.train;

import dev.conform.runtime.Model;

/**
 * Adam with decoupled weight decay (Loshchilov, Hutter 2019): PyTorch's {@code AdamW}. Each step
 * first takes {@code learningRate · weightDecay} of each parameter away.
 *
 * @param learningRate above 0
 * @param beta1 the share of the running mean of the gradient that stays
 * @param beta2 the share of the running mean of its square that stays
 * @param epsilon is added to the root of the latter
 * @param weightDecay of all parameters, biases included; 0 for none
 */
public record AdamW(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public AdamW {
    AdamState.check(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /**
   * Starts with the usual numbers: betas 0.9 and 0.999, epsilon 1e-8, weight decay 0.01.
   *
   * @param learningRate above 0; 1e-3 is usual
   * @return the optimizer
   */
  public static AdamW of(double learningRate) {
    return new AdamW(learningRate, 0.9, 0.999, 1e-8, 0.01);
  }

  /**
   * Returns this optimizer with other betas.
   *
   * @param first of the mean, from 0 to below 1
   * @param second of the mean of the square, from 0 to below 1
   * @return the new optimizer
   */
  public AdamW betas(double first, double second) {
    return new AdamW(learningRate, first, second, epsilon, weightDecay);
  }

  /**
   * Returns this optimizer with another epsilon.
   *
   * @param value above 0
   * @return the new optimizer
   */
  public AdamW epsilon(double value) {
    return new AdamW(learningRate, beta1, beta2, value, weightDecay);
  }

  /**
   * Returns this optimizer with another weight decay.
   *
   * @param share of each parameter that goes in a step, times the learning rate
   * @return the new optimizer
   */
  public AdamW weightDecay(double share) {
    return new AdamW(learningRate, beta1, beta2, epsilon, share);
  }

  @Override
  public OptimizerState start(Model model) {
    return new AdamState(model, "AdamW", beta1, beta2, epsilon, weightDecay, true);
  }
}
