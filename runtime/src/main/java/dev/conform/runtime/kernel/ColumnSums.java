package dev.conform.runtime.kernel;

import java.util.Arrays;

/** Sums over rows, one row of partial sums for each piece, added up in the order of the pieces. */
final class ColumnSums {

  private final double[][] partials;

  ColumnSums(int pieces) {
    partials = new double[pieces][0];
  }

  /** Makes room, in whole vectors; only the first use of a larger width allocates. */
  void require(int columns) {
    if (partials[0].length < columns) {
      for (int i = 0; i < partials.length; i++) {
        partials[i] = new double[Math.toIntExact(ConvShape.aligned(columns))];
      }
    }
  }

  /** Returns a piece's sums. */
  double[] of(int piece) {
    return partials[piece];
  }

  /** Returns a piece's sums, set to zero. */
  double[] cleared(int piece, int columns) {
    Arrays.fill(partials[piece], 0, columns, 0);
    return partials[piece];
  }

  /** Adds all pieces' sums to those of the first and returns them. */
  double[] total(int columns, int pieces) {
    double[] total = partials[0];
    for (int piece = 1; piece < pieces; piece++) {
      for (int c = 0; c < columns; c++) {
        total[c] += partials[piece][c];
      }
    }
    return total;
  }

  /** Overwrites {@code out} with the totals, or adds them to it. */
  void write(long out, int columns, int pieces, boolean accumulate) {
    double[] total = total(columns, pieces);
    for (int c = 0; c < columns; c++) {
      put(RawMemory.at(out, c), total[c], accumulate);
    }
  }

  /** Overwrites a value with a sum, or adds the sum to it. */
  static void put(long address, double sum, boolean accumulate) {
    RawMemory.set(address, (float) (accumulate ? RawMemory.get(address) + sum : sum));
  }
}
