package dev.conform.runtime;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The values a parameter starts with.
 *
 * @param bound values are drawn evenly from −bound to bound
 * @param constant is added to each
 */
public record Init(double bound, double constant) {

  /**
   * Draws evenly from ±1/√fanIn, as PyTorch does for weights and biases of convolutions and dense
   * layers (LeCun et al. 1998, section 4.6, with another constant).
   *
   * @param fanIn the number of values that one output sums over
   * @return the rule
   */
  public static Init fanIn(int fanIn) {
    return new Init(1 / Math.sqrt(fanIn), 0);
  }

  /**
   * Sets all values to one number.
   *
   * @param value the number
   * @return the rule
   */
  public static Init constant(double value) {
    return new Init(0, value);
  }

  /**
   * Draws the values. A parameter's values depend on the seed and its name, and on no other
   * parameter.
   *
   * @param seed of the model
   * @param name of the parameter
   * @param size how many
   * @return the values
   */
  float[] values(long seed, String name, int size) {
    float[] values = new float[size];
    source(seed, name).read(values, size);
    return values;
  }

  /** Returns the same values one after the other. */
  FloatSource source(long seed, String name) {
    if (bound == 0) {
      return (to, count) -> Arrays.fill(to, 0, count, (float) constant);
    }
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, name.hashCode()));
    return (to, count) -> {
      for (int i = 0; i < count; i++) {
        to[i] = (float) (constant + bound * (2 * random.nextDouble() - 1));
      }
    };
  }
}
