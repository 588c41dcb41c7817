package dev.conform.runtime.kernel.plain;

import static dev.conform.runtime.kernel.RawMemory.at;
import static dev.conform.runtime.kernel.RawMemory.get;
import static dev.conform.runtime.kernel.RawMemory.set;

/** Normalisation of rows by their own statistics, one value at a time. */
final class PlainRows {

  private PlainRows() {}

  static void normalize(
      long out, long in, long rows, int columns, float[] weight, float[] bias, float epsilon) {
    for (long row = 0; row < rows; row++) {
      long from = at(in, row * columns);
      long to = at(out, row * columns);
      double mean = mean(from, columns);
      double invStd = invStd(from, columns, mean, epsilon);
      for (int c = 0; c < columns; c++) {
        double normalised = (get(at(from, c)) - mean) * invStd;
        set(at(to, c), (float) (normalised * weight[c] + bias[c]));
      }
    }
  }

  static void normalizeBackward(
      long dIn,
      float[] dWeight,
      float[] dBias,
      long dOut,
      long x,
      long rows,
      int columns,
      float[] weight,
      float epsilon,
      boolean accumulate) {
    for (long row = 0; row < rows; row++) {
      long first = row * columns;
      double mean = mean(at(x, first), columns);
      double invStd = invStd(at(x, first), columns, mean, epsilon);
      double sum = 0;
      double dot = 0;
      for (int c = 0; c < columns; c++) {
        float gradient = get(at(dOut, first + c));
        double normalised = (get(at(x, first + c)) - mean) * invStd;
        dWeight[c] += (float) (gradient * normalised);
        dBias[c] += gradient;
        sum += (double) gradient * weight[c];
        dot += gradient * normalised * weight[c];
      }
      for (int c = 0; dIn != 0 && c < columns; c++) {
        double normalised = (get(at(x, first + c)) - mean) * invStd;
        double gradient = (double) get(at(dOut, first + c)) * weight[c];
        float value = (float) (invStd * (gradient - sum / columns - normalised * dot / columns));
        long to = at(dIn, first + c);
        set(to, accumulate ? get(to) + value : value);
      }
    }
  }

  private static double mean(long row, int columns) {
    double sum = 0;
    for (int c = 0; c < columns; c++) {
      sum += get(at(row, c));
    }
    return sum / columns;
  }

  private static double invStd(long row, int columns, double mean, float epsilon) {
    double squares = 0;
    for (int c = 0; c < columns; c++) {
      double distance = get(at(row, c)) - mean;
      squares += distance * distance;
    }
    return 1 / Math.sqrt(squares / columns + epsilon);
  }
}
