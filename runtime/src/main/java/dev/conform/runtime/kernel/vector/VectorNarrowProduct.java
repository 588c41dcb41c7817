package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.ADDRESS;
import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.FLOAT;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.OFFSET;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import dev.conform.runtime.kernel.StridedView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The tiles of {@link VectorProduct} that are less than two vectors of columns wide. */
final class VectorNarrowProduct {

  /** Each thread's place for a tile, 8 rows of a vector or 6 of two, and for a row before it. */
  private static final ThreadLocal<MemorySegment> SCRATCH =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(14 * BYTES, 64));

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
    FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, start & ADDRESS, ORDER);
    long s1 = (start + Math.min(1, rows - 1) * startStride) & ADDRESS;
    FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, s1, ORDER);
    long s2 = (start + Math.min(2, rows - 1) * startStride) & ADDRESS;
    FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, s2, ORDER);
    long s3 = (start + Math.min(3, rows - 1) * startStride) & ADDRESS;
    FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, s3, ORDER);
    long s4 = (start + Math.min(4, rows - 1) * startStride) & ADDRESS;
    FloatVector c40 = FloatVector.fromMemorySegment(S, ALL, s4, ORDER);
    long s5 = (start + Math.min(5, rows - 1) * startStride) & ADDRESS;
    FloatVector c50 = FloatVector.fromMemorySegment(S, ALL, s5, ORDER);
    long s6 = (start + Math.min(6, rows - 1) * startStride) & ADDRESS;
    FloatVector c60 = FloatVector.fromMemorySegment(S, ALL, s6, ORDER);
    long s7 = (start + Math.min(7, rows - 1) * startStride) & ADDRESS;
    FloatVector c70 = FloatVector.fromMemorySegment(S, ALL, s7, ORDER);
    int step = 4 * view.step();
    long from0 = a0 & ADDRESS;
    long from1 = a1 & ADDRESS;
    long from2 = a2 & ADDRESS;
    long from3 = a3 & ADDRESS;
    long from4 = a4 & ADDRESS;
    long from5 = a5 & ADDRESS;
    long from6 = a6 & ADDRESS;
    long from7 = a7 & ADDRESS;
    long bRow = b;
    for (int run = 0; run < view.runs(); run++) {
      int at = run * 4 * view.runStride();
      long end = bRow + view.runLength() * ldb;
      while (bRow != end) {
        long row = bRow & ADDRESS;
        long place = at & OFFSET;
        FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, row, ORDER);
        FloatVector a = FloatVector.broadcast(S, ALL.get(FLOAT, from0 + place));
        c00 = a.fma(b0, c00);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from1 + place));
        c10 = a.fma(b0, c10);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from2 + place));
        c20 = a.fma(b0, c20);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from3 + place));
        c30 = a.fma(b0, c30);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from4 + place));
        c40 = a.fma(b0, c40);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from5 + place));
        c50 = a.fma(b0, c50);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from6 + place));
        c60 = a.fma(b0, c60);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, from7 + place));
        c70 = a.fma(b0, c70);
        at += step;
        bRow += ldb;
      }
    }
    int last = rows - 1;
    long to = c & ADDRESS;
    c00.intoMemorySegment(ALL, to, ORDER);
    to = (c + Math.min(1, last) * ldc) & ADDRESS;
    c10.intoMemorySegment(ALL, to, ORDER);
    to = (c + Math.min(2, last) * ldc) & ADDRESS;
    c20.intoMemorySegment(ALL, to, ORDER);
    to = (c + Math.min(3, last) * ldc) & ADDRESS;
    c30.intoMemorySegment(ALL, to, ORDER);
    to = (c + Math.min(4, last) * ldc) & ADDRESS;
    c40.intoMemorySegment(ALL, to, ORDER);
    to = (c + Math.min(5, last) * ldc) & ADDRESS;
    c50.intoMemorySegment(ALL, to, ORDER);
    to = (c + Math.min(6, last) * ldc) & ADDRESS;
    c60.intoMemorySegment(ALL, to, ORDER);
    to = (c + Math.min(7, last) * ldc) & ADDRESS;
    c70.intoMemorySegment(ALL, to, ORDER);
  }

  /**
   * Does a part of a vector, or a vector and a part of one: tiles of whole vectors begin and end in
   * the scratch, and only their columns are copied. Where all begin with the same values and the
   * rows of c lie one after the other, only the last tile is copied: what the others write beyond a
   * row, no more than a row, is overwritten by the next.
   *
   * @param before how many columns of b lie in the vectors before those that are wanted; with 0, b
   *     has aligned vectors
   */
  static void rowsThroughScratch(
      long c,
      long ldc,
      int firstRow,
      int endRow,
      int columns,
      int before,
      long a,
      StridedView view,
      long b,
      long ldb,
      long start,
      long startStride) {
    boolean isWide = columns > L;
    int height = isWide ? 6 : 8;
    long line = isWide ? 2 * BYTES : BYTES;
    long common = SCRATCH.get().address();
    long scratch = common + line;
    long factors = b - 4L * before;
    int row = firstRow;
    if (startStride == 0 && ldc == 4L * columns && 2 * ldc >= line) {
      row += (endRow - firstRow - 1) / height * height;
      copy(common, 0, start, 0, 1, columns);
      tiles(isWide, c, ldc, firstRow, row, a, view, factors, ldb, common, 0);
    }
    long ours = scratch + 4L * before;
    for (; row < endRow; row += height) {
      int end = Math.min(row + height, endRow);
      copy(ours, line, start + row * startStride, startStride, end - row, columns);
      long origin = scratch - row * line;
      tiles(isWide, origin, line, row, end, a, view, factors, ldb, origin, line);
      copy(c + row * ldc, ldc, ours, line, end - row, columns);
    }
  }

  private static void tiles(
      boolean isWide,
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
    if (isWide) {
      VectorProduct.rows6x2(c, ldc, firstRow, endRow, a, view, b, ldb, start, startStride);
    } else {
      rows8x1(c, ldc, firstRow, endRow, a, view, b, ldb, start, startStride);
    }
  }

  private static void copy(
      long to, long toStride, long from, long fromStride, int rows, int columns) {
    int whole = columns / L * L;
    VectorMask<Float> some = mask(whole, columns);
    for (int row = 0; row < rows; row++) {
      long target = to + row * toStride;
      long source = from + row * fromStride;
      if (whole > 0) {
        store(load(source), target);
      }
      store(load(source + 4L * whole, some), target + 4L * whole, some);
    }
  }

  static void rows4xSome(
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
    for (int row = firstRow; row < endRow; row += 4) {
      long to = c + row * ldc;
      long from = start + row * startStride;
      int count = Math.min(4, endRow - row);
      long first = VectorProduct.row(a, view, row, endRow);
      if (row % lineLength + 4 <= lineLength && count == 4) {
        tile4xSome(
            to,
            ldc,
            count,
            columns,
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
        tile4xSome(
            to,
            ldc,
            count,
            columns,
            first,
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
  }

  /** Computes up to 4 rows by a part of a vector of columns, where b has no more. */
  private static void tile4xSome(
      long c,
      long ldc,
      int rows,
      int columns,
      long a0,
      long a1,
      long a2,
      long a3,
      StridedView view,
      long b,
      long ldb,
      long start,
      long startStride) {
    VectorMask<Float> some = mask(0, columns);
    FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, start, ORDER, some);
    FloatVector c10 = begin(start, startStride, 1, rows, some);
    FloatVector c20 = begin(start, startStride, 2, rows, some);
    FloatVector c30 = begin(start, startStride, 3, rows, some);
    long step = 4L * view.step();
    long bRow = b;
    for (int run = 0; run < view.runs(); run++) {
      long at = run * (4L * view.runStride());
      long end = bRow + view.runLength() * ldb;
      while (bRow != end) {
        FloatVector b0 = FloatVector.fromMemorySegment(S, ALL, bRow, ORDER, some);
        FloatVector a = FloatVector.broadcast(S, ALL.get(FLOAT, a0 + at));
        c00 = a.fma(b0, c00);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a1 + at));
        c10 = a.fma(b0, c10);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a2 + at));
        c20 = a.fma(b0, c20);
        a = FloatVector.broadcast(S, ALL.get(FLOAT, a3 + at));
        c30 = a.fma(b0, c30);
        at += step;
        bRow += ldb;
      }
    }
    c00.intoMemorySegment(ALL, c, ORDER, some);
    end(c10, c, ldc, 1, rows, some);
    end(c20, c, ldc, 2, rows, some);
    end(c30, c, ldc, 3, rows, some);
  }

  // The checks keep these two just too large for the quick compiler to inline: it gives up on a
  // tile with nine masked accesses written out, and then the optimising compiler never sees it.

  private static FloatVector begin(
      long start, long stride, int row, int rows, VectorMask<Float> some) {
    if (row < 0 || rows < 1) {
      throw new IllegalArgumentException("row " + row + " of " + rows);
    }
    return FloatVector.fromMemorySegment(
        S, ALL, start + Math.min(row, rows - 1) * stride, ORDER, some);
  }

  private static void end(
      FloatVector sum, long c, long ldc, int row, int rows, VectorMask<Float> some) {
    if (row < 0 || rows < 1) {
      throw new IllegalArgumentException("row " + row + " of " + rows);
    }
    if (row < rows) {
      sum.intoMemorySegment(ALL, c + row * ldc, ORDER, some);
    }
  }
}
