package dev.conform.runtime.kernel.reference;

/**
 * Dropout with a mask that the caller drew (Srivastava et al. 2014): kept values are scaled by 1 /
 * (1 − rate). Its backward pass is the same function of the gradient.
 */
public final class ReferenceDropout {

  private ReferenceDropout() {}

  /**
   * Drops values, or gradients.
   *
   * @param output overwritten
   * @param input as long as {@code output}, read
   * @param kept as long as {@code output}, read: whether a value is kept
   * @param rate the probability that a value is dropped, from 0 (inclusive) to 1 (exclusive)
   */
  public static void apply(double[] output, double[] input, boolean[] kept, double rate) {
    for (int i = 0; i < output.length; i++) {
      output[i] = kept[i] ? input[i] / (1 - rate) : 0;
    }
  }
}
