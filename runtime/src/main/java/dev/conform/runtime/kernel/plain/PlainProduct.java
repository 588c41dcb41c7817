package dev.conform.runtime.kernel.plain;

import static dev.conform.runtime.kernel.RawMemory.at;
import static dev.conform.runtime.kernel.RawMemory.read;
import static dev.conform.runtime.kernel.RawMemory.readRows;
import static dev.conform.runtime.kernel.RawMemory.write;

import dev.conform.runtime.kernel.StridedView;
import java.util.Arrays;

/**
 * Products of a strided view and a matrix. Each sum takes its terms in the order of the columns of
 * the view, with one rounding each, as the vector loops do. A block of the matrix and some rows of
 * the view are copied into arrays. The loop over these is so simple that the optimising compiler
 * makes vectors of it by itself, and within some 30 ms: four times the speed of a tile of single
 * values in registers. For that each row of the matrix and of the result is an array of its own.
 *
 * <p>What surrounds it is cut into short methods: a long one with loops is compiled once for each
 * of its loops while it runs, with all that it calls, on the processor that should multiply.
 */
final class PlainProduct {

  private static final int ROWS = 4;

  /** How much of the matrix is copied at a time: 144 KiB, which the second-level cache holds. */
  private static final int DEPTH = 512;

  private static final int WIDTH = 64;

  /**
   * A compiled loop does some values one by one before its vectors. With so many columns more than
   * are wanted, all of a panel's may be in vectors: a third faster.
   */
  private static final int AHEAD = 8;

  private static final ThreadLocal<PlainProduct> OF_THREAD =
      ThreadLocal.withInitial(PlainProduct::new);

  private final float[] left = new float[ROWS * DEPTH];
  private final float[][] right = new float[DEPTH][WIDTH + AHEAD];
  private final float[][] sums = new float[ROWS][WIDTH + AHEAD];
  private final float[] shift = new float[WIDTH];

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

  /** As {@code Primitives.product} for more than one row. */
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
      readEach(right, at(matrix, k * matrixRow + column), matrixRow, count, width);
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
      readEach(sums, at(result, at), resultRow, rows, width);
    }
    readLeft(row, rows, k, count);
    multiply(rows, width + AHEAD, count);
    if (k + count == depth) {
      end(rows, column, width);
    }
    for (int i = 0; i < rows; i++) {
      write(at(result, at + i * resultRow), sums[i], 0, width);
    }
  }

  private void multiply(int rows, int width, int count) {
    int k = 0;
    for (; k <= count - 4; k += 4) {
      addFour(
          sums[0],
          sums[1],
          sums[2],
          sums[3],
          right[k],
          right[k + 1],
          right[k + 2],
          right[k + 3],
          left,
          k,
          width);
    }
    for (; k < count; k++) {
      for (int i = 0; i < rows; i++) {
        addOne(sums[i], right[k], left[i * DEPTH + k], width);
      }
    }
  }

  /** Sets what the sums begin with: the matrix that is added, or else the bias. */
  private void begin(int rows, long at, int column, int width) {
    if (added != 0) {
      readEach(sums, at(added, at), resultRow, rows, width);
    } else if (bias != 0) {
      readEach(sums, at(bias, column), 0, rows, width);
    } else {
      for (int i = 0; i < rows; i++) {
        Arrays.fill(sums[i], 0);
      }
    }
  }

  private void end(int rows, int column, int width) {
    if (added != 0 && bias != 0) {
      shift(rows, column, width);
    }
    if (relu) {
      for (int i = 0; i < rows; i++) {
        rectify(sums[i]);
      }
    }
  }

  private void shift(int rows, int column, int width) {
    read(shift, 0, at(bias, column), width);
    for (int i = 0; i < rows; i++) {
      addOne(sums[i], shift, 1, width);
    }
  }

  private static void rectify(float[] values) {
    for (int j = 0; j < values.length; j++) {
      values[j] = values[j] < 0 ? 0 : values[j];
    }
  }

  private static void readEach(float[][] to, long from, long row, int rows, int count) {
    for (int i = 0; i < rows; i++) {
      read(to[i], 0, at(from, i * row), count);
    }
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

  private static void addOne(float[] sums, float[] values, float factor, int size) {
    for (int j = 0; j < size; j++) {
      sums[j] = Math.fma(factor, values[j], sums[j]);
    }
  }

  /** Adds four rows of the matrix to four rows of the result; one too many comes to nothing. */
  private static void addFour(
      float[] sums0,
      float[] sums1,
      float[] sums2,
      float[] sums3,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] a,
      int first,
      int size) {
    float a00 = a[first];
    float a01 = a[first + 1];
    float a02 = a[first + 2];
    float a03 = a[first + 3];
    float a10 = a[first + DEPTH];
    float a11 = a[first + DEPTH + 1];
    float a12 = a[first + DEPTH + 2];
    float a13 = a[first + DEPTH + 3];
    float a20 = a[first + 2 * DEPTH];
    float a21 = a[first + 2 * DEPTH + 1];
    float a22 = a[first + 2 * DEPTH + 2];
    float a23 = a[first + 2 * DEPTH + 3];
    float a30 = a[first + 3 * DEPTH];
    float a31 = a[first + 3 * DEPTH + 1];
    float a32 = a[first + 3 * DEPTH + 2];
    float a33 = a[first + 3 * DEPTH + 3];
    for (int j = 0; j < size; j++) {
      float x0 = b0[j];
      float x1 = b1[j];
      float x2 = b2[j];
      float x3 = b3[j];
      float sum0 = Math.fma(a01, x1, Math.fma(a00, x0, sums0[j]));
      sums0[j] = Math.fma(a03, x3, Math.fma(a02, x2, sum0));
      float sum1 = Math.fma(a11, x1, Math.fma(a10, x0, sums1[j]));
      sums1[j] = Math.fma(a13, x3, Math.fma(a12, x2, sum1));
      float sum2 = Math.fma(a21, x1, Math.fma(a20, x0, sums2[j]));
      sums2[j] = Math.fma(a23, x3, Math.fma(a22, x2, sum2));
      float sum3 = Math.fma(a31, x1, Math.fma(a30, x0, sums3[j]));
      sums3[j] = Math.fma(a33, x3, Math.fma(a32, x2, sum3));
    }
  }
}
