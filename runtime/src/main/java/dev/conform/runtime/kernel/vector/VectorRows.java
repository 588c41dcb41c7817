package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import dev.conform.runtime.kernel.RowStatistics;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Normalisation of rows by their own statistics. Each method is one pass over the rows: of more
 * vector code than the compiler inlines into one method, it makes objects.
 */
final class VectorRows {

  private VectorRows() {}

  static void statistics(RowStatistics found, long x, int rows, int columns, float epsilon) {
    for (int row = 0; row < rows; row++) {
      long from = x + 4L * row * columns;
      FloatVector sum = FloatVector.zero(S);
      for (int c = 0; c < columns; c += L) {
        sum = sum.add(load(from + 4L * c, mask(c, columns)));
      }
      float mean = Vectors.sum(sum) / columns;
      FloatVector squares = FloatVector.zero(S);
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        FloatVector distance = load(from + 4L * c, some).sub(mean);
        squares = squares.add(distance.mul(distance), some);
      }
      found.mean()[row] = mean;
      found.invStd()[row] = (float) (1 / Math.sqrt(Vectors.sum(squares) / columns + epsilon));
    }
  }

  static void normalize(
      long out, long in, int rows, int columns, RowStatistics found, float[] weight, float[] bias) {
    for (int row = 0; row < rows; row++) {
      float mean = found.mean()[row];
      float invStd = found.invStd()[row];
      long offset = 4L * row * columns;
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        long at = offset + 4L * c;
        FloatVector normalised = load(in + at, some).sub(mean).mul(invStd);
        FloatVector factor = FloatVector.fromArray(S, weight, c);
        store(normalised.fma(factor, FloatVector.fromArray(S, bias, c)), out + at, some);
      }
    }
  }

  static void sum(
      float[] dWeight,
      float[] dBias,
      long dOut,
      long x,
      int rows,
      int columns,
      RowStatistics found) {
    for (int row = 0; row < rows; row++) {
      float mean = found.mean()[row];
      float invStd = found.invStd()[row];
      long offset = 4L * row * columns;
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        long at = offset + 4L * c;
        FloatVector gradient = load(dOut + at, some);
        FloatVector product = load(x + at, some).sub(mean).mul(invStd).mul(gradient);
        FloatVector.fromArray(S, dWeight, c).add(product).intoArray(dWeight, c);
        FloatVector.fromArray(S, dBias, c).add(gradient).intoArray(dBias, c);
      }
    }
  }

  static void gradients(
      RowStatistics found, long dOut, long x, int rows, int columns, float[] weight) {
    for (int row = 0; row < rows; row++) {
      float mean = found.mean()[row];
      float invStd = found.invStd()[row];
      long offset = 4L * row * columns;
      FloatVector sum = FloatVector.zero(S);
      FloatVector dot = FloatVector.zero(S);
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        long at = offset + 4L * c;
        FloatVector gradient = load(dOut + at, some).mul(FloatVector.fromArray(S, weight, c));
        FloatVector normalised = load(x + at, some).sub(mean).mul(invStd);
        sum = sum.add(gradient);
        dot = gradient.fma(normalised, dot);
      }
      found.meanGradient()[row] = Vectors.sum(sum) / columns;
      found.meanProduct()[row] = Vectors.sum(dot) / columns;
    }
  }

  static void normalizeBackward(
      long dIn,
      long dOut,
      long x,
      int rows,
      int columns,
      RowStatistics found,
      float[] weight,
      boolean accumulate) {
    for (int row = 0; row < rows; row++) {
      float mean = found.mean()[row];
      float invStd = found.invStd()[row];
      float sum = found.meanGradient()[row];
      float dot = found.meanProduct()[row];
      long offset = 4L * row * columns;
      for (int c = 0; c < columns; c += L) {
        VectorMask<Float> some = mask(c, columns);
        long at = offset + 4L * c;
        FloatVector before = load(dIn + at, mask(c, accumulate ? columns : c));
        FloatVector projected = load(x + at, some).sub(mean).mul(invStd).mul(dot);
        FloatVector gradient = load(dOut + at, some).mul(FloatVector.fromArray(S, weight, c));
        FloatVector value = gradient.sub(sum).sub(projected).mul(invStd);
        store(value.add(before), dIn + at, some);
      }
    }
  }
}
