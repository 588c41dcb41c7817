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

  static void forward(long out, long in, long rows, int channels, LocalResponse response) {
    for (long row = 0; row < rows; row++) {
      long offset = 4 * row * channels;
      for (int c = 0; c < channels; c += L) {
        VectorMask<Float> some = mask(c, channels);
        FloatVector base = base(in + offset, c, channels, response);
        long at = offset + 4L * c;
        store(load(in + at, some).div(power(base)), out + at, some);
      }
    }
  }

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
    // Quotients between zeros, for the windows that reach beyond the row; then powers.
    int after = response.after();
    int window = response.before() + after;
    int powers = window + channels;
    Arrays.fill(scratch, 0, powers, 0);
    float factor = -2 * response.scale() * response.beta();
    for (long row = 0; row < rows; row++) {
      long offset = 4 * row * channels;
      for (int c = 0; c < channels; c += L) {
        VectorMask<Float> some = mask(c, channels);
        FloatVector base = base(x + offset, c, channels, response);
        long at = offset + 4L * c;
        FloatVector quotient = load(dOut + at, some).mul(load(y + at, some)).div(base);
        quotient.intoArray(scratch, after + c, some);
        power(base).intoArray(scratch, powers + c, some);
      }
      for (int c = 0; c < channels; c += L) {
        VectorMask<Float> some = mask(c, channels);
        FloatVector sum = FloatVector.zero(S);
        for (int other = 0; other <= window; other++) {
          sum = sum.add(FloatVector.fromArray(S, scratch, c + other, some));
        }
        long at = offset + 4L * c;
        FloatVector value =
            load(x + at, some)
                .mul(factor)
                .fma(
                    sum,
                    load(dOut + at, some).div(FloatVector.fromArray(S, scratch, powers + c, some)));
        FloatVector before = load(dIn + at, mask(c, accumulate ? channels : c));
        store(value.add(before), dIn + at, some);
      }
    }
  }

  /** Returns k + scale · Σ x² for a vector of channels. */
  private static FloatVector base(long row, int first, int channels, LocalResponse response) {
    FloatVector sum = FloatVector.zero(S);
    int end = first + response.after();
    for (int c = first - response.before(); c <= end; c++) {
      FloatVector value = load(row + 4L * c, inside(c, channels));
      sum = value.fma(value, sum);
    }
    return sum.mul(response.scale()).add(response.k());
  }

  /** As mask, for an index that may be negative: the species' own way there makes objects. */
  private static VectorMask<Float> inside(int c, int channels) {
    return mask(0, (long) channels - c).andNot(mask(0, Math.max(0, -(long) c)));
  }

  private static FloatVector power(FloatVector base) {
    FloatVector root = base.sqrt();
    return root.mul(root.sqrt());
  }
}
