package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.FLOAT;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;

import dev.conform.runtime.kernel.StridedView;
import jdk.incubator.vector.FloatVector;

/** The tiles of {@link VectorProduct} that are one vector of columns wide, or less. */
final class VectorNarrowProduct {

  private VectorNarrowProduct() {}

  static void rows8x1(
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
    for (int row = firstRow; row < endRow; row += 8) {
      long to = c + row * ldc;
      long from = start + row * startStride;
      int count = Math.min(8, endRow - row);
      long first = VectorProduct.row(a, view, row, endRow);
      if (row % lineLength + 8 <= lineLength && count == 8) {
        tile8x1(
            to,
            ldc,
            count,
            first,
            first + step,
            first + 2 * step,
            first + 3 * step,
            first + 4 * step,
            first + 5 * step,
            first + 6 * step,
            first + 7 * step,
            view,
            b,
            ldb,
            from,
            startStride);
      } else {
        tile8x1(
            to,
            ldc,
            count,
            first,
            VectorProduct.row(a, view, row + 1, endRow),
            VectorProduct.row(a, view, row + 2, endRow),
            VectorProduct.row(a, view, row + 3, endRow),
            VectorProduct.row(a, view, row + 4, endRow),
            VectorProduct.row(a, view, row + 5, endRow),
            VectorProduct.row(a, view, row + 6, endRow),
            VectorProduct.row(a, view, row + 7, endRow),
            view,
            b,
            ldb,
            from,
            startStride);
      }
    }
  }

  /** Computes up to 8 rows by 1 vector of columns. */
  private static void tile8x1(
      long c,
      long ldc,
      int rows,
      long a0,
      long a1,
      long a2,
      long a3,
      long a4,
      long a5,
      long a6,
      long a7,
      StridedView view,
      long b,
      long ldb,
      long start,
      long startStride) {
    FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, start, ORDER);
    long s1 = start + Math.min(1, rows - 1) * startStride;
    FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, s1, ORDER);
    long s2 = start + Math.min(2, rows - 1) * startStride;
    FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, s2, ORDER);
    long s3 = start + Math.min(3, rows - 1) * startStride;
    FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, s3, ORDER);
    long s4 = start + Math.min(4, rows - 1) * startStride;
    FloatVector c40 = FloatVector.fromMemorySegment(S, ALL, s4, ORDER);
    long s5 = start + Math.min(5, rows - 1) * startStride;
    FloatVector c50 = FloatVector.fromMemorySegment(S, ALL, s5, ORDER);
    long s6 = start + Math.min(6, rows - 1) * startStride;
    FloatVector c60 = FloatVector.fromMemorySegment(S, ALL, s6, ORDER);
    long s7 = start + Math.min(7, rows - 1) * startStride;
    FloatVector c70 = FloatVector.fromMemorySegment(S, ALL, s7, ORDER);
    long step = 4L * view.step();
    long bRow = b;
    for (int run = 0; run < view.runs(); run++) {
      long at = run * (4L * view.runStride());
      long end = bRow + view.runLength() * ldb;
      while (bRow != end) {
        FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bRow, ORDER);
        FloatVector a = FloatVector.broadcast(S, ALL.get(FLOAT, a0 + at));
        c00 = a.fma(b0, c00);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a1 + at));
        c10 = a.fma(b0, c10);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a2 + at));
        c20 = a.fma(b0, c20);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a3 + at));
        c30 = a.fma(b0, c30);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a4 + at));
        c40 = a.fma(b0, c40);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a5 + at));
        c50 = a.fma(b0, c50);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a6 + at));
        c60 = a.fma(b0, c60);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a7 + at));
        c70 = a.fma(b0, c70);
        at += step;
        bRow += ldb;
      }
    }
    long to = c;
    c00.intoMemorySegment(ALL, to, ORDER);
    if (rows == 1) {
      return;
    }
    to += ldc;
    c10.intoMemorySegment(ALL, to, ORDER);
    if (rows == 2) {
      return;
    }
    to += ldc;
    c20.intoMemorySegment(ALL, to, ORDER);
    if (rows == 3) {
      return;
    }
    to += ldc;
    c30.intoMemorySegment(ALL, to, ORDER);
    if (rows == 4) {
      return;
    }
    to += ldc;
    c40.intoMemorySegment(ALL, to, ORDER);
    if (rows == 5) {
      return;
    }
    to += ldc;
    c50.intoMemorySegment(ALL, to, ORDER);
    if (rows == 6) {
      return;
    }
    to += ldc;
    c60.intoMemorySegment(ALL, to, ORDER);
    if (rows == 7) {
      return;
    }
    to += ldc;
    c70.intoMemorySegment(ALL, to, ORDER);
  }

  static void rows8xSome(
      long c,
      long ldc,
      int firstRow,
      int endRow,
      int columns,
      long a,
      StridedView view,
      long b,
      long ldb,
      long start,
      long startStride) {
    long step = 4L * view.rowStride();
    int lineLength = view.lineLength();
    for (int row = firstRow; row < endRow; row += 8) {
      long to = c + row * ldc;
      long from = start + row * startStride;
      int count = Math.min(8, endRow - row);
      long first = VectorProduct.row(a, view, row, endRow);
      if (row % lineLength + 8 <= lineLength && count == 8) {
        tile8xSome(
            to,
            ldc,
            count,
            columns,
            first,
            first + step,
            first + 2 * step,
            first + 3 * step,
            first + 4 * step,
            first + 5 * step,
            first + 6 * step,
            first + 7 * step,
            view,
            b,
            ldb,
            from,
            startStride);
      } else {
        tile8xSome(
            to,
            ldc,
            count,
            columns,
            first,
            VectorProduct.row(a, view, row + 1, endRow),
            VectorProduct.row(a, view, row + 2, endRow),
            VectorProduct.row(a, view, row + 3, endRow),
            VectorProduct.row(a, view, row + 4, endRow),
            VectorProduct.row(a, view, row + 5, endRow),
            VectorProduct.row(a, view, row + 6, endRow),
            VectorProduct.row(a, view, row + 7, endRow),
            view,
            b,
            ldb,
            from,
            startStride);
      }
    }
  }

  /** Computes up to 8 rows by a part of a vector of columns. */
  private static void tile8xSome(
      long c,
      long ldc,
      int rows,
      int columns,
      long a0,
      long a1,
      long a2,
      long a3,
      long a4,
      long a5,
      long a6,
      long a7,
      StridedView view,
      long b,
      long ldb,
      long start,
      long startStride) {
    FloatVector c00 = loadSome(start, columns);
    long s1 = start + Math.min(1, rows - 1) * startStride;
    FloatVector c10 = loadSome(s1, columns);
    long s2 = start + Math.min(2, rows - 1) * startStride;
    FloatVector c20 = loadSome(s2, columns);
    long s3 = start + Math.min(3, rows - 1) * startStride;
    FloatVector c30 = loadSome(s3, columns);
    long s4 = start + Math.min(4, rows - 1) * startStride;
    FloatVector c40 = loadSome(s4, columns);
    long s5 = start + Math.min(5, rows - 1) * startStride;
    FloatVector c50 = loadSome(s5, columns);
    long s6 = start + Math.min(6, rows - 1) * startStride;
    FloatVector c60 = loadSome(s6, columns);
    long s7 = start + Math.min(7, rows - 1) * startStride;
    FloatVector c70 = loadSome(s7, columns);
    long step = 4L * view.step();
    long bRow = b;
    for (int run = 0; run < view.runs(); run++) {
      long at = run * (4L * view.runStride());
      long end = bRow + view.runLength() * ldb;
      while (bRow != end) {
        FloatVector b0 = loadSome(bRow, columns);
        FloatVector a = FloatVector.broadcast(S, ALL.get(FLOAT, a0 + at));
        c00 = a.fma(b0, c00);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a1 + at));
        c10 = a.fma(b0, c10);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a2 + at));
        c20 = a.fma(b0, c20);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a3 + at));
        c30 = a.fma(b0, c30);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a4 + at));
        c40 = a.fma(b0, c40);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a5 + at));
        c50 = a.fma(b0, c50);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a6 + at));
        c60 = a.fma(b0, c60);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a7 + at));
        c70 = a.fma(b0, c70);
        at += step;
        bRow += ldb;
      }
    }
    long to = c;
    storeSome(c00, to, columns);
    if (rows == 1) {
      return;
    }
    to += ldc;
    storeSome(c10, to, columns);
    if (rows == 2) {
      return;
    }
    to += ldc;
    storeSome(c20, to, columns);
    if (rows == 3) {
      return;
    }
    to += ldc;
    storeSome(c30, to, columns);
    if (rows == 4) {
      return;
    }
    to += ldc;
    storeSome(c40, to, columns);
    if (rows == 5) {
      return;
    }
    to += ldc;
    storeSome(c50, to, columns);
    if (rows == 6) {
      return;
    }
    to += ldc;
    storeSome(c60, to, columns);
    if (rows == 7) {
      return;
    }
    to += ldc;
    storeSome(c70, to, columns);
  }

  // The check keeps these two just too large for the quick compiler to inline: it gives up on a
  // tile with seventeen masked accesses written out, and then the optimising compiler never sees
  // it.

  private static FloatVector loadSome(long address, int columns) {
    if (columns < 1 || columns >= L) {
      throw new IllegalArgumentException(columns + " columns are no part of a vector");
    }
    return FloatVector.fromMemorySegment(S, ALL, address, ORDER, S.indexInRange(0, columns));
  }

  private static void storeSome(FloatVector sum, long address, int columns) {
    if (columns < 1 || columns >= L) {
      throw new IllegalArgumentException(columns + " columns are no part of a vector");
    }
    sum.intoMemorySegment(ALL, address, ORDER, S.indexInRange(0, columns));
  }
}
