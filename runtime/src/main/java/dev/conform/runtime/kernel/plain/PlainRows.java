package dev.conform.runtime.kernel.plain;

import static dev.conform.runtime.kernel.RawMemory.at;
import static dev.conform.runtime.kernel.RawMemory.get;
import static dev.conform.runtime.kernel.RawMemory.set;

import dev.conform.runtime.kernel.RowStatistics;

/** Normalisation of rows by their own statistics, one value at a time. */
final class PlainRows {

  private PlainRows() {}

  static void statistics(RowStatistics found, long x, int rows, int columns, float epsilon) {
    for (int row = 0; row < rows; row++) {
      long from = at(x, (long) row * columns);
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        sum += get(at(from, c));
      }
      float mean = (float) (sum / columns);
      double squares = 0;
      for (int c = 0; c < columns; c++) {
        double distance = get(at(from, c)) - mean;
        squares += distance * distance;
      }
      found.mean()[row] = mean;
      found.invStd()[row] = (float) (1 / Math.sqrt(squares / columns + epsilon));
    }
  }

  static void normalize(
      long out, long in, int rows, int columns, RowStatistics found, float[] weight, float[] bias) {
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < columns; c++) {
        long i = (long) row * columns + c;
        set(at(out, i), normalised(in, i, found, row) * weight[c] + bias[c]);
      }
    }
  }

  static void sum(
      float[] dWeight,
      float[] dBias,
      long dOut,
      long x,
      int rows,
      int columns,
      RowStatistics found) {
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < columns; c++) {
        long i = (long) row * columns + c;
        dWeight[c] += get(at(dOut, i)) * normalised(x, i, found, row);
        dBias[c] += get(at(dOut, i));
      }
    }
  }

  static void gradients(
      RowStatistics found, long dOut, long x, int rows, int columns, float[] weight) {
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      double dot = 0;
      for (int c = 0; c < columns; c++) {
        long i = (long) row * columns + c;
        double gradient = (double) get(at(dOut, i)) * weight[c];
        sum += gradient;
        dot += gradient * normalised(x, i, found, row);
      }
      found.meanGradient()[row] = (float) (sum / columns);
      found.meanProduct()[row] = (float) (dot / columns);
    }
  }

  static void normalizeBackward(
      long dIn,
      long dOut,
      long x,
      int rows,
      int columns,
      RowStatistics found,
      float[] weight,
      boolean accumulate) {
    for (int row = 0; row < rows; row++) {
      float invStd = found.invStd()[row];
      float sum = found.meanGradient()[row];
      float dot = found.meanProduct()[row];
      for (int c = 0; c < columns; c++) {
        long i = (long) row * columns + c;
        float value =
            invStd * (get(at(dOut, i)) * weight[c] - sum - normalised(x, i, found, row) * dot);
        set(at(dIn, i), accumulate ? get(at(dIn, i)) + value : value);
      }
    }
  }

  private static float normalised(long x, long i, RowStatistics found, int row) {
    return (get(at(x, i)) - found.mean()[row]) * found.invStd()[row];
  }
}
