package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import dev.conform.runtime.kernel.LocalResponse;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Local response normalisation with the power 0.75 of Krizhevsky et al. 2012, which two roots give;
 * vectors have no other.
 */
final class VectorLocalResponse {

  private static final float THREE_QUARTERS = 0.75f;

  private VectorLocalResponse() {}

  static boolean isOffered(LocalResponse response) {
    return response.beta() == THREE_QUARTERS;
  }

  /** Scratch is two rows: squares and their sums. */
  static void forward(
      long out, long in, long rows, int channels, LocalResponse response, float[] scratch) {
    int sums = response.scratchRow(channels);
    Arrays.fill(scratch, 0, sums, 0);
    for (long row = 0; row < rows; row++) {
      long offset = 4 * row * channels;
      squares(in + offset, channels, scratch, response.before());
      windowSums(scratch, 0, sums, channels, response);
      for (int c = 0; c < channels; c += L) {
        VectorMask<Float> some = mask(c, channels);
        FloatVector sum = FloatVector.fromArray(S, scratch, sums + c);
        FloatVector root = sum.mul(response.scale()).add(response.k()).sqrt();
        long at = offset + 4L * c;
        store(load(in + at, some).div(root.mul(root.sqrt())), out + at, some);
      }
    }
  }

  /** Scratch is four rows: squares, their sums and then powers, quotients, their sums. */
  static void backward(
      long dIn,
      long dOut,
      long x,
      long y,
      long rows,
      int channels,
      LocalResponse response,
      float[] scratch,
      boolean accumulate) {
    int powers = response.scratchRow(channels);
    int quotients = 2 * powers;
    int sums = 3 * powers;
    Arrays.fill(scratch, 0, sums, 0);
    float factor = -2 * response.scale() * response.beta();
    FloatVector zero = FloatVector.zero(S);
    for (long row = 0; row < rows; row++) {
      long offset = 4 * row * channels;
      squares(x + offset, channels, scratch, response.before());
      windowSums(scratch, 0, powers, channels, response);
      for (int c = 0; c < channels; c += L) {
        VectorMask<Float> some = mask(c, channels);
        FloatVector sum = FloatVector.fromArray(S, scratch, powers + c);
        FloatVector base = sum.mul(response.scale()).add(response.k());
        FloatVector root = base.sqrt();
        long at = offset + 4L * c;
        FloatVector quotient = load(dOut + at, some).mul(load(y + at, some)).div(base);
        // Beyond the row 0 / 0 may be NaN.
        zero.blend(quotient, some).intoArray(scratch, quotients + response.after() + c);
        root.mul(root.sqrt()).intoArray(scratch, powers + c);
      }
      windowSums(scratch, quotients, sums, channels, response);
      for (int c = 0; c < channels; c += L) {
        VectorMask<Float> some = mask(c, channels);
        FloatVector sum = FloatVector.fromArray(S, scratch, sums + c);
        FloatVector power = FloatVector.fromArray(S, scratch, powers + c);
        long at = offset + 4L * c;
        FloatVector before = load(dIn + at, mask(c, accumulate ? channels : c));
        FloatVector direct = load(dOut + at, some).div(power);
        FloatVector value = load(x + at, some).mul(factor).fma(sum, direct);
        store(value.add(before), dIn + at, some);
      }
    }
  }

  /** Writes a row's squares between the zeros for windows that reach beyond it. */
  private static void squares(long row, int channels, float[] scratch, int before) {
    for (int c = 0; c < channels; c += L) {
      FloatVector value = load(row + 4L * c, mask(c, channels));
      value.mul(value).intoArray(scratch, before + c);
    }
  }

  /** Sums the window that begins at each value; from one row of scratch to another. */
  private static void windowSums(
      float[] scratch, int from, int to, int channels, LocalResponse response) {
    int window = response.before() + response.after();
    for (int c = 0; c < channels; c += L) {
      FloatVector sum = FloatVector.zero(S);
      for (int other = 0; other <= window; other++) {
        sum = sum.add(FloatVector.fromArray(S, scratch, from + c + other));
      }
      sum.intoArray(scratch, to + c);
    }
  }
}
