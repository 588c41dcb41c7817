package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;
import static dev.conform.runtime.kernel.vector.Vectors.sum;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Normalisation of rows by their own statistics. */
final class VectorRows {

  private VectorRows() {}

  static void normalize(
      long out, long in, long rows, int columns, float[] weight, float[] bias, float epsilon) {
    for (long row = 0; row < rows; row++) {
      long offset = 4 * row * columns;
      float mean = mean(in + offset, columns);
      float invStd = invStd(in + offset, columns, mean, epsilon);
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        long column = 4L * c;
        FloatVector normalised = load(in + offset + column, some).sub(mean).mul(invStd);
        FloatVector factor = FloatVector.fromArray(S, weight, c, some);
        FloatVector added = FloatVector.fromArray(S, bias, c, some);
        store(normalised.fma(factor, added), out + offset + column, some);
      }
    }
  }

  static void normalizeBackward(
      long dIn,
      float[] dWeight,
      float[] dBias,
      long dOut,
      long x,
      long rows,
      int columns,
      float[] weight,
      float epsilon,
      boolean accumulate) {
    for (long row = 0; row < rows; row++) {
      long offset = 4 * row * columns;
      long in = x + offset;
      long gradient = dOut + offset;
      float mean = mean(in, columns);
      float invStd = invStd(in, columns, mean, epsilon);
      addCoefficients(dWeight, dBias, gradient, in, columns, mean, invStd);
      if (dIn != 0) {
        float sum = meanGradient(gradient, columns, weight);
        float dot = meanProduct(gradient, in, columns, weight, mean, invStd);
        dIn(dIn + offset, gradient, in, columns, weight, mean, invStd, sum, dot, accumulate);
      }
    }
  }

  // One short loop each: of a long one the compiler makes objects.

  private static void addCoefficients(
      float[] dWeight, float[] dBias, long dOut, long x, int columns, float mean, float invStd) {
    for (int c = 0; c < columns; c += L) {
      VectorMask<Float> some = mask(c, columns);
      FloatVector gradient = load(dOut + 4L * c, some);
      FloatVector product = load(x + 4L * c, some).sub(mean).mul(invStd).mul(gradient);
      FloatVector.fromArray(S, dWeight, c, some).add(product).intoArray(dWeight, c, some);
      FloatVector.fromArray(S, dBias, c, some).add(gradient).intoArray(dBias, c, some);
    }
  }

  private static float meanGradient(long dOut, int columns, float[] weight) {
    FloatVector sum = FloatVector.zero(S);
    for (int c = 0; c < columns; c += L) {
      VectorMask<Float> some = mask(c, columns);
      FloatVector factor = FloatVector.fromArray(S, weight, c, some);
      sum = load(dOut + 4L * c, some).fma(factor, sum);
    }
    return sum(sum) / columns;
  }

  private static float meanProduct(
      long dOut, long x, int columns, float[] weight, float mean, float invStd) {
    FloatVector sum = FloatVector.zero(S);
    for (int c = 0; c < columns; c += L) {
      VectorMask<Float> some = mask(c, columns);
      FloatVector factor = FloatVector.fromArray(S, weight, c, some);
      FloatVector normalised = load(x + 4L * c, some).sub(mean).mul(invStd);
      sum = sum.add(load(dOut + 4L * c, some).mul(factor).mul(normalised), some);
    }
    return sum(sum) / columns;
  }

  private static void dIn(
      long dIn,
      long dOut,
      long x,
      int columns,
      float[] weight,
      float mean,
      float invStd,
      float meanGradient,
      float meanProduct,
      boolean accumulate) {
    for (int c = 0; c < columns; c += L) {
      VectorMask<Float> some = mask(c, columns);
      FloatVector factor = FloatVector.fromArray(S, weight, c, some);
      FloatVector normalised = load(x + 4L * c, some).sub(mean).mul(invStd);
      FloatVector value =
          load(dOut + 4L * c, some)
              .mul(factor)
              .sub(meanGradient)
              .sub(normalised.mul(meanProduct))
              .mul(invStd);
      FloatVector before = load(dIn + 4L * c, mask(c, accumulate ? columns : c));
      store(value.add(before), dIn + 4L * c, some);
    }
  }

  private static float mean(long row, int columns) {
    FloatVector sum = FloatVector.zero(S);
    for (int c = 0; c < columns; c += L) {
      sum = sum.add(load(row + 4L * c, mask(c, columns)));
    }
    return sum(sum) / columns;
  }

  private static float invStd(long row, int columns, float mean, float epsilon) {
    FloatVector squares = FloatVector.zero(S);
    for (int c = 0; c < columns; c += L) {
      VectorMask<Float> some = mask(c, columns);
      FloatVector distance = load(row + 4L * c, some).sub(mean);
      squares = squares.add(distance.mul(distance), some);
    }
    double variance = sum(squares) / columns;
    return (float) (1 / Math.sqrt(variance + epsilon));
  }
}
