package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.broadcast;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import dev.conform.runtime.kernel.RawMemory;
import dev.conform.runtime.kernel.StridedView;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The product of one row and a matrix, which is as fast as the matrix can be read: some of its rows
 * at a time, each from left to right.
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
    long bRow = b;
    for (int run = 0; run < view.runs(); run++) {
      long from = RawMemory.at(a, (long) run * view.runStride());
      long step = 4L * view.step();
      int i = 0;
      for (; i <= view.runLength() - 4; i += 4) {
        addFour(c, columns, from, step, bRow, ldb);
        from += 4 * step;
        bRow += 4 * ldb;
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

  private static void begin(long c, int columns, long bias, long added) {
    if (bias != 0 && added != 0) {
      VectorFlat.add(c, bias, added, columns);
    } else if (bias != 0 || added != 0) {
      VectorFlat.copy(c, bias == 0 ? added : bias, columns);
    } else {
      VectorFlat.clear(c, columns);
    }
  }

  private static void addFour(long c, int columns, long a, long step, long b, long ldb) {
    FloatVector a0 = broadcast(a);
    FloatVector a1 = broadcast(a + step);
    FloatVector a2 = broadcast(a + 2 * step);
    FloatVector a3 = broadcast(a + 3 * step);
    long to = c;
    long from = b;
    int column = 0;
    for (; column <= columns - L; column += L) {
      FloatVector sum = a0.fma(load(from), load(to));
      sum = a1.fma(load(from + ldb), sum);
      sum = a2.fma(load(from + 2 * ldb), sum);
      sum = a3.fma(load(from + 3 * ldb), sum);
      store(sum, to);
      to += BYTES;
      from += BYTES;
    }
    if (column < columns) {
      VectorMask<Float> rest = mask(column, columns);
      FloatVector sum = a0.fma(load(from, rest), load(to, rest));
      sum = a1.fma(load(from + ldb, rest), sum);
      sum = a2.fma(load(from + 2 * ldb, rest), sum);
      sum = a3.fma(load(from + 3 * ldb, rest), sum);
      store(sum, to, rest);
    }
  }

  private static void addOne(long c, int columns, long a, long b) {
    FloatVector factor = broadcast(a);
    for (int column = 0; column < columns; column += L) {
      VectorMask<Float> some = mask(column, columns);
      long at = 4L * column;
      store(factor.fma(load(b + at, some), load(c + at, some)), c + at, some);
    }
  }
}
