package dev.conform.runtime.train;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often images of each class were taken for each class. Where a share is of nothing (precision
 * of a class that was never predicted, recall of a class without images) it is 0, as in
 * scikit-learn.
 */
public final class ConfusionMatrix {

  private final long[][] counts;

  /**
   * Keeps a copy of the counts.
   *
   * @param counts a row for each actual class, in it a column for each predicted class
   * @throws IllegalArgumentException if it is not square, or a count is negative
   */
  public ConfusionMatrix(long[][] counts) {
    this.counts = new long[counts.length][];
    for (int row = 0; row < counts.length; row++) {
      if (counts[row].length != counts.length
          || Arrays.stream(counts[row]).anyMatch(count -> count < 0)) {
        throw new IllegalArgumentException(
            "row %d is %s: %d counts of 0 or more are needed"
                .formatted(row, Arrays.toString(counts[row]), counts.length));
      }
      this.counts[row] = counts[row].clone();
    }
  }

  /**
   * Returns the number of classes.
   *
   * @return rows and columns
   */
  public int classes() {
    return counts.length;
  }

  /**
   * Returns a count.
   *
   * @param actual the images' class
   * @param predicted the class that they were taken for
   * @return how many
   */
  public long count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /**
   * Returns the number of images.
   *
   * @return the sum of all counts
   */
  public long total() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  /**
   * Returns the share of images that were taken for their own class.
   *
   * @return from 0 to 1
   */
  public double accuracy() {
    return share(IntStream.range(0, classes()).mapToLong(c -> counts[c][c]).sum(), total());
  }

  /**
   * Returns the share of the images taken for a class that are of it.
   *
   * @param label the class
   * @return from 0 to 1
   */
  public double precision(int label) {
    return share(counts[label][label], predicted(label));
  }

  /**
   * Returns the share of the images of a class that were taken for it.
   *
   * @param label the class
   * @return from 0 to 1
   */
  public double recall(int label) {
    return share(counts[label][label], actual(label));
  }

  /**
   * Returns the harmonic mean of precision and recall.
   *
   * @param label the class
   * @return from 0 to 1
   */
  public double f1(int label) {
    return share(2 * counts[label][label], actual(label) + predicted(label));
  }

  private long actual(int label) {
    return Arrays.stream(counts[label]).sum();
  }

  private long predicted(int label) {
    return Arrays.stream(counts).mapToLong(row -> row[label]).sum();
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** Compares the counts. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix that && Arrays.deepEquals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(counts);
  }

  /** Returns a table: a row for each actual class, a column for each predicted one. */
  @Override
  public String toString() {
    int width = Math.max(6, Long.toString(total()).length() + 1);
    String number = "%" + width + "d";
    StringBuilder table = new StringBuilder("actual\\predicted");
    for (int label = 0; label < classes(); label++) {
      table.append(number.formatted(label));
    }
    table.append("  precision  recall      f1\n");
    for (int label = 0; label < classes(); label++) {
      table.append("%16d".formatted(label));
      for (long count : counts[label]) {
        table.append(number.formatted(count));
      }
      table.append("%11.4f%8.4f%8.4f%n".formatted(precision(label), recall(label), f1(label)));
    }
    return table.append("accuracy %.4f (%d images)".formatted(accuracy(), total())).toString();
  }
}
