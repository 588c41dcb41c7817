package dev.conform.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/** Some values of large results, to compare engines by. */
public final class Sample {

  private static final int MOST = 1_000;

  private final List<Double> values = new ArrayList<>();

  /** Starts without values. */
  public Sample() {}

  /**
   * Takes values at equal distances.
   *
   * @param size how many values the result has
   * @param terms how many products each of them sums up: it is divided by the root, so that results
   *     of different kinds are of one size
   * @param value gives the value at an index in PyTorch's order
   * @return this
   */
  public Sample add(long size, long terms, LongToDoubleFunction value) {
    long count = Math.min(size, MOST);
    for (long i = 0; i < count; i++) {
      values.add(value.applyAsDouble(i * size / count) / Math.sqrt((double) terms));
    }
    return this;
  }

  /**
   * Returns what was taken.
   *
   * @return in the order of taking
   */
  public float[] values() {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i).floatValue();
    }
    return array;
  }
}
