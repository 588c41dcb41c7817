package dev.conform.runtime.kernel.plain;

import static dev.conform.runtime.kernel.RawMemory.at;
import static dev.conform.runtime.kernel.RawMemory.get;
import static dev.conform.runtime.kernel.RawMemory.read;
import static dev.conform.runtime.kernel.RawMemory.write;

import dev.conform.runtime.kernel.StridedView;
import java.util.Arrays;

/**
 * Products of a strided view and a matrix. Each sum takes its terms in the order of the columns of
 * the view, with one rounding each, as the vector loops do. A block of b and some rows of the view
 * are copied into arrays: a tile of the result in registers reads those at a good part of a
 * processor's speed even when only the quick compiler has seen it, and never memory by address.
 */
final class PlainProduct {

  private static final int ROWS = 4;

  /** How much of b is copied at a time: 128 KiB, which the second-level cache holds. */
  private static final int DEPTH = 512;

  private static final int WIDTH = 64;

  private static final ThreadLocal<PlainProduct> OF_THREAD =
      ThreadLocal.withInitial(PlainProduct::new);

  private final float[] left = new float[ROWS * DEPTH];
  private final float[] right = new float[DEPTH * WIDTH];
  private final float[] sums = new float[ROWS * WIDTH];
  private final float[] other = new float[WIDTH];

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
      StridedView view,
      long b,
      long ldb,
      long bias,
      long added,
      boolean relu) {
    int depth = view.runs() * view.runLength();
    for (int column = 0; column < columns; column += WIDTH) {
      int width = Math.min(WIDTH, columns - column);
      for (int k = 0; k < depth; k += DEPTH) {
        int some = Math.min(DEPTH, depth - k);
        for (int i = 0; i < some; i++) {
          read(right, i * WIDTH, at(b, (k + i) * ldb + column), width);
        }
        for (int row = 0; row < rows; row += ROWS) {
          int count = Math.min(ROWS, rows - row);
          long to = at(c, row * ldc + column);
          if (k == 0) {
            long first = added == 0 ? 0 : at(added, row * ldc + column);
            begin(count, width, first, ldc, bias == 0 ? 0 : at(bias, column), rows == 1);
          } else {
            for (int i = 0; i < count; i++) {
              read(sums, i * WIDTH, at(to, i * ldc), width);
            }
          }
          for (int i = 0; i < count; i++) {
            readLeft(i * DEPTH, at(a, view.offset(row + i)), view, k, some);
          }
          for (int j = 0; j < width; j += 4) {
            if (count == 1) {
              row(j, some);
            } else {
              tile(j, some);
            }
          }
          if (k + some == depth) {
            boolean shifts = added != 0 && bias != 0 && rows > 1;
            end(count, width, shifts ? at(bias, column) : 0, relu);
          }
          for (int i = 0; i < count; i++) {
            write(at(to, i * ldc), sums, i * WIDTH, width);
          }
        }
      }
    }
  }

  /**
   * Sets what the sums begin with: for a single row with all that is added, else with the matrix if
   * there is one.
   */
  private void begin(int rows, int width, long added, long ldc, long bias, boolean isSingle) {
    for (int i = 0; i < rows; i++) {
      int to = i * WIDTH;
      if (added != 0) {
        read(sums, to, at(added, i * ldc), width);
      } else if (bias != 0) {
        read(sums, to, bias, width);
      } else {
        Arrays.fill(sums, to, to + width, 0);
      }
    }
    if (isSingle && added != 0 && bias != 0) {
      read(other, 0, bias, width);
      for (int j = 0; j < width; j++) {
        sums[j] += other[j];
      }
    }
  }

  private void end(int rows, int width, long shift, boolean relu) {
    if (shift != 0) {
      read(other, 0, shift, width);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < width; j++) {
          sums[i * WIDTH + j] += other[j];
        }
      }
    }
    if (relu) {
      for (int i = 0; i < rows; i++) {
        for (int j = i * WIDTH; j < i * WIDTH + width; j++) {
          sums[j] = sums[j] < 0 ? 0 : sums[j];
        }
      }
    }
  }

  /** Copies some columns of a row of the view. */
  private void readLeft(int to, long row, StridedView view, int first, int count) {
    int length = view.runLength();
    int k = first;
    while (k < first + count) {
      int inRun = k % length;
      int some = Math.min(length - inRun, first + count - k);
      long from = at(row, (long) (k / length) * view.runStride() + (long) inRun * view.step());
      if (view.step() == 1) {
        read(left, to + k - first, from, some);
      } else {
        for (int i = 0; i < some; i++) {
          left[to + k - first + i] = get(at(from, (long) i * view.step()));
        }
      }
      k += some;
    }
  }

  private void row(int column, int depth) {
    float[] a = left;
    float[] b = right;
    float[] c = sums;
    float c0 = c[column];
    float c1 = c[column + 1];
    float c2 = c[column + 2];
    float c3 = c[column + 3];
    int from = column;
    for (int k = 0; k < depth; k++) {
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
  private void tile(int column, int depth) {
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
    for (int k = 0; k < depth; k++) {
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
