package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * What is done to each column of rows of channels. Sums are kept in float for a block of rows and
 * then added in double, so that their error does not grow with the batch.
 */
final class VectorColumns {

  private static final int BLOCK_ROWS = 64;

  private VectorColumns() {}

  static void bias(long x, long rows, int columns, long bias, boolean relu) {
    for (int c = 0; c < columns; c += L) {
      VectorMask<Float> some = mask(c, columns);
      FloatVector added = load(bias + 4L * c, some);
      FloatVector floor = FloatVector.broadcast(S, relu ? 0 : Float.NEGATIVE_INFINITY);
      long at = x + 4L * c;
      for (long row = 0; row < rows; row++) {
        store(load(at, some).add(added).max(floor), at, some);
        at += 4L * columns;
      }
    }
  }

  static void sum(double[] sums, long x, long rows, int columns) {
    for (long row = 0; row < rows; row += BLOCK_ROWS) {
      int count = (int) Math.min(BLOCK_ROWS, rows - row);
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        FloatVector sum = FloatVector.zero(S);
        long at = x + 4 * (row * columns + c);
        for (int i = 0; i < count; i++, at += 4L * columns) {
          sum = sum.add(load(at, some));
        }
        flush(sums, c, columns, sum);
      }
    }
  }

  static void sumSquares(double[] sums, long x, float[] mean, long rows, int columns) {
    for (long row = 0; row < rows; row += BLOCK_ROWS) {
      int count = (int) Math.min(BLOCK_ROWS, rows - row);
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        FloatVector centre = FloatVector.fromArray(S, mean, c, some);
        FloatVector sum = FloatVector.zero(S);
        long at = x + 4 * (row * columns + c);
        for (int i = 0; i < count; i++, at += 4L * columns) {
          FloatVector distance = load(at, some).sub(centre);
          sum = distance.fma(distance, sum);
        }
        flush(sums, c, columns, sum);
      }
    }
  }

  static void sumProducts(double[] sums, long dy, long x, float[] mean, long rows, int columns) {
    for (long row = 0; row < rows; row += BLOCK_ROWS) {
      int count = (int) Math.min(BLOCK_ROWS, rows - row);
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        FloatVector centre = FloatVector.fromArray(S, mean, c, some);
        FloatVector sum = FloatVector.zero(S);
        long offset = 4 * (row * columns + c);
        for (int i = 0; i < count; i++, offset += 4L * columns) {
          sum = load(dy + offset, some).fma(load(x + offset, some).sub(centre), sum);
        }
        flush(sums, c, columns, sum);
      }
    }
  }

  private static void flush(double[] sums, int first, int columns, FloatVector block) {
    int count = Math.min(L, columns - first);
    for (int lane = 0; lane < count; lane++) {
      sums[first + lane] += block.lane(lane);
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
}
