package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.ADDRESS;
import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.FLOAT;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.MINUS_ZEROS;
import static dev.conform.runtime.kernel.vector.Vectors.OFFSET;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.ZEROS;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.conform.runtime.kernel.RawMemory;
import dev.conform.runtime.kernel.StridedView;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Products of a strided view and a matrix. A tile of the result is kept in registers: some rows by
 * some vectors of columns, so that each value loaded is used several times. It begins with the bias
 * or with what is added; the other of these and RELU follow after some tiles, while they are in the
 * first-level cache: the quick compiler gives up on a method with more vectors than the widest tile
 * has, and then the optimising compiler never sees it. A tile that reaches beyond the last row
 * works on that row again and stores it again: a branch there would be compiled anew when it is
 * first taken, and such code has made objects of its vectors. Strides are in bytes here.
 *
 * <p>The tiles are written out, without helpers and branches on vectors: the compiler keeps vectors
 * in registers only while they are local variables of one method, and it stops inlining helpers
 * before the end of methods as large as these.
 */
final class VectorProduct {

  /** Processors with vectors this long have 32 of them, enough for the widest tile. */
  private static final boolean HAS_32_REGISTERS = L >= 16;

  /** A multiple of the rows of each tile: 12 KiB of the widest. */
  private static final int ROWS_AT_ONCE = 48;

  private VectorProduct() {}

  /** As {@code Primitives.product}, but for two rows or more; strides are in bytes. */
  static void product(
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
    long shift = added == 0 ? 0 : bias;
    boolean isUnfinished = shift != 0 || relu;
    int some = isUnfinished ? ROWS_AT_ONCE : rows;
    int column = 0;
    while (column < columns) {
      int width = width(columns - column, hasWholeVectors(b, ldb) || columns >= 2 * L);
      for (int row = 0; row < rows; row += some) {
        int end = Math.min(rows, row + some);
        tiles(
            c,
            ldc,
            row,
            end,
            column,
            width,
            a,
            view,
            b,
            ldb,
            added == 0 ? bias : added,
            added == 0 ? 0 : ldc);
        if (isUnfinished) {
          finish(
              RawMemory.at(c, column) + row * ldc,
              ldc,
              end - row,
              width,
              shift == 0 ? 0 : RawMemory.at(shift, column),
              relu);
        }
      }
      column += width;
    }
  }

  /**
   * Tells whether rows of b can be read to the end of the vector in which their columns end: where
   * vectors are aligned, one that begins inside of a page ends there.
   */
  private static boolean hasWholeVectors(long b, long ldb) {
    return ((b | ldb) & (BYTES - 1)) == 0;
  }

  /** Returns how many columns the next tiles have. */
  private static int width(int left, boolean whole) {
    if (HAS_32_REGISTERS && left >= 4 * L) {
      return 4 * L;
    }
    return whole || left < L ? Math.min(left, 2 * L) : Math.min(left / L, 2) * L;
  }

  private static void tiles(
      long c,
      long ldc,
      int firstRow,
      int endRow,
      int column,
      int width,
      long a,
      StridedView view,
      long b,
      long ldb,
      long start,
      long startStride) {
    long to = RawMemory.at(c, column);
    long factors = RawMemory.at(b, column);
    long from = start == 0 ? ZEROS : RawMemory.at(start, column);
    if (width == 4 * L) {
      VectorWideProduct.rows6x4(
          to, ldc, firstRow, endRow, a, view, factors, ldb, from, startStride);
    } else if (width == 2 * L) {
      rows6x2(to, ldc, firstRow, endRow, a, view, factors, ldb, from, startStride);
    } else if (width == L) {
      VectorNarrowProduct.rows8x1(
          to, ldc, firstRow, endRow, a, view, factors, ldb, from, startStride);
    } else if (hasWholeVectors(b, ldb)) {
      VectorNarrowProduct.rowsThroughScratch(
          to, ldc, firstRow, endRow, width, 0, a, view, factors, ldb, from, startStride);
    } else if (column + width >= L) {
      // Columns to the left fill the vectors.
      int before = -width & (L - 1);
      VectorNarrowProduct.rowsThroughScratch(
          to, ldc, firstRow, endRow, width, before, a, view, factors, ldb, from, startStride);
    } else {
      VectorNarrowProduct.rows4xSome(
          to, ldc, firstRow, endRow, width, a, view, factors, ldb, from, startStride);
    }
  }

  /** Does what the tiles had no room for, column by column. */
  private static void finish(long c, long ldc, int rows, int columns, long bias, boolean relu) {
    if (bias == 0 && ldc == 4L * columns) {
      VectorFlat.relu(c, c, (long) rows * columns);
      return;
    }
    float floor = relu ? 0 : Float.NEGATIVE_INFINITY;
    for (int column = 0; column < columns; column += L) {
      long to = RawMemory.at(c, column);
      long shift = bias == 0 ? MINUS_ZEROS : RawMemory.at(bias, column);
      if (column + L <= columns) {
        finishWhole(to, ldc, rows, shift, floor);
      } else {
        finishSome(to, ldc, rows, columns - column, shift, floor);
      }
    }
  }

  private static void finishWhole(long c, long ldc, int rows, long bias, float floor) {
    FloatVector shift = load(bias);
    long to = c;
    for (int row = 0; row < rows; row++) {
      FloatVector sum = load(to).add(shift);
      store(sum.blend(floor, sum.compare(LT, floor)), to);
      to += ldc;
    }
  }

  private static void finishSome(long c, long ldc, int rows, int columns, long bias, float floor) {
    VectorMask<Float> some = mask(0, columns);
    FloatVector shift = load(bias, some);
    long to = c;
    for (int row = 0; row < rows; row++) {
      FloatVector sum = load(to, some).add(shift);
      store(sum.blend(floor, sum.compare(LT, floor)), to, some);
      to += ldc;
    }
  }

  /** Returns where a row of the view begins; beyond the last row, where that begins. */
  static long row(long a, StridedView view, int row, int rows) {
    return RawMemory.at(a, view.offset(Math.min(row, rows - 1)));
  }

  static void rows6x2(
      long c,
      long ldc,
      int firstRow,
      int endRow,
      long a,
      StridedView view,
      long b,
      long ldb,
      long start,
      long startStride) {
    long step = 4L * view.rowStride();
    int lineLength = view.lineLength();
    for (int row = firstRow; row < endRow; row += 6) {
      long to = c + row * ldc;
      long from = start + row * startStride;
      int count = Math.min(6, endRow - row);
      long first = row(a, view, row, endRow);
      if (row % lineLength + 6 <= lineLength && count == 6) {
        tile6x2(
            to,
            ldc,
            count,
            first,
            first + step,
            first + 2 * step,
            first + 3 * step,
            first + 4 * step,
            first + 5 * step,
            view,
            b,
            ldb,
            from,
            startStride);
      } else {
        tile6x2(
            to,
            ldc,
            count,
            first,
            row(a, view, row + 1, endRow),
            row(a, view, row + 2, endRow),
            row(a, view, row + 3, endRow),
            row(a, view, row + 4, endRow),
            row(a, view, row + 5, endRow),
            view,
            b,
            ldb,
            from,
            startStride);
      }
    }
  }

  /** Computes up to 6 rows by 2 vectors of columns. */
  private static void tile6x2(
      long c,
      long ldc,
      int rows,
      long a0,
      long a1,
      long a2,
      long a3,
      long a4,
      long a5,
      StridedView view,
      long b,
      long ldb,
      long start,
      long startStride) {
    long s0 = start & ADDRESS;
    FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, s0, ORDER);
    FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, s0 + BYTES, ORDER);
    long s1 = (start + Math.min(1, rows - 1) * startStride) & ADDRESS;
    FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, s1, ORDER);
    FloatVector c11 = FloatVector.fromMemorySegment(S, ALL, s1 + BYTES, ORDER);
    long s2 = (start + Math.min(2, rows - 1) * startStride) & ADDRESS;
    FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, s2, ORDER);
    FloatVector c21 = FloatVector.fromMemorySegment(S, ALL, s2 + BYTES, ORDER);
    long s3 = (start + Math.min(3, rows - 1) * startStride) & ADDRESS;
    FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, s3, ORDER);
    FloatVector c31 = FloatVector.fromMemorySegment(S, ALL, s3 + BYTES, ORDER);
    long s4 = (start + Math.min(4, rows - 1) * startStride) & ADDRESS;
    FloatVector c40 = FloatVector.fromMemorySegment(S, ALL, s4, ORDER);
    FloatVector c41 = FloatVector.fromMemorySegment(S, ALL, s4 + BYTES, ORDER);
    long s5 = (start + Math.min(5, rows - 1) * startStride) & ADDRESS;
    FloatVector c50 = FloatVector.fromMemorySegment(S, ALL, s5, ORDER);
    FloatVector c51 = FloatVector.fromMemorySegment(S, ALL, s5 + BYTES, ORDER);
    int step = 4 * view.step();
    long from0 = a0 & ADDRESS;
    long from1 = a1 & ADDRESS;
    long from2 = a2 & ADDRESS;
    long from3 = a3 & ADDRESS;
    long from4 = a4 & ADDRESS;
    long from5 = a5 & ADDRESS;
    long bRow = b;
    for (int run = 0; run < view.runs(); run++) {
      int at = run * 4 * view.runStride();
      long end = bRow + view.runLength() * ldb;
      while (bRow != end) {
        long row = bRow & ADDRESS;
        long place = at & OFFSET;
        FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, row, ORDER);
        FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, row + BYTES, ORDER);
        FloatVector a = FloatVector.broadcast(S, ALL.get(FLOAT, from0 + place));
        c00 = a.fma(b0, c00);
        c01 = a.fma(b1, c01);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from1 + place));
        c10 = a.fma(b0, c10);
        c11 = a.fma(b1, c11);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from2 + place));
        c20 = a.fma(b0, c20);
        c21 = a.fma(b1, c21);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from3 + place));
        c30 = a.fma(b0, c30);
        c31 = a.fma(b1, c31);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from4 + place));
        c40 = a.fma(b0, c40);
        c41 = a.fma(b1, c41);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from5 + place));
        c50 = a.fma(b0, c50);
        c51 = a.fma(b1, c51);
        at += step;
        bRow += ldb;
      }
    }
    int last = rows - 1;
    long to = c & ADDRESS;
    c00.intoMemorySegment(ALL, to, ORDER);
    c01.intoMemorySegment(ALL, to + BYTES, ORDER);
    to = (c + Math.min(1, last) * ldc) & ADDRESS;
    c10.intoMemorySegment(ALL, to, ORDER);
    c11.intoMemorySegment(ALL, to + BYTES, ORDER);
    to = (c + Math.min(2, last) * ldc) & ADDRESS;
    c20.intoMemorySegment(ALL, to, ORDER);
    c21.intoMemorySegment(ALL, to + BYTES, ORDER);
    to = (c + Math.min(3, last) * ldc) & ADDRESS;
    c30.intoMemorySegment(ALL, to, ORDER);
    c31.intoMemorySegment(ALL, to + BYTES, ORDER);
    to = (c + Math.min(4, last) * ldc) & ADDRESS;
    c40.intoMemorySegment(ALL, to, ORDER);
    c41.intoMemorySegment(ALL, to + BYTES, ORDER);
    to = (c + Math.min(5, last) * ldc) & ADDRESS;
    c50.intoMemorySegment(ALL, to, ORDER);
    c51.intoMemorySegment(ALL, to + BYTES, ORDER);
  }
}
