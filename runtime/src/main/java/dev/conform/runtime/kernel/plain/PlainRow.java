package dev.conform.runtime.kernel.plain;

import static dev.conform.runtime.kernel.RawMemory.at;
import static dev.conform.runtime.kernel.RawMemory.read;
import static dev.conform.runtime.kernel.RawMemory.readRows;
import static dev.conform.runtime.kernel.RawMemory.write;

import dev.conform.runtime.kernel.StridedView;
import java.util.Arrays;

/**
 * The product of one row and a matrix, of whose rows long parts are read into an array, one after
 * the other. The terms of a sum come in their order, with one rounding each, as in the vector loop.
 */
final class PlainRow {

  private static final int WIDTH = 1 << 10;

  private static final int DEPTH = 1 << 10;

  private static final ThreadLocal<PlainRow> OF_THREAD = ThreadLocal.withInitial(PlainRow::new);

  private final float[] sums = new float[WIDTH];
  private final float[] values = new float[WIDTH];
  private final float[] factors = new float[DEPTH];

  private PlainRow() {}

  static PlainRow ofThread() {
    return OF_THREAD.get();
  }

  /** As {@code Primitives.product} for one row. */
  void multiply(
      long c,
      int columns,
      long a,
      StridedView view,
      long b,
      long ldb,
      long bias,
      long added,
      boolean relu) {
    for (int column = 0; column < columns; column += WIDTH) {
      int width = Math.min(WIDTH, columns - column);
      begin(bias == 0 ? 0 : at(bias, column), added == 0 ? 0 : at(added, column), width);
      addProducts(a, view, at(b, column), ldb, width);
      if (relu) {
        rectify(sums, width);
      }
      write(at(c, column), sums, 0, width);
    }
  }

  private void begin(long bias, long added, int width) {
    Arrays.fill(sums, 0, width, 0);
    if (bias != 0) {
      read(sums, 0, bias, width);
    }
    if (added != 0 && bias == 0) {
      read(sums, 0, added, width);
    } else if (added != 0) {
      read(values, 0, added, width);
      add(sums, values, 1, width);
    }
  }

  private void addProducts(long a, StridedView view, long b, long ldb, int width) {
    long row = b;
    for (int run = 0; run < view.runs(); run++) {
      for (int first = 0; first < view.runLength(); first += DEPTH) {
        int count = Math.min(DEPTH, view.runLength() - first);
        long offset = (long) run * view.runStride() + (long) first * view.step();
        // Neighbours are a row of values, others a column.
        boolean isRow = view.step() == 1;
        int rows = isRow ? 1 : count;
        readRows(factors, 0, 1, at(a, offset), view.step(), rows, isRow ? count : 1);
        addRows(row, ldb, width, count);
        row = at(row, count * ldb);
      }
    }
  }

  private void addRows(long b, long ldb, int width, int count) {
    for (int k = 0; k < count; k++) {
      read(values, 0, at(b, k * ldb), width);
      add(sums, values, factors[k], width);
    }
  }

  private static void add(float[] to, float[] from, float factor, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = Math.fma(factor, from[i], to[i]);
    }
  }

  private static void rectify(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = values[i] < 0 ? 0 : values[i];
    }
  }
}
