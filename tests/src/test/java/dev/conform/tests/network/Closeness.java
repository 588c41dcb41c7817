package dev.conform.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/**
 * How far single precision may be from double: a few times as far as references are that were
 * disturbed by rounding errors ({@link Rounding}). They show where terms cancel: a bias before a
 * batch norm, for instance, has a gradient of 0 that is a sum of many numbers that are not.
 */
final class Closeness {

  /** The worst of many errors is not drawn every time, and what rounds is not a random number. */
  private static final double FACTOR = 8;

  /** For what is computed from numbers that are exact: 16 units. */
  private static final double FLOOR = 1e-6;

  /** A tensor of which errors of this part of its largest value pass is coarse. */
  private static final double COARSE = 0.01;

  /** What is so much smaller than its tolerance is 0, and computed from terms that cancel. */
  private static final double ZERO = 1e-6;

  private double worst;
  private int tensors;
  private int coarse;

  /**
   * Compares single values with double ones.
   *
   * @param exact the reference
   * @param disturbed references that rounding errors disturb
   * @param actual under test
   */
  void check(String name, double[] exact, List<double[]> disturbed, float[] actual) {
    assertEquals(exact.length, actual.length, name);
    double largest = largest(exact);
    double tolerance = tolerance(exact, disturbed);
    tensors++;
    coarse += tolerance > COARSE * largest && largest > ZERO * tolerance ? 1 : 0;
    for (int i = 0; i < exact.length; i++) {
      double error = Math.abs(actual[i] - exact[i]);
      worst = Math.max(worst, error / tolerance);
      // Written so that NaN fails.
      assertTrue(
          error <= tolerance,
          "%s[%d] is %s, reference %s: off by %.1e, tolerance %.1e, largest value %.1e"
              .formatted(name, i, actual[i], exact[i], error, tolerance, largest));
    }
  }

  /** Tells whether an error of a hundredth of the largest value does not pass. */
  static boolean isSharp(double[] exact, List<double[]> disturbed) {
    return tolerance(exact, disturbed) <= COARSE * largest(exact);
  }

  private static double tolerance(double[] exact, List<double[]> disturbed) {
    double noise = 0;
    for (double[] values : disturbed) {
      for (int i = 0; i < exact.length; i++) {
        noise = Math.max(noise, Math.abs(values[i] - exact[i]));
      }
    }
    return FACTOR * noise + FLOOR * Rounding.rootMeanSquare(exact) + Float.MIN_NORMAL;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The largest error so far, as a part of the tolerance. */
  double worst() {
    return worst;
  }

  /** Of how many of the compared tensors an error of a hundredth would pass. */
  double coarsePart() {
    return (double) coarse / tensors;
  }
}
