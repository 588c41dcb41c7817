package dev.conform.runtime.kernel.reference;

/** One step of an optimizer, with the formulas of PyTorch. */
public final class ReferenceOptimizer {

  private ReferenceOptimizer() {}

  /**
   * Makes a step of stochastic gradient descent: {@code g = gradient + weightDecay · p; v =
   * momentum · v + g; p −= rate · v}, or with Nesterov's look-ahead {@code p −= rate · (g +
   * momentum · v)}.
   *
   * @param parameter changed
   * @param velocity changed; zeros before the first step
   * @param gradient read
   * @param rate the learning rate
   * @param momentum how much of the velocity stays, 0 for none
   * @param weightDecay the weight of ½‖p‖² in the loss
   * @param nesterov whether to look ahead
   */
  public static void sgd(
      double[] parameter,
      double[] velocity,
      double[] gradient,
      double rate,
      double momentum,
      double weightDecay,
      boolean nesterov) {
    for (int i = 0; i < parameter.length; i++) {
      double g = gradient[i] + weightDecay * parameter[i];
      velocity[i] = momentum * velocity[i] + g;
      parameter[i] -= rate * (nesterov ? g + momentum * velocity[i] : velocity[i]);
    }
  }

  /**
   * Makes a step of Adam (Kingma and Ba 2015), where weight decay is part of the gradient.
   *
   * @param parameter changed
   * @param mean changed; zeros before the first step
   * @param variance changed; zeros before the first step
   * @param gradient read
   * @param rate the learning rate
   * @param beta1 how much of the mean stays
   * @param beta2 how much of the variance stays
   * @param epsilon added to the root of the corrected variance
   * @param weightDecay the weight of ½‖p‖² in the loss
   * @param step from 1, for the bias corrections
   */
  public static void adam(
      double[] parameter,
      double[] mean,
      double[] variance,
      double[] gradient,
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      long step) {
    double correction1 = 1 - Math.pow(beta1, (double) step);
    double correction2 = 1 - Math.pow(beta2, (double) step);
    for (int i = 0; i < parameter.length; i++) {
      double g = gradient[i] + weightDecay * parameter[i];
      mean[i] = beta1 * mean[i] + (1 - beta1) * g;
      variance[i] = beta2 * variance[i] + (1 - beta2) * g * g;
      double root = Math.sqrt(variance[i] / correction2) + epsilon;
      parameter[i] -= rate * mean[i] / correction1 / root;
    }
  }

  /**
   * Makes a step of AdamW (Loshchilov and Hutter 2019): the parameter first shrinks by rate ·
   * weightDecay, and the gradient knows nothing of it.
   *
   * @param parameter changed
   * @param mean changed; zeros before the first step
   * @param variance changed; zeros before the first step
   * @param gradient read
   * @param rate the learning rate
   * @param beta1 how much of the mean stays
   * @param beta2 how much of the variance stays
   * @param epsilon added to the root of the corrected variance
   * @param weightDecay how fast the parameter shrinks
   * @param step from 1, for the bias corrections
   */
  public static void adamW(
      double[] parameter,
      double[] mean,
      double[] variance,
      double[] gradient,
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      long step) {
    for (int i = 0; i < parameter.length; i++) {
      parameter[i] *= 1 - rate * weightDecay;
    }
    adam(parameter, mean, variance, gradient, rate, beta1, beta2, epsilon, 0, step);
  }
}
