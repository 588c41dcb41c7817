package dev.conform.runtime.kernel.plain;

import static dev.conform.runtime.kernel.RawMemory.at;
import static dev.conform.runtime.kernel.RawMemory.read;
import static dev.conform.runtime.kernel.RawMemory.write;

import java.util.Arrays;

/** What inference does to each column of rows of channels, in arrays. */
final class PlainColumns {

  /** So many rows are added as floats: turning each into a double would take longer. */
  private static final int FLOAT_ROWS = 8;

  private static final ThreadLocal<PlainColumns> OF_THREAD =
      ThreadLocal.withInitial(PlainColumns::new);

  private float[] values = new float[0];
  private float[] before = new float[0];
  private float[] factors = new float[0];
  private float[] shifts = new float[0];

  private PlainColumns() {}

  static PlainColumns ofThread(int columns) {
    PlainColumns loops = OF_THREAD.get();
    if (loops.before.length < columns) {
      loops.values = new float[columns];
      loops.before = new float[columns];
      loops.factors = new float[columns];
      loops.shifts = new float[columns];
    }
    return loops;
  }

  void bias(long x, long rows, int columns, long bias, boolean relu) {
    read(shifts, 0, bias, columns);
    float floor = relu ? 0 : Float.NEGATIVE_INFINITY;
    for (long row = 0; row < rows; row++) {
      read(values, 0, at(x, row * columns), columns);
      for (int i = 0; i < columns; i++) {
        values[i] = Math.max(values[i] + shifts[i], floor);
      }
      write(at(x, row * columns), values, 0, columns);
    }
  }

  void scale(
      long out,
      long outRow,
      long in,
      long inRow,
      long rows,
      int columns,
      long scale,
      long shift,
      boolean add) {
    boolean isProduct = scale != 0 && shift == 0 && !add;
    if (scale == 0) {
      Arrays.fill(factors, 0, columns, 1);
    } else {
      read(factors, 0, scale, columns);
    }
    if (shift == 0) {
      Arrays.fill(shifts, 0, columns, 0);
    } else {
      read(shifts, 0, shift, columns);
    }
    Arrays.fill(before, 0, columns, 0);
    for (long row = 0; row < rows; row++) {
      read(values, 0, at(in, row * inRow), columns);
      if (add) {
        read(before, 0, at(out, row * outRow), columns);
      }
      if (isProduct) {
        multiply(values, factors, columns);
      } else {
        for (int i = 0; i < columns; i++) {
          values[i] = Math.fma(values[i], factors[i], shifts[i]) + before[i];
        }
      }
      write(at(out, row * outRow), values, 0, columns);
    }
  }

  /** Keeps the sign of a zero, which adding a zero would not. */
  private static void multiply(float[] values, float[] factors, int count) {
    for (int i = 0; i < count; i++) {
      values[i] *= factors[i];
    }
  }

  /** Sums in the order of the vector loops. */
  void sum(double[] sums, long x, long rows, int columns) {
    for (long row = 0; row < rows; row += FLOAT_ROWS) {
      int count = (int) Math.min(FLOAT_ROWS, rows - row);
      read(before, 0, at(x, row * columns), columns);
      for (int i = 1; i < count; i++) {
        read(values, 0, at(x, (row + i) * columns), columns);
        add(before, values, columns);
      }
      for (int c = 0; c < columns; c++) {
        sums[c] += before[c];
      }
    }
  }

  private static void add(float[] to, float[] from, int count) {
    for (int i = 0; i < count; i++) {
      to[i] += from[i];
    }
  }
}
