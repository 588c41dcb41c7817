package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.FLOAT;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.ZEROS;

import dev.conform.runtime.kernel.RawMemory;
import dev.conform.runtime.kernel.StridedView;
import jdk.incubator.vector.FloatVector;

/**
 * Products of a strided view and a matrix. A tile of the result is kept in registers: some rows by
 * some vectors of columns, so that each value loaded is used several times. A tile that reaches
 * beyond the last row works on that row again and stores it once. Strides are in bytes here.
 *
 * <p>The tiles are written out, without helpers and branches on vectors: the compiler keeps vectors
 * in registers only while they are local variables of one method, and it stops inlining helpers
 * before the end of methods as large as these.
 */
final class VectorProduct {

  /** Processors with vectors this long have 32 of them, enough for the widest tile. */
  private static final boolean HAS_32_REGISTERS = L >= 16;

  private VectorProduct() {}

  static void product(
      long c,
      long ldc,
      int rows,
      int columns,
      long a,
      StridedView view,
      long b,
      long ldb,
      long start,
      long startStride) {
    int column = 0;
    while (column < columns) {
      int left = columns - column;
      long to = RawMemory.at(c, column);
      long factors = RawMemory.at(b, column);
      long from = start == 0 ? ZEROS : RawMemory.at(start, column);
      if (HAS_32_REGISTERS && left >= 4 * L) {
        rows4x4(to, ldc, rows, a, view, factors, ldb, from, startStride);
        column += 4 * L;
      } else if (left >= 2 * L) {
        rows6x2(to, ldc, rows, a, view, factors, ldb, from, startStride);
        column += 2 * L;
      } else if (left >= L) {
        VectorNarrowProduct.rows8x1(to, ldc, rows, a, view, factors, ldb, from, startStride);
        column += L;
      } else {
        VectorNarrowProduct.rows4x1(to, ldc, rows, left, a, view, factors, ldb, from, startStride);
        column += L;
      }
    }
  }

  /** Returns where a row of the view begins; beyond the last row, where that begins. */
  static long row(long a, StridedView view, int row, int rows) {
    return RawMemory.at(a, view.offset(Math.min(row, rows - 1)));
  }

  private static void rows4x4(
      long c,
      long ldc,
      int rows,
      long a,
      StridedView view,
      long b,
      long ldb,
      long start,
      long startStride) {
    long step = 4L * view.rowStride();
    int lineLength = view.lineLength();
    for (int row = 0; row < rows; row += 4) {
      long to = c + row * ldc;
      long from = start + row * startStride;
      int count = Math.min(4, rows - row);
      long first = row(a, view, row, rows);
      if (row % lineLength + 4 <= lineLength && count == 4) {
        tile4x4(
            to,
            ldc,
            count,
            first,
            first + step,
            first + 2 * step,
            first + 3 * step,
            view,
            b,
            ldb,
            from,
            startStride);
      } else {
        tile4x4(
            to,
            ldc,
            count,
            first,
            row(a, view, row + 1, rows),
            row(a, view, row + 2, rows),
            row(a, view, row + 3, rows),
            view,
            b,
            ldb,
            from,
            startStride);
      }
    }
  }

  /** Computes up to 4 rows by 4 vectors of columns. */
  private static void tile4x4(
      long c,
      long ldc,
      int rows,
      long a0,
      long a1,
      long a2,
      long a3,
      StridedView view,
      long b,
      long ldb,
      long start,
      long startStride) {
    FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, start, ORDER);
    FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, start + BYTES, ORDER);
    FloatVector c02 = FloatVector.fromMemorySegment(S, ALL, start + 2 * BYTES, ORDER);
    FloatVector c03 = FloatVector.fromMemorySegment(S, ALL, start + 3 * BYTES, ORDER);
    long s1 = start + Math.min(1, rows - 1) * startStride;
    FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, s1, ORDER);
    FloatVector c11 = FloatVector.fromMemorySegment(S, ALL, s1 + BYTES, ORDER);
    FloatVector c12 = FloatVector.fromMemorySegment(S, ALL, s1 + 2 * BYTES, ORDER);
    FloatVector c13 = FloatVector.fromMemorySegment(S, ALL, s1 + 3 * BYTES, ORDER);
    long s2 = start + Math.min(2, rows - 1) * startStride;
    FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, s2, ORDER);
    FloatVector c21 = FloatVector.fromMemorySegment(S, ALL, s2 + BYTES, ORDER);
    FloatVector c22 = FloatVector.fromMemorySegment(S, ALL, s2 + 2 * BYTES, ORDER);
    FloatVector c23 = FloatVector.fromMemorySegment(S, ALL, s2 + 3 * BYTES, ORDER);
    long s3 = start + Math.min(3, rows - 1) * startStride;
    FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, s3, ORDER);
    FloatVector c31 = FloatVector.fromMemorySegment(S, ALL, s3 + BYTES, ORDER);
    FloatVector c32 = FloatVector.fromMemorySegment(S, ALL, s3 + 2 * BYTES, ORDER);
    FloatVector c33 = FloatVector.fromMemorySegment(S, ALL, s3 + 3 * BYTES, ORDER);
    long step = 4L * view.step();
    long bRow = b;
    for (int run = 0; run < view.runs(); run++) {
      long at = run * (4L * view.runStride());
      long end = bRow + view.runLength() * ldb;
      while (bRow != end) {
        FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bRow, ORDER);
        FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, bRow + BYTES, ORDER);
        FloatVector b2 = FloatVector.fromMemorySegment(S, ALL, bRow + 2 * BYTES, ORDER);
        FloatVector b3 = FloatVector.fromMemorySegment(S, ALL, bRow + 3 * BYTES, ORDER);
        FloatVector a = FloatVector.broadcast(S, ALL.get(FLOAT, a0 + at));
        c00 = a.fma(b0, c00);
        c01 = a.fma(b1, c01);
        c02 = a.fma(b2, c02);
        c03 = a.fma(b3, c03);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a1 + at));
        c10 = a.fma(b0, c10);
        c11 = a.fma(b1, c11);
        c12 = a.fma(b2, c12);
        c13 = a.fma(b3, c13);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a2 + at));
        c20 = a.fma(b0, c20);
        c21 = a.fma(b1, c21);
        c22 = a.fma(b2, c22);
        c23 = a.fma(b3, c23);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a3 + at));
        c30 = a.fma(b0, c30);
        c31 = a.fma(b1, c31);
        c32 = a.fma(b2, c32);
        c33 = a.fma(b3, c33);
        at += step;
        bRow += ldb;
      }
    }
    long to = c;
    c00.intoMemorySegment(ALL, to, ORDER);
    c01.intoMemorySegment(ALL, to + BYTES, ORDER);
    c02.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c03.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
    if (rows == 1) {
      return;
    }
    to += ldc;
    c10.intoMemorySegment(ALL, to, ORDER);
    c11.intoMemorySegment(ALL, to + BYTES, ORDER);
    c12.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c13.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
    if (rows == 2) {
      return;
    }
    to += ldc;
    c20.intoMemorySegment(ALL, to, ORDER);
    c21.intoMemorySegment(ALL, to + BYTES, ORDER);
    c22.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c23.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
    if (rows == 3) {
      return;
    }
    to += ldc;
    c30.intoMemorySegment(ALL, to, ORDER);
    c31.intoMemorySegment(ALL, to + BYTES, ORDER);
    c32.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c33.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
  }

  private static void rows6x2(
      long c,
      long ldc,
      int rows,
      long a,
      StridedView view,
      long b,
      long ldb,
      long start,
      long startStride) {
    long step = 4L * view.rowStride();
    int lineLength = view.lineLength();
    for (int row = 0; row < rows; row += 6) {
      long to = c + row * ldc;
      long from = start + row * startStride;
      int count = Math.min(6, rows - row);
      long first = row(a, view, row, rows);
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
            row(a, view, row + 1, rows),
            row(a, view, row + 2, rows),
            row(a, view, row + 3, rows),
            row(a, view, row + 4, rows),
            row(a, view, row + 5, rows),
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
    FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, start, ORDER);
    FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, start + BYTES, ORDER);
    long s1 = start + Math.min(1, rows - 1) * startStride;
    FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, s1, ORDER);
    FloatVector c11 = FloatVector.fromMemorySegment(S, ALL, s1 + BYTES, ORDER);
    long s2 = start + Math.min(2, rows - 1) * startStride;
    FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, s2, ORDER);
    FloatVector c21 = FloatVector.fromMemorySegment(S, ALL, s2 + BYTES, ORDER);
    long s3 = start + Math.min(3, rows - 1) * startStride;
    FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, s3, ORDER);
    FloatVector c31 = FloatVector.fromMemorySegment(S, ALL, s3 + BYTES, ORDER);
    long s4 = start + Math.min(4, rows - 1) * startStride;
    FloatVector c40 = FloatVector.fromMemorySegment(S, ALL, s4, ORDER);
    FloatVector c41 = FloatVector.fromMemorySegment(S, ALL, s4 + BYTES, ORDER);
    long s5 = start + Math.min(5, rows - 1) * startStride;
    FloatVector c50 = FloatVector.fromMemorySegment(S, ALL, s5, ORDER);
    FloatVector c51 = FloatVector.fromMemorySegment(S, ALL, s5 + BYTES, ORDER);
    long step = 4L * view.step();
    long bRow = b;
    for (int run = 0; run < view.runs(); run++) {
      long at = run * (4L * view.runStride());
      long end = bRow + view.runLength() * ldb;
      while (bRow != end) {
        FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bRow, ORDER);
        FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, bRow + BYTES, ORDER);
        FloatVector a = FloatVector.broadcast(S, ALL.get(FLOAT, a0 + at));
        c00 = a.fma(b0, c00);
        c01 = a.fma(b1, c01);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a1 + at));
        c10 = a.fma(b0, c10);
        c11 = a.fma(b1, c11);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a2 + at));
        c20 = a.fma(b0, c20);
        c21 = a.fma(b1, c21);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a3 + at));
        c30 = a.fma(b0, c30);
        c31 = a.fma(b1, c31);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a4 + at));
        c40 = a.fma(b0, c40);
        c41 = a.fma(b1, c41);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a5 + at));
        c50 = a.fma(b0, c50);
        c51 = a.fma(b1, c51);
        at += step;
        bRow += ldb;
      }
    }
    long to = c;
    c00.intoMemorySegment(ALL, to, ORDER);
    c01.intoMemorySegment(ALL, to + BYTES, ORDER);
    if (rows == 1) {
      return;
    }
    to += ldc;
    c10.intoMemorySegment(ALL, to, ORDER);
    c11.intoMemorySegment(ALL, to + BYTES, ORDER);
    if (rows == 2) {
      return;
    }
    to += ldc;
    c20.intoMemorySegment(ALL, to, ORDER);
    c21.intoMemorySegment(ALL, to + BYTES, ORDER);
    if (rows == 3) {
      return;
    }
    to += ldc;
    c30.intoMemorySegment(ALL, to, ORDER);
    c31.intoMemorySegment(ALL, to + BYTES, ORDER);
    if (rows == 4) {
      return;
    }
    to += ldc;
    c40.intoMemorySegment(ALL, to, ORDER);
    c41.intoMemorySegment(ALL, to + BYTES, ORDER);
    if (rows == 5) {
      return;
    }
    to += ldc;
    c50.intoMemorySegment(ALL, to, ORDER);
    c51.intoMemorySegment(ALL, to + BYTES, ORDER);
  }
}
