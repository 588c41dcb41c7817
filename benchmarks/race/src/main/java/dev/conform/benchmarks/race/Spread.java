package dev.conform.benchmarks.race;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * What is quoted of several measurements.
 *
 * @param median the middle one
 * @param min the smallest
 * @param max the largest
 * @param count how many there were
 */
record Spread(double median, double min, double max, int count) {

  /** Returns the spread of at least one value. */
  static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
  }

  /** Returns the n-th root of the product of n values. */
  static double geometricMean(double[] values) {
    return Math.exp(DoubleStream.of(values).map(Math::log).average().orElse(Double.NaN));
  }
}
