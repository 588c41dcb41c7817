package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.ADDRESS;
import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.FLOAT;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.OFFSET;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;

import dev.conform.runtime.kernel.RawMemory;
import dev.conform.runtime.kernel.StridedView;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The product of one row or a few and a matrix, which is as fast as the matrix can be read: eight
 * of its rows at a time, each from left to right, where tiles of {@link VectorProduct} wait for
 * memory and multiply in turns.
 */
final class VectorRow {

  private VectorRow() {}

  /** As {@code Primitives.product} for one row; ldb is in bytes. */
  static void product(
      long c,
      int columns,
      long a,
      StridedView view,
      long b,
      long ldb,
      long bias,
      long added,
      boolean relu) {
    begin(c, columns, bias, added);
    int whole = columns & -L;
    long bRow = b;
    for (int run = 0; run < view.runs(); run++) {
      long from = RawMemory.at(a, (long) run * view.runStride());
      long step = 4L * view.step();
      int i = 0;
      for (; i <= view.runLength() - 8; i += 8) {
        addEight(c, whole, from, step, bRow, ldb);
        if (whole < columns) {
          long rest = 4L * whole;
          addEightToRest(c + rest, columns - whole, from, step, bRow + rest, ldb);
        }
        from += 8 * step;
        bRow += 8 * ldb;
      }
      for (; i < view.runLength(); i++) {
        addOne(c, columns, from, bRow);
        from += step;
        bRow += ldb;
      }
    }
    if (relu) {
      VectorFlat.relu(c, c, columns);
    }
  }

  /** As {@code Primitives.productFromMemory}; ldc and ldb are in bytes. */
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
      boolean relu) {
    long lda = 4L * view.rowStride();
    int depth = view.runLength();
    int whole = columns & -2 * L;
    for (int row = 0; row < rows; row++) {
      begin(c + row * ldc, columns, bias, 0);
    }
    int i = 0;
    for (; i <= depth - 8; i += 8) {
      long from = a + 4L * i;
      long bRow = b + i * ldb;
      addEightToRows(c, ldc, rows, whole, from, lda, bRow, ldb);
      for (int column = whole; column < columns; column += L) {
        int some = Math.min(L, columns - column);
        long rest = 4L * column;
        for (int row = 0; row < rows; row++) {
          addEightToRest(c + row * ldc + rest, some, from + row * lda, 4, bRow + rest, ldb);
        }
      }
    }
    for (; i < depth; i++) {
      for (int row = 0; row < rows; row++) {
        addOne(c + row * ldc, columns, a + row * lda + 4L * i, b + i * ldb);
      }
    }
    for (int row = 0; relu && row < rows; row++) {
      VectorFlat.relu(c + row * ldc, c + row * ldc, columns);
    }
  }

  private static void begin(long c, int columns, long bias, long added) {
    if (bias != 0 && added != 0) {
      VectorFlat.add(c, bias, added, columns);
    } else if (bias != 0 || added != 0) {
      VectorFlat.copy(c, bias == 0 ? added : bias, columns);
    } else {
      VectorFlat.clear(c, columns);
    }
  }

  /** Adds what eight inputs give to whole vectors of columns. */
  private static void addEight(long c, int columns, long a, long step, long b, long ldb) {
    FloatVector a0 = FloatVector.broadcast(S, ALL.get(FLOAT, a & ADDRESS));
    FloatVector a1 = FloatVector.broadcast(S, ALL.get(FLOAT, (a + step) & ADDRESS));
    FloatVector a2 = FloatVector.broadcast(S, ALL.get(FLOAT, (a + 2 * step) & ADDRESS));
    FloatVector a3 = FloatVector.broadcast(S, ALL.get(FLOAT, (a + 3 * step) & ADDRESS));
    FloatVector a4 = FloatVector.broadcast(S, ALL.get(FLOAT, (a + 4 * step) & ADDRESS));
    FloatVector a5 = FloatVector.broadcast(S, ALL.get(FLOAT, (a + 5 * step) & ADDRESS));
    FloatVector a6 = FloatVector.broadcast(S, ALL.get(FLOAT, (a + 6 * step) & ADDRESS));
    FloatVector a7 = FloatVector.broadcast(S, ALL.get(FLOAT, (a + 7 * step) & ADDRESS));
    long to = c & ADDRESS;
    long b0 = b & ADDRESS;
    long b1 = (b + ldb) & ADDRESS;
    long b2 = (b + 2 * ldb) & ADDRESS;
    long b3 = (b + 3 * ldb) & ADDRESS;
    long b4 = (b + 4 * ldb) & ADDRESS;
    long b5 = (b + 5 * ldb) & ADDRESS;
    long b6 = (b + 6 * ldb) & ADDRESS;
    long b7 = (b + 7 * ldb) & ADDRESS;
    for (int column = 0; column < columns; column += L) {
      int at = 4 * column & OFFSET;
      FloatVector sum = FloatVector.fromMemorySegment(S, ALL, to + at, ORDER);
      sum = a0.fma(FloatVector.fromMemorySegment(S, ALL, b0 + at, ORDER), sum);
      sum = a1.fma(FloatVector.fromMemorySegment(S, ALL, b1 + at, ORDER), sum);
      sum = a2.fma(FloatVector.fromMemorySegment(S, ALL, b2 + at, ORDER), sum);
      sum = a3.fma(FloatVector.fromMemorySegment(S, ALL, b3 + at, ORDER), sum);
      sum = a4.fma(FloatVector.fromMemorySegment(S, ALL, b4 + at, ORDER), sum);
      sum = a5.fma(FloatVector.fromMemorySegment(S, ALL, b5 + at, ORDER), sum);
      sum = a6.fma(FloatVector.fromMemorySegment(S, ALL, b6 + at, ORDER), sum);
      sum = a7.fma(FloatVector.fromMemorySegment(S, ALL, b7 + at, ORDER), sum);
      sum.intoMemorySegment(ALL, to + at, ORDER);
    }
  }

  /**
   * Adds what eight inputs of each row give to whole vectors of columns, two at a time: so an input
   * is loaded once for two multiplications.
   */
  private static void addEightToRows(
      long c, long ldc, int rows, int columns, long a, long lda, long b, long ldb) {
    long b0 = b & ADDRESS;
    long b1 = (b + ldb) & ADDRESS;
    long b2 = (b + 2 * ldb) & ADDRESS;
    long b3 = (b + 3 * ldb) & ADDRESS;
    long b4 = (b + 4 * ldb) & ADDRESS;
    long b5 = (b + 5 * ldb) & ADDRESS;
    long b6 = (b + 6 * ldb) & ADDRESS;
    long b7 = (b + 7 * ldb) & ADDRESS;
    long end = a + rows * lda;
    for (int column = 0; column < columns; column += 2 * L) {
      int at = 4 * column & OFFSET;
      FloatVector v0 = FloatVector.fromMemorySegment(S, ALL, b0 + at, ORDER);
      FloatVector u0 = FloatVector.fromMemorySegment(S, ALL, b0 + at + BYTES, ORDER);
      FloatVector v1 = FloatVector.fromMemorySegment(S, ALL, b1 + at, ORDER);
      FloatVector u1 = FloatVector.fromMemorySegment(S, ALL, b1 + at + BYTES, ORDER);
      FloatVector v2 = FloatVector.fromMemorySegment(S, ALL, b2 + at, ORDER);
      FloatVector u2 = FloatVector.fromMemorySegment(S, ALL, b2 + at + BYTES, ORDER);
      FloatVector v3 = FloatVector.fromMemorySegment(S, ALL, b3 + at, ORDER);
      FloatVector u3 = FloatVector.fromMemorySegment(S, ALL, b3 + at + BYTES, ORDER);
      FloatVector v4 = FloatVector.fromMemorySegment(S, ALL, b4 + at, ORDER);
      FloatVector u4 = FloatVector.fromMemorySegment(S, ALL, b4 + at + BYTES, ORDER);
      FloatVector v5 = FloatVector.fromMemorySegment(S, ALL, b5 + at, ORDER);
      FloatVector u5 = FloatVector.fromMemorySegment(S, ALL, b5 + at + BYTES, ORDER);
      FloatVector v6 = FloatVector.fromMemorySegment(S, ALL, b6 + at, ORDER);
      FloatVector u6 = FloatVector.fromMemorySegment(S, ALL, b6 + at + BYTES, ORDER);
      FloatVector v7 = FloatVector.fromMemorySegment(S, ALL, b7 + at, ORDER);
      FloatVector u7 = FloatVector.fromMemorySegment(S, ALL, b7 + at + BYTES, ORDER);
      long to = c + at;
      for (long row = a; row != end; row += lda) {
        long from = row & ADDRESS;
        long place = to & ADDRESS;
        FloatVector s0 = FloatVector.fromMemorySegment(S, ALL, place, ORDER);
        FloatVector s1 = FloatVector.fromMemorySegment(S, ALL, place + BYTES, ORDER);
        FloatVector x = FloatVector.broadcast(S, ALL.get(FLOAT, from));
        s0 = x.fma(v0, s0);
        s1 = x.fma(u0, s1);
        x = FloatVector.broadcast(S, ALL.get(FLOAT, from + 4));
        s0 = x.fma(v1, s0);
        s1 = x.fma(u1, s1);
        x = FloatVector.broadcast(S, ALL.get(FLOAT, from + 8));
        s0 = x.fma(v2, s0);
        s1 = x.fma(u2, s1);
        x = FloatVector.broadcast(S, ALL.get(FLOAT, from + 12));
        s0 = x.fma(v3, s0);
        s1 = x.fma(u3, s1);
        x = FloatVector.broadcast(S, ALL.get(FLOAT, from + 16));
        s0 = x.fma(v4, s0);
        s1 = x.fma(u4, s1);
        x = FloatVector.broadcast(S, ALL.get(FLOAT, from + 20));
        s0 = x.fma(v5, s0);
        s1 = x.fma(u5, s1);
        x = FloatVector.broadcast(S, ALL.get(FLOAT, from + 24));
        s0 = x.fma(v6, s0);
        s1 = x.fma(u6, s1);
        x = FloatVector.broadcast(S, ALL.get(FLOAT, from + 28));
        s0 = x.fma(v7, s0);
        s1 = x.fma(u7, s1);
        s0.intoMemorySegment(ALL, place, ORDER);
        s1.intoMemorySegment(ALL, place + BYTES, ORDER);
        to += ldc;
      }
    }
  }

  /**
   * Adds what eight inputs give to the last columns, a vector at most. Not in the method above:
   * HotSpot makes objects of the vectors where it compiles both loops together.
   */
  private static void addEightToRest(long c, int columns, long a, long step, long b, long ldb) {
    VectorMask<Float> rest = VectorMask.fromLong(S, (1L << columns) - 1);
    long to = c & ADDRESS;
    FloatVector sum = FloatVector.fromMemorySegment(S, ALL, to, ORDER, rest);
    long from = a;
    long row = b;
    for (int i = 0; i < 8; i++) {
      FloatVector factor = FloatVector.broadcast(S, ALL.get(FLOAT, from & ADDRESS));
      sum = factor.fma(FloatVector.fromMemorySegment(S, ALL, row & ADDRESS, ORDER, rest), sum);
      from += step;
      row += ldb;
    }
    sum.intoMemorySegment(ALL, to, ORDER, rest);
  }

  private static void addOne(long c, int columns, long a, long b) {
    FloatVector factor = FloatVector.broadcast(S, ALL.get(FLOAT, a & ADDRESS));
    long to = c & ADDRESS;
    long from = b & ADDRESS;
    for (int column = 0; column < columns; column += L) {
      int at = 4 * column & OFFSET;
      VectorMask<Float> some = VectorMask.fromLong(S, (1L << Math.min(L, columns - column)) - 1);
      factor
          .fma(
              FloatVector.fromMemorySegment(S, ALL, from + at, ORDER, some),
              FloatVector.fromMemorySegment(S, ALL, to + at, ORDER, some))
          .intoMemorySegment(ALL, to + at, ORDER, some);
    }
  }
}
