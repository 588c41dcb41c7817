package dev.conform.tests.gradient;

import java.util.SplittableRandom;

/** Seeded random arrays. */
final class Draw {

  private final SplittableRandom random;

  Draw(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Draws evenly from −1 to 1. */
  double[] values(int size) {
    return random.doubles(size, -1, 1).toArray();
  }

  /** Draws values that are all a tenth or more apart, in random order, one of them 0. */
  double[] apart(int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      int place = random.nextInt(i + 1);
      values[i] = values[place];
      values[place] = 0.1 * (i - size / 2);
    }
    return values;
  }

  /** Draws booleans. */
  boolean[] bits(int size) {
    boolean[] bits = new boolean[size];
    for (int i = 0; i < size; i++) {
      bits[i] = random.nextBoolean();
    }
    return bits;
  }

  /** Draws whole numbers from 0 (inclusive) to {@code bound} (exclusive). */
  int[] integers(int size, int bound) {
    return random.ints(size, 0, bound).toArray();
  }

  /** Sums products: a loss whose gradient by {@code values} is {@code weights}. */
  static double dot(double[] weights, double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
    }
    return sum;
  }
}
