package dev.conform.runtime.kernel.plain;

import static dev.conform.runtime.kernel.RawMemory.at;
import static dev.conform.runtime.kernel.RawMemory.read;
import static dev.conform.runtime.kernel.RawMemory.readRows;
import static dev.conform.runtime.kernel.RawMemory.writeRows;

import dev.conform.runtime.kernel.StridedView;
import java.util.Arrays;

/**
 * Products of a strided view and a matrix. Each sum takes its terms in the order of the columns of
 * the view, with one rounding each, as the vector loops do. A block of the matrix and some rows of
 * the view are copied into arrays: a tile of the result in registers reads those at a good part of
 * a processor's speed even when only the quick compiler has seen it, and never memory by address.
 *
 * <p>What surrounds the tiles is cut into short methods: a long one with loops is compiled once for
 * each of its loops while it runs, with all that it calls, on the processor that should multiply.
 */
final class PlainProduct {

  private static final int ROWS = 4;

  /** How much of the matrix is copied at a time: 128 KiB, which the second-level cache holds. */
  private static final int DEPTH = 512;

  private static final int WIDTH = 64;

  private static final ThreadLocal<PlainProduct> OF_THREAD =
      ThreadLocal.withInitial(PlainProduct::new);

  private final float[] left = new float[ROWS * DEPTH];
  private final float[] right = new float[DEPTH * WIDTH];
  private final float[] sums = new float[ROWS * WIDTH];
  private final float[] other = new float[WIDTH];

  private long result;
  private long resultRow;
  private int resultRows;
  private long viewed;
  private StridedView view = new StridedView();
  private int depth;
  private long matrix;
  private long matrixRow;
  private long bias;
  private long added;
  private boolean relu;

  private PlainProduct() {}

  static PlainProduct ofThread() {
    return OF_THREAD.get();
  }

  /** As {@code Primitives.product}. */
  void multiply(
      long c,
      long ldc,
      int rows,
      int columns,
      long a,
      StridedView viewOfA,
      long b,
      long ldb,
      long newBias,
      long newAdded,
      boolean isRectified) {
    result = c;
    resultRow = ldc;
    resultRows = rows;
    viewed = a;
    view = viewOfA;
    depth = view.runs() * view.runLength();
    matrix = b;
    matrixRow = ldb;
    bias = newBias;
    added = newAdded;
    relu = isRectified;
    for (int column = 0; column < columns; column += WIDTH) {
      columns(column, Math.min(WIDTH, columns - column));
    }
  }

  /** Computes some columns of the result. */
  private void columns(int column, int width) {
    for (int k = 0; k < depth; k += DEPTH) {
      int count = Math.min(DEPTH, depth - k);
      readRows(right, 0, WIDTH, at(matrix, k * matrixRow + column), matrixRow, count, width);
      for (int row = 0; row < resultRows; row += ROWS) {
        rows(row, Math.min(ROWS, resultRows - row), column, width, k, count);
      }
    }
  }

  /** Adds the products of some columns of the view to some rows and columns of the result. */
  private void rows(int row, int rows, int column, int width, int k, int count) {
    long at = row * resultRow + column;
    if (k == 0) {
      begin(rows, at, column, width);
    } else {
      readSums(rows, at(result, at), width);
    }
    readLeft(row, rows, k, count);
    tiles(rows, width, count);
    if (k + count == depth) {
      end(rows, column, width);
    }
    writeRows(at(result, at), resultRow, sums, 0, WIDTH, rows, width);
  }

  private void tiles(int rows, int width, int count) {
    for (int j = 0; j < width; j += 4) {
      if (rows == 1) {
        row(j, count);
      } else {
        tile(j, count);
      }
    }
  }

  /**
   * Sets what the sums begin with: for a single row with all that is added, else with the matrix if
   * there is one.
   */
  private void begin(int rows, long at, int column, int width) {
    if (added != 0) {
      readSums(rows, at(added, at), width);
      if (bias != 0 && resultRows == 1) {
        shift(rows, column, width);
      }
    } else if (bias != 0) {
      readRows(sums, 0, WIDTH, at(bias, column), 0, rows, width);
    } else {
      Arrays.fill(sums, 0);
    }
  }

  private void end(int rows, int column, int width) {
    if (added != 0 && bias != 0 && resultRows > 1) {
      shift(rows, column, width);
    }
    if (relu) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] = sums[j] < 0 ? 0 : sums[j];
      }
    }
  }

  private void shift(int rows, int column, int width) {
    read(other, 0, at(bias, column), width);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < width; j++) {
        sums[i * WIDTH + j] += other[j];
      }
    }
  }

  private void readSums(int rows, long from, int width) {
    readRows(sums, 0, WIDTH, from, resultRow, rows, width);
  }

  /** Copies some columns of some rows of the view. */
  private void readLeft(int row, int rows, int first, int count) {
    boolean isMatrix = view.runs() == 1 && view.step() == 1 && view.lineLength() >= row + rows;
    if (isMatrix) {
      long from = at(viewed, view.offset(row) + first);
      readRows(left, 0, DEPTH, from, view.rowStride(), rows, count);
      return;
    }
    for (int i = 0; i < rows; i++) {
      readLeft(i * DEPTH, at(viewed, view.offset(row + i)), first, count);
    }
  }

  private void readLeft(int to, long row, int first, int count) {
    int length = view.runLength();
    int some;
    for (int k = first; k < first + count; k += some) {
      int inRun = k % length;
      some = Math.min(length - inRun, first + count - k);
      long from = at(row, (long) (k / length) * view.runStride() + (long) inRun * view.step());
      // Neighbours are a row of values, others a column.
      boolean isRow = view.step() == 1;
      readRows(left, to + k - first, 1, from, view.step(), isRow ? 1 : some, isRow ? some : 1);
    }
  }

  private void row(int column, int count) {
    float[] a = left;
    float[] b = right;
    float[] c = sums;
    float c0 = c[column];
    float c1 = c[column + 1];
    float c2 = c[column + 2];
    float c3 = c[column + 3];
    int from = column;
    for (int k = 0; k < count; k++) {
      float factor = a[k];
      c0 = Math.fma(factor, b[from], c0);
      c1 = Math.fma(factor, b[from + 1], c1);
      c2 = Math.fma(factor, b[from + 2], c2);
      c3 = Math.fma(factor, b[from + 3], c3);
      from += WIDTH;
    }
    c[column] = c0;
    c[column + 1] = c1;
    c[column + 2] = c2;
    c[column + 3] = c3;
  }

  /** Computes 4 rows by 4 columns; a row or column too many comes to nothing. */
  private void tile(int column, int count) {
    float[] a = left;
    float[] b = right;
    float[] c = sums;
    float c00 = c[column];
    float c01 = c[column + 1];
    float c02 = c[column + 2];
    float c03 = c[column + 3];
    float c10 = c[column + WIDTH];
    float c11 = c[column + WIDTH + 1];
    float c12 = c[column + WIDTH + 2];
    float c13 = c[column + WIDTH + 3];
    float c20 = c[column + 2 * WIDTH];
    float c21 = c[column + 2 * WIDTH + 1];
    float c22 = c[column + 2 * WIDTH + 2];
    float c23 = c[column + 2 * WIDTH + 3];
    float c30 = c[column + 3 * WIDTH];
    float c31 = c[column + 3 * WIDTH + 1];
    float c32 = c[column + 3 * WIDTH + 2];
    float c33 = c[column + 3 * WIDTH + 3];
    int from = column;
    for (int k = 0; k < count; k++) {
      float b0 = b[from];
      float b1 = b[from + 1];
      float b2 = b[from + 2];
      float b3 = b[from + 3];
      float factor = a[k];
      c00 = Math.fma(factor, b0, c00);
      c01 = Math.fma(factor, b1, c01);
      c02 = Math.fma(factor, b2, c02);
      c03 = Math.fma(factor, b3, c03);
      factor = a[k + DEPTH];
      c10 = Math.fma(factor, b0, c10);
      c11 = Math.fma(factor, b1, c11);
      c12 = Math.fma(factor, b2, c12);
      c13 = Math.fma(factor, b3, c13);
      factor = a[k + 2 * DEPTH];
      c20 = Math.fma(factor, b0, c20);
      c21 = Math.fma(factor, b1, c21);
      c22 = Math.fma(factor, b2, c22);
      c23 = Math.fma(factor, b3, c23);
      factor = a[k + 3 * DEPTH];
      c30 = Math.fma(factor, b0, c30);
      c31 = Math.fma(factor, b1, c31);
      c32 = Math.fma(factor, b2, c32);
      c33 = Math.fma(factor, b3, c33);
      from += WIDTH;
    }
    c[column] = c00;
    c[column + 1] = c01;
    c[column + 2] = c02;
    c[column + 3] = c03;
    c[column + WIDTH] = c10;
    c[column + WIDTH + 1] = c11;
    c[column + WIDTH + 2] = c12;
    c[column + WIDTH + 3] = c13;
    c[column + 2 * WIDTH] = c20;
    c[column + 2 * WIDTH + 1] = c21;
    c[column + 2 * WIDTH + 2] = c22;
    c[column + 2 * WIDTH + 3] = c23;
    c[column + 3 * WIDTH] = c30;
    c[column + 3 * WIDTH + 1] = c31;
    c[column + 3 * WIDTH + 2] = c32;
    c[column + 3 * WIDTH + 3] = c33;
  }
}
