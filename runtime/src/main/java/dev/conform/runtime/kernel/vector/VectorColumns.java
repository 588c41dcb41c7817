package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.ADDRESS;
import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.conform.runtime.kernel.ColumnNorm;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * What is done to each column of rows of channels. Sums are kept in double, so that their error
 * does not grow with the batch; but a few rows are added as they are, for turning each value into a
 * double takes longer than reading it.
 */
final class VectorColumns {

  private static final VectorSpecies<Double> D = VectorSpecies.of(double.class, S.vectorShape());

  /**
   * Floats become doubles half a vector at a time. Sums are read and written as whole vectors:
   * behind the last column there is room, and zeros are added.
   */
  private static final int HALF = D.length();

  /**
   * So many rows are summed at a time, so that they stay in the cache from one vector of columns to
   * the next.
   */
  private static final int BLOCK_ROWS = 64;

  /**
   * Where rows are written, so many values of each tensor, 16 KiB, stay in the first-level cache:
   * memory is read and written row by row.
   */
  private static final int BLOCK_FLOATS = 1 << 12;

  /** So many rows are added as floats, for each of them is a stream of its own. */
  private static final int ROWS_AT_ONCE = 8;

  /** At most so many values are added as floats, before they are added as doubles. */
  private static final int FLOAT_ROWS = 32;

  private VectorColumns() {}

  /** Returns how many of the rows from {@code row} on are written at a time. */
  private static int block(long row, long rows, int columns) {
    return (int) Math.min(Math.max(1, BLOCK_FLOATS / columns), rows - row);
  }

  static void bias(long x, long rows, int columns, long bias, boolean relu) {
    FloatVector floor = FloatVector.broadcast(S, relu ? 0 : Float.NEGATIVE_INFINITY);
    int whole = columns - columns % L;
    VectorMask<Float> rest = VectorMask.fromLong(S, (1L << Math.min(L, columns - whole)) - 1);
    for (long row = 0; row < rows; row++) {
      long at = x + 4 * row * columns;
      long added = bias;
      for (int c = 0; c < whole; c += L, at += BYTES, added += BYTES) {
        FloatVector.fromMemorySegment(S, ALL, at & ADDRESS, ORDER)
            .add(FloatVector.fromMemorySegment(S, ALL, added & ADDRESS, ORDER))
            .max(floor)
            .intoMemorySegment(ALL, at & ADDRESS, ORDER);
      }
      if (whole < columns) {
        FloatVector.fromMemorySegment(S, ALL, at & ADDRESS, ORDER, rest)
            .add(FloatVector.fromMemorySegment(S, ALL, added & ADDRESS, ORDER, rest))
            .max(floor)
            .intoMemorySegment(ALL, at & ADDRESS, ORDER, rest);
      }
    }
  }

  /** Goes through a few rows at a time from left to right, as memory is read fastest. */
  static void sum(double[] sums, long x, long rows, int columns) {
    int whole = columns & -L;
    for (long row = 0; row < rows; row += ROWS_AT_ONCE) {
      int count = (int) Math.min(ROWS_AT_ONCE, rows - row);
      sumWhole(sums, x + 4 * row * columns, 4L * columns, count, whole);
    }
    if (whole < columns) {
      sumLast(sums, x, rows, columns, whole);
    }
  }

  private static void sumWhole(double[] sums, long x, long step, int rows, int columns) {
    for (int c = 0; c < columns; c += L) {
      long at = x + 4L * c;
      FloatVector sum = FloatVector.fromMemorySegment(S, ALL, at & ADDRESS, ORDER);
      for (int row = 1; row < rows; row++) {
        at += step;
        sum = sum.add(FloatVector.fromMemorySegment(S, ALL, at & ADDRESS, ORDER));
      }
      int second = c + HALF;
      DoubleVector.fromArray(D, sums, c).add(sum.convertShape(F2D, D, 0)).intoArray(sums, c);
      DoubleVector.fromArray(D, sums, second)
          .add(sum.convertShape(F2D, D, 1))
          .intoArray(sums, second);
    }
  }

  /** Sums the last columns, fewer than a vector. */
  private static void sumLast(double[] sums, long x, long rows, int columns, int first) {
    VectorMask<Float> some = VectorMask.fromLong(S, (1L << Math.min(L, columns - first)) - 1);
    int second = first + HALF;
    long at = x + 4L * first;
    for (long row = 0; row < rows; row += ROWS_AT_ONCE) {
      int count = (int) Math.min(ROWS_AT_ONCE, rows - row);
      FloatVector sum = FloatVector.fromMemorySegment(S, ALL, at & ADDRESS, ORDER, some);
      at += 4L * columns;
      for (int i = 1; i < count; i++, at += 4L * columns) {
        sum = sum.add(FloatVector.fromMemorySegment(S, ALL, at & ADDRESS, ORDER, some));
      }
      DoubleVector.fromArray(D, sums, first)
          .add(sum.convertShape(F2D, D, 0))
          .intoArray(sums, first);
      DoubleVector.fromArray(D, sums, second)
          .add(sum.convertShape(F2D, D, 1))
          .intoArray(sums, second);
    }
  }

  static void sumDistances(
      double[] sums, double[] squares, long x, float[] origin, long rows, int columns) {
    int block = rowsAtOnce(columns);
    for (long row = 0; row < rows; row += block) {
      int count = (int) Math.min(block, rows - row);
      for (int c = 0; c < columns; c += L) {
        long at = x + 4 * (row * columns + c);
        // One call in the text, so that it is inlined once.
        for (int pass = 0; pass < 2; pass++) {
          boolean squared = pass == 1;
          sumDistances(squared ? squares : sums, at, origin, count, columns, c, squared);
        }
      }
    }
  }

  /** Sums a vector of columns of a block; apart for the same reason as {@link #sumGradients}. */
  private static void sumDistances(
      double[] sums, long x, float[] origin, int rows, int columns, int c, boolean squared) {
    VectorMask<Float> some = mask(c, columns);
    FloatVector centre = FloatVector.fromArray(S, origin, c);
    FloatVector one = FloatVector.broadcast(S, 1);
    VectorMask<Float> asOne = S.maskAll(!squared);
    DoubleVector low = DoubleVector.zero(D);
    DoubleVector high = DoubleVector.zero(D);
    long at = x;
    for (int row = 0; row < rows; row++, at += 4L * columns) {
      FloatVector distance = load(at, some).sub(centre);
      FloatVector factor = distance.blend(one, asOne);
      low = low.add(distance.convertShape(F2D, D, 0).mul(factor.convertShape(F2D, D, 0)));
      high = high.add(distance.convertShape(F2D, D, 1).mul(factor.convertShape(F2D, D, 1)));
    }
    DoubleVector.fromArray(D, sums, c).add(low).intoArray(sums, c);
    DoubleVector.fromArray(D, sums, c + HALF).add(high).intoArray(sums, c + HALF);
  }

  /** Returns how many rows stay in the cache, enough that sums are not stored too often. */
  private static int rowsAtOnce(int columns) {
    return Math.clamp(BLOCK_FLOATS / columns, 16, BLOCK_ROWS);
  }

  static void sumProducts(double[] sums, long dy, long x, long rows, int columns) {
    for (long row = 0; row < rows; row += FLOAT_ROWS) {
      int count = (int) Math.min(FLOAT_ROWS, rows - row);
      for (int c = 0; c < columns; c += L) {
        long offset = 4 * (row * columns + c);
        sumProducts(sums, dy + offset, x + offset, count, columns, c);
      }
    }
  }

  /** Sums a vector of columns of a few rows. */
  private static void sumProducts(double[] sums, long dy, long x, int rows, int columns, int c) {
    VectorMask<Float> some = mask(c, columns);
    FloatVector sum = FloatVector.zero(S);
    long offset = 0;
    for (int row = 0; row < rows; row++, offset += 4L * columns) {
      sum = load(x + offset, some).fma(load(dy + offset, some), sum);
    }
    DoubleVector.fromArray(D, sums, c).add(sum.convertShape(F2D, D, 0)).intoArray(sums, c);
    DoubleVector.fromArray(D, sums, c + HALF)
        .add(sum.convertShape(F2D, D, 1))
        .intoArray(sums, c + HALF);
  }

  static void sumGradients(
      double[] sums, double[] products, long dy, long x, long rows, int columns, ColumnNorm norm) {
    int block = Math.min(FLOAT_ROWS, rowsAtOnce(columns));
    for (long row = 0; row < rows; row += block) {
      int count = (int) Math.min(block, rows - row);
      for (int c = 0; c < columns; c += L) {
        long offset = 4 * (row * columns + c);
        for (int pass = 0; pass < 2; pass++) {
          boolean isProduct = pass == 1;
          double[] to = isProduct ? products : sums;
          sumGradients(to, dy + offset, x + offset, count, columns, c, norm, isProduct);
        }
      }
    }
  }

  /**
   * Sums a vector of columns of a few rows. Both sums in one method are more than the compiler
   * would inline, and then vectors become objects.
   */
  private static void sumGradients(
      double[] sums,
      long dy,
      long x,
      int rows,
      int columns,
      int c,
      ColumnNorm norm,
      boolean products) {
    VectorMask<Float> some = mask(c, columns);
    FloatVector centre = FloatVector.fromArray(S, norm.mean(), c);
    FloatVector factor = FloatVector.fromArray(S, norm.scale(), c);
    FloatVector added = FloatVector.fromArray(S, norm.shift(), c);
    VectorMask<Float> relu = S.maskAll(norm.leak() == 0);
    float leak = norm.leak();
    FloatVector one = FloatVector.broadcast(S, 1);
    VectorMask<Float> asOne = S.maskAll(!products);
    FloatVector sum = FloatVector.zero(S);
    long offset = 0;
    for (int row = 0; row < rows; row++, offset += 4L * columns) {
      FloatVector distance = load(x + offset, some).sub(centre);
      FloatVector all = load(dy + offset, some);
      FloatVector gradient = throughLeak(all, distance.fma(factor, added), leak, relu);
      sum = gradient.fma(distance.blend(one, asOne), sum);
    }
    DoubleVector.fromArray(D, sums, c).add(sum.convertShape(F2D, D, 0)).intoArray(sums, c);
    DoubleVector.fromArray(D, sums, c + HALF)
        .add(sum.convertShape(F2D, D, 1))
        .intoArray(sums, c + HALF);
  }

  /**
   * Multiplies a gradient by the leak where the result was negative.
   *
   * @param relu all lanes if the leak is 0: multiplied by that, an infinity would become NaN
   */
  private static FloatVector throughLeak(
      FloatVector gradient, FloatVector result, float leak, VectorMask<Float> relu) {
    FloatVector leaked = gradient.mul(leak).blend(0, relu);
    return gradient.blend(leaked, result.compare(LE, 0));
  }

  static void normalize(long out, long in, long residual, long rows, int columns, ColumnNorm norm) {
    int block = rowsAtOnce(columns);
    float leak = norm.leak();
    VectorMask<Float> relu = S.maskAll(leak == 0);
    // Without branches, which would make objects of vectors: a mask without lanes adds zeros.
    long other = residual == 0 ? in : residual;
    for (long row = 0; row < rows; row += block) {
      int count = (int) Math.min(block, rows - row);
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        VectorMask<Float> present = mask(c, residual == 0 ? c : columns);
        FloatVector centre = FloatVector.fromArray(S, norm.mean(), c);
        FloatVector factor = FloatVector.fromArray(S, norm.scale(), c);
        FloatVector added = FloatVector.fromArray(S, norm.shift(), c);
        long offset = 4 * (row * columns + c);
        for (int i = 0; i < count; i++, offset += 4L * columns) {
          FloatVector value = load(in + offset, some).sub(centre).fma(factor, added);
          FloatVector sum = value.add(load(other + offset, present));
          FloatVector leaked = sum.mul(leak).blend(0, relu);
          store(sum.blend(leaked, sum.compare(LT, 0)), out + offset, some);
        }
      }
    }
  }

  static void normalizeBackward(
      long dx, long dy, long x, long rows, int columns, ColumnNorm norm, boolean accumulate) {
    int block = rowsAtOnce(columns);
    float leak = norm.leak();
    VectorMask<Float> relu = S.maskAll(leak == 0);
    for (long row = 0; row < rows; row += block) {
      int count = (int) Math.min(block, rows - row);
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        VectorMask<Float> kept = mask(c, accumulate ? columns : c);
        FloatVector centre = FloatVector.fromArray(S, norm.mean(), c);
        FloatVector factor = FloatVector.fromArray(S, norm.scale(), c);
        FloatVector added = FloatVector.fromArray(S, norm.shift(), c);
        FloatVector ofGradient = FloatVector.fromArray(S, norm.ofGradient(), c);
        FloatVector ofDistance = FloatVector.fromArray(S, norm.ofDistance(), c);
        FloatVector constant = FloatVector.fromArray(S, norm.constant(), c);
        long offset = 4 * (row * columns + c);
        for (int i = 0; i < count; i++, offset += 4L * columns) {
          FloatVector distance = load(x + offset, some).sub(centre);
          FloatVector all = load(dy + offset, some);
          FloatVector gradient = throughLeak(all, distance.fma(factor, added), leak, relu);
          FloatVector value = gradient.fma(ofGradient, distance.fma(ofDistance, constant));
          store(value.add(load(dx + offset, kept)), dx + offset, some);
        }
      }
    }
  }

  static void scale(
      long out,
      long outRow,
      long in,
      long inRow,
      long rows,
      int columns,
      long scale,
      long shift,
      boolean accumulate) {
    if (scale != 0 && shift == 0 && !accumulate) {
      for (long row = 0; row < rows; row++) {
        scaleRow(out + 4 * row * outRow, in + 4 * row * inRow, columns, scale);
      }
      return;
    }
    for (long row = 0, count; row < rows; row += count) {
      count = block(row, rows, columns);
      scaleBlock(
          out + 4 * row * outRow,
          outRow,
          in + 4 * row * inRow,
          inRow,
          count,
          columns,
          scale,
          shift,
          accumulate);
    }
  }

  private static void scaleBlock(
      long out,
      long outRow,
      long in,
      long inRow,
      long rows,
      int columns,
      long scale,
      long shift,
      boolean accumulate) {
    for (int c = 0; c < columns; c += L) {
      VectorMask<Float> some = VectorMask.fromLong(S, (1L << Math.min(L, columns - c)) - 1);
      FloatVector factor =
          scale == 0
              ? FloatVector.broadcast(S, 1)
              : FloatVector.fromMemorySegment(S, ALL, (scale + 4L * c) & ADDRESS, ORDER, some);
      FloatVector added =
          shift == 0
              ? FloatVector.zero(S)
              : FloatVector.fromMemorySegment(S, ALL, (shift + 4L * c) & ADDRESS, ORDER, some);
      VectorMask<Float> kept =
          VectorMask.fromLong(S, accumulate ? (1L << Math.min(L, columns - c)) - 1 : 0);
      long from = in + 4L * c;
      long to = out + 4L * c;
      for (long row = 0; row < rows; row++) {
        FloatVector value =
            FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER, some).fma(factor, added);
        value
            .add(FloatVector.fromMemorySegment(S, ALL, to & ADDRESS, ORDER, kept))
            .intoMemorySegment(ALL, to & ADDRESS, ORDER, some);
        from += 4 * inRow;
        to += 4 * outRow;
      }
    }
  }

  private static void scaleRow(long out, long in, int columns, long scale) {
    int c = 0;
    for (; c <= columns - L; c += L) {
      long at = 4L * c;
      FloatVector.fromMemorySegment(S, ALL, (in + at) & ADDRESS, ORDER)
          .mul(FloatVector.fromMemorySegment(S, ALL, (scale + at) & ADDRESS, ORDER))
          .intoMemorySegment(ALL, (out + at) & ADDRESS, ORDER);
    }
    if (c < columns) {
      VectorMask<Float> rest = VectorMask.fromLong(S, (1L << Math.min(L, columns - c)) - 1);
      long at = 4L * c;
      FloatVector.fromMemorySegment(S, ALL, (in + at) & ADDRESS, ORDER, rest)
          .mul(FloatVector.fromMemorySegment(S, ALL, (scale + at) & ADDRESS, ORDER, rest))
          .intoMemorySegment(ALL, (out + at) & ADDRESS, ORDER, rest);
    }
  }
}
