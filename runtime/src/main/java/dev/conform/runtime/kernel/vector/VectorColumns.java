package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What is done to each column of rows of channels. Sums are kept in double, so that their error
 * does not grow with the batch.
 */
final class VectorColumns {

  private static final VectorSpecies<Double> D = VectorSpecies.of(double.class, S.vectorShape());

  /**
   * So many rows at a time, so that they stay in the cache from one vector of columns to the next.
   */
  private static final int BLOCK_ROWS = 64;

  private VectorColumns() {}

  static void bias(long x, long rows, int columns, long bias, boolean relu) {
    FloatVector floor = FloatVector.broadcast(S, relu ? 0 : Float.NEGATIVE_INFINITY);
    int whole = columns - columns % L;
    VectorMask<Float> rest = mask(whole, columns);
    for (long row = 0; row < rows; row++) {
      long at = x + 4 * row * columns;
      long added = bias;
      for (int c = 0; c < whole; c += L, at += BYTES, added += BYTES) {
        store(load(at).add(load(added)).max(floor), at);
      }
      if (whole < columns) {
        store(load(at, rest).add(load(added, rest)).max(floor), at, rest);
      }
    }
  }

  static void sum(double[] sums, long x, long rows, int columns) {
    for (long row = 0; row < rows; row += BLOCK_ROWS) {
      int count = (int) Math.min(BLOCK_ROWS, rows - row);
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        DoubleVector low = DoubleVector.zero(D);
        DoubleVector high = DoubleVector.zero(D);
        long at = x + 4 * (row * columns + c);
        for (int i = 0; i < count; i++, at += 4L * columns) {
          FloatVector value = load(at, some);
          low = low.add(value.convertShape(VectorOperators.F2D, D, 0));
          high = high.add(value.convertShape(VectorOperators.F2D, D, 1));
        }
        add(sums, c, columns, low, high);
      }
    }
  }

  static void sumSquares(double[] sums, long x, float[] mean, long rows, int columns) {
    for (long row = 0; row < rows; row += BLOCK_ROWS) {
      int count = (int) Math.min(BLOCK_ROWS, rows - row);
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        FloatVector centre = FloatVector.fromArray(S, mean, c, some);
        DoubleVector low = DoubleVector.zero(D);
        DoubleVector high = DoubleVector.zero(D);
        long at = x + 4 * (row * columns + c);
        for (int i = 0; i < count; i++, at += 4L * columns) {
          FloatVector distance = load(at, some).sub(centre);
          FloatVector square = distance.mul(distance);
          low = low.add(square.convertShape(VectorOperators.F2D, D, 0));
          high = high.add(square.convertShape(VectorOperators.F2D, D, 1));
        }
        add(sums, c, columns, low, high);
      }
    }
  }

  static void sumProducts(double[] sums, long dy, long x, float[] mean, long rows, int columns) {
    for (long row = 0; row < rows; row += BLOCK_ROWS) {
      int count = (int) Math.min(BLOCK_ROWS, rows - row);
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        FloatVector centre = FloatVector.fromArray(S, mean, c, some);
        DoubleVector low = DoubleVector.zero(D);
        DoubleVector high = DoubleVector.zero(D);
        long offset = 4 * (row * columns + c);
        for (int i = 0; i < count; i++, offset += 4L * columns) {
          FloatVector product = load(dy + offset, some).mul(load(x + offset, some).sub(centre));
          low = low.add(product.convertShape(VectorOperators.F2D, D, 0));
          high = high.add(product.convertShape(VectorOperators.F2D, D, 1));
        }
        add(sums, c, columns, low, high);
      }
    }
  }

  private static void add(
      double[] sums, int first, int columns, DoubleVector low, DoubleVector high) {
    int second = first + D.length();
    VectorMask<Double> lowMask = D.indexInRange(first, columns);
    VectorMask<Double> highMask = D.indexInRange(second, columns);
    DoubleVector.fromArray(D, sums, first, lowMask).add(low).intoArray(sums, first, lowMask);
    if (second < columns) {
      DoubleVector.fromArray(D, sums, second, highMask).add(high).intoArray(sums, second, highMask);
    }
  }

  static void normalize(
      long out, long in, long rows, int columns, float[] mean, float[] scale, float[] shift) {
    for (int c = 0; c < columns; c += L) {
      VectorMask<Float> some = mask(c, columns);
      FloatVector centre = FloatVector.fromArray(S, mean, c, some);
      FloatVector factor = FloatVector.fromArray(S, scale, c, some);
      FloatVector added = FloatVector.fromArray(S, shift, c, some);
      long offset = 4L * c;
      for (long row = 0; row < rows; row++, offset += 4L * columns) {
        store(load(in + offset, some).sub(centre).fma(factor, added), out + offset, some);
      }
    }
  }

  static void normalizeBackward(
      long dx,
      long dy,
      long x,
      long rows,
      int columns,
      float[] mean,
      float[] a,
      float[] b,
      float[] shift,
      boolean accumulate) {
    for (int c = 0; c < columns; c += L) {
      VectorMask<Float> some = mask(c, columns);
      FloatVector centre = FloatVector.fromArray(S, mean, c, some);
      FloatVector forGradient = FloatVector.fromArray(S, a, c, some);
      FloatVector forDistance = FloatVector.fromArray(S, b, c, some);
      FloatVector added = FloatVector.fromArray(S, shift, c, some);
      long offset = 4L * c;
      for (long row = 0; row < rows; row++, offset += 4L * columns) {
        FloatVector value =
            load(dy + offset, some)
                .fma(forGradient, load(x + offset, some).sub(centre).fma(forDistance, added));
        FloatVector before = load(dx + offset, mask(c, accumulate ? columns : c));
        store(value.add(before), dx + offset, some);
      }
    }
  }

  static void scale(
      long out, long in, long rows, int columns, long scale, long shift, boolean accumulate) {
    for (int c = 0; c < columns; c += L) {
      VectorMask<Float> some = mask(c, columns);
      FloatVector factor = scale == 0 ? FloatVector.broadcast(S, 1) : load(scale + 4L * c, some);
      FloatVector added = shift == 0 ? FloatVector.zero(S) : load(shift + 4L * c, some);
      VectorMask<Float> kept = mask(c, accumulate ? columns : c);
      long offset = 4L * c;
      for (long row = 0; row < rows; row++, offset += 4L * columns) {
        FloatVector value = load(in + offset, some).fma(factor, added);
        store(value.add(load(out + offset, kept)), out + offset, some);
      }
    }
  }
}
