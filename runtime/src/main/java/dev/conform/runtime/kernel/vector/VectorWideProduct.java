package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.ADDRESS;
import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.FLOAT;
import static dev.conform.runtime.kernel.vector.Vectors.OFFSET;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;

import dev.conform.runtime.kernel.StridedView;
import jdk.incubator.vector.FloatVector;

/**
 * The tiles of {@link VectorProduct} that are four vectors of columns wide. Where processors have
 * 32 registers, six rows by four vectors leave room for four vectors of the matrix and one value of
 * the view: each vector that is read from the matrix is used six times.
 */
final class VectorWideProduct {

  private VectorWideProduct() {}

  /** Takes six rows at a time, and four where six would be too many. */
  static void rows6x4(
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
    int row = firstRow;
    while (row < endRow - 4) {
      long to = c + row * ldc;
      long from = start + row * startStride;
      int count = Math.min(6, endRow - row);
      long first = VectorProduct.row(a, view, row, endRow);
      if (row % lineLength + 6 <= lineLength && count == 6) {
        tile6x4(
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
        tile6x4(
            to,
            ldc,
            count,
            first,
            VectorProduct.row(a, view, row + 1, endRow),
            VectorProduct.row(a, view, row + 2, endRow),
            VectorProduct.row(a, view, row + 3, endRow),
            VectorProduct.row(a, view, row + 4, endRow),
            VectorProduct.row(a, view, row + 5, endRow),
            view,
            b,
            ldb,
            from,
            startStride);
      }
      row += 6;
    }
    if (row < endRow) {
      long to = c + row * ldc;
      long from = start + row * startStride;
      int count = endRow - row;
      tile4x4(
          to,
          ldc,
          count,
          VectorProduct.row(a, view, row, endRow),
          VectorProduct.row(a, view, row + 1, endRow),
          VectorProduct.row(a, view, row + 2, endRow),
          VectorProduct.row(a, view, row + 3, endRow),
          view,
          b,
          ldb,
          from,
          startStride);
    }
  }

  /** Computes up to 6 rows by 4 vectors of columns. */
  private static void tile6x4(
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
    FloatVector c00 = begin(start, startStride, 0, rows, 0);
    FloatVector c01 = begin(start, startStride, 0, rows, 1);
    FloatVector c02 = begin(start, startStride, 0, rows, 2);
    FloatVector c03 = begin(start, startStride, 0, rows, 3);
    FloatVector c10 = begin(start, startStride, 1, rows, 0);
    FloatVector c11 = begin(start, startStride, 1, rows, 1);
    FloatVector c12 = begin(start, startStride, 1, rows, 2);
    FloatVector c13 = begin(start, startStride, 1, rows, 3);
    FloatVector c20 = begin(start, startStride, 2, rows, 0);
    FloatVector c21 = begin(start, startStride, 2, rows, 1);
    FloatVector c22 = begin(start, startStride, 2, rows, 2);
    FloatVector c23 = begin(start, startStride, 2, rows, 3);
    FloatVector c30 = begin(start, startStride, 3, rows, 0);
    FloatVector c31 = begin(start, startStride, 3, rows, 1);
    FloatVector c32 = begin(start, startStride, 3, rows, 2);
    FloatVector c33 = begin(start, startStride, 3, rows, 3);
    FloatVector c40 = begin(start, startStride, 4, rows, 0);
    FloatVector c41 = begin(start, startStride, 4, rows, 1);
    FloatVector c42 = begin(start, startStride, 4, rows, 2);
    FloatVector c43 = begin(start, startStride, 4, rows, 3);
    FloatVector c50 = begin(start, startStride, 5, rows, 0);
    FloatVector c51 = begin(start, startStride, 5, rows, 1);
    FloatVector c52 = begin(start, startStride, 5, rows, 2);
    FloatVector c53 = begin(start, startStride, 5, rows, 3);
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
        FloatVector b2 = FloatVector.fromMemorySegment(S, ALL, row + 2 * BYTES, ORDER);
        FloatVector b3 = FloatVector.fromMemorySegment(S, ALL, row + 3 * BYTES, ORDER);
        FloatVector a = FloatVector.broadcast(S, ALL.get(FLOAT, from0 + place));
        c00 = a.fma(b0, c00);
        c01 = a.fma(b1, c01);
        c02 = a.fma(b2, c02);
        c03 = a.fma(b3, c03);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from1 + place));
        c10 = a.fma(b0, c10);
        c11 = a.fma(b1, c11);
        c12 = a.fma(b2, c12);
        c13 = a.fma(b3, c13);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from2 + place));
        c20 = a.fma(b0, c20);
        c21 = a.fma(b1, c21);
        c22 = a.fma(b2, c22);
        c23 = a.fma(b3, c23);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from3 + place));
        c30 = a.fma(b0, c30);
        c31 = a.fma(b1, c31);
        c32 = a.fma(b2, c32);
        c33 = a.fma(b3, c33);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from4 + place));
        c40 = a.fma(b0, c40);
        c41 = a.fma(b1, c41);
        c42 = a.fma(b2, c42);
        c43 = a.fma(b3, c43);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from5 + place));
        c50 = a.fma(b0, c50);
        c51 = a.fma(b1, c51);
        c52 = a.fma(b2, c52);
        c53 = a.fma(b3, c53);
        at += step;
        bRow += ldb;
      }
    }
    int last = rows - 1;
    long to = c & ADDRESS;
    c00.intoMemorySegment(ALL, to, ORDER);
    c01.intoMemorySegment(ALL, to + BYTES, ORDER);
    c02.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c03.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
    to = (c + Math.min(1, last) * ldc) & ADDRESS;
    c10.intoMemorySegment(ALL, to, ORDER);
    c11.intoMemorySegment(ALL, to + BYTES, ORDER);
    c12.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c13.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
    to = (c + Math.min(2, last) * ldc) & ADDRESS;
    c20.intoMemorySegment(ALL, to, ORDER);
    c21.intoMemorySegment(ALL, to + BYTES, ORDER);
    c22.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c23.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
    to = (c + Math.min(3, last) * ldc) & ADDRESS;
    c30.intoMemorySegment(ALL, to, ORDER);
    c31.intoMemorySegment(ALL, to + BYTES, ORDER);
    c32.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c33.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
    to = (c + Math.min(4, last) * ldc) & ADDRESS;
    c40.intoMemorySegment(ALL, to, ORDER);
    c41.intoMemorySegment(ALL, to + BYTES, ORDER);
    c42.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c43.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
    to = (c + Math.min(5, last) * ldc) & ADDRESS;
    c50.intoMemorySegment(ALL, to, ORDER);
    c51.intoMemorySegment(ALL, to + BYTES, ORDER);
    c52.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c53.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
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
    FloatVector c00 = begin(start, startStride, 0, rows, 0);
    FloatVector c01 = begin(start, startStride, 0, rows, 1);
    FloatVector c02 = begin(start, startStride, 0, rows, 2);
    FloatVector c03 = begin(start, startStride, 0, rows, 3);
    FloatVector c10 = begin(start, startStride, 1, rows, 0);
    FloatVector c11 = begin(start, startStride, 1, rows, 1);
    FloatVector c12 = begin(start, startStride, 1, rows, 2);
    FloatVector c13 = begin(start, startStride, 1, rows, 3);
    FloatVector c20 = begin(start, startStride, 2, rows, 0);
    FloatVector c21 = begin(start, startStride, 2, rows, 1);
    FloatVector c22 = begin(start, startStride, 2, rows, 2);
    FloatVector c23 = begin(start, startStride, 2, rows, 3);
    FloatVector c30 = begin(start, startStride, 3, rows, 0);
    FloatVector c31 = begin(start, startStride, 3, rows, 1);
    FloatVector c32 = begin(start, startStride, 3, rows, 2);
    FloatVector c33 = begin(start, startStride, 3, rows, 3);
    int step = 4 * view.step();
    long from0 = a0 & ADDRESS;
    long from1 = a1 & ADDRESS;
    long from2 = a2 & ADDRESS;
    long from3 = a3 & ADDRESS;
    long bRow = b;
    for (int run = 0; run < view.runs(); run++) {
      int at = run * 4 * view.runStride();
      long end = bRow + view.runLength() * ldb;
      while (bRow != end) {
        long row = bRow & ADDRESS;
        long place = at & OFFSET;
        FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, row, ORDER);
        FloatVector b1 = FloatVector.fromMemorySegment(S, ALL, row + BYTES, ORDER);
        FloatVector b2 = FloatVector.fromMemorySegment(S, ALL, row + 2 * BYTES, ORDER);
        FloatVector b3 = FloatVector.fromMemorySegment(S, ALL, row + 3 * BYTES, ORDER);
        FloatVector a = FloatVector.broadcast(S, ALL.get(FLOAT, from0 + place));
        c00 = a.fma(b0, c00);
        c01 = a.fma(b1, c01);
        c02 = a.fma(b2, c02);
        c03 = a.fma(b3, c03);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from1 + place));
        c10 = a.fma(b0, c10);
        c11 = a.fma(b1, c11);
        c12 = a.fma(b2, c12);
        c13 = a.fma(b3, c13);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from2 + place));
        c20 = a.fma(b0, c20);
        c21 = a.fma(b1, c21);
        c22 = a.fma(b2, c22);
        c23 = a.fma(b3, c23);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from3 + place));
        c30 = a.fma(b0, c30);
        c31 = a.fma(b1, c31);
        c32 = a.fma(b2, c32);
        c33 = a.fma(b3, c33);
        at += step;
        bRow += ldb;
      }
    }
    int last = rows - 1;
    long to = c & ADDRESS;
    c00.intoMemorySegment(ALL, to, ORDER);
    c01.intoMemorySegment(ALL, to + BYTES, ORDER);
    c02.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c03.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
    to = (c + Math.min(1, last) * ldc) & ADDRESS;
    c10.intoMemorySegment(ALL, to, ORDER);
    c11.intoMemorySegment(ALL, to + BYTES, ORDER);
    c12.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c13.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
    to = (c + Math.min(2, last) * ldc) & ADDRESS;
    c20.intoMemorySegment(ALL, to, ORDER);
    c21.intoMemorySegment(ALL, to + BYTES, ORDER);
    c22.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c23.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
    to = (c + Math.min(3, last) * ldc) & ADDRESS;
    c30.intoMemorySegment(ALL, to, ORDER);
    c31.intoMemorySegment(ALL, to + BYTES, ORDER);
    c32.intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    c33.intoMemorySegment(ALL, to + 3 * BYTES, ORDER);
  }

  /**
   * Reads what a sum begins with. With the check this is just too large for the quick compiler to
   * inline: it gives up on a tile of six rows whose beginnings are written out.
   */
  private static FloatVector begin(long start, long stride, int row, int rows, int vector) {
    if (row < 0 || rows < 1) {
      throw new IllegalArgumentException("row " + row + " of " + rows);
    }
    long at = start + Math.min(row, rows - 1) * stride + vector * BYTES;
    return FloatVector.fromMemorySegment(S, ALL, at & ADDRESS, ORDER);
  }
}
