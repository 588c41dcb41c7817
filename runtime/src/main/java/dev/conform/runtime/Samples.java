package dev.conform.runtime;

import java.util.Arrays;

/** The latest durations of one thing, in nanoseconds. */
final class Samples {

  /** How many are kept. */
  static final int KEPT = 256;

  private final long[] nanos = new long[KEPT];
  private long added;

  void add(long duration) {
    nanos[(int) (added++ % KEPT)] = duration;
  }

  void clear() {
    added = 0;
  }

  /** Returns how many there are. */
  int count() {
    return (int) Math.min(added, KEPT);
  }

  /** Returns the sum of those that are kept. */
  long sum() {
    return Arrays.stream(nanos, 0, count()).sum();
  }

  /** Returns the median in milliseconds; 0 where there is none. */
  double milliseconds() {
    if (added == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, count());
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    return median / 1e6;
  }
}
