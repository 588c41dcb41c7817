package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Softmax of rows of channels, a row at a time. */
final class VectorSoftmax {

  private VectorSoftmax() {}

  static void forward(long out, long in, long rows, int channels) {
    for (long row = 0; row < rows; row++) {
      long offset = 4 * row * channels;
      float sum = exponentials(out + offset, in + offset, channels, largest(in + offset, channels));
      for (int c = 0; c < channels; c += L) {
        VectorMask<Float> some = mask(c, channels);
        long at = out + offset + 4L * c;
        load(at, some).div(sum).intoMemorySegment(ALL, at, ORDER, some);
      }
    }
  }

  /** Returns a row's largest value, NaN if there is one. */
  private static float largest(long row, int channels) {
    FloatVector best = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    for (int c = 0; c < channels; c += L) {
      VectorMask<Float> some = mask(c, channels);
      best = best.blend(best.max(load(row + 4L * c, some)), some);
    }
    return best.reduceLanes(VectorOperators.MAX); // of all orders the same
  }

  /** Writes exp(x − largest) and returns the sum of that. */
  private static float exponentials(long out, long in, int channels, float largest) {
    FloatVector sum = FloatVector.zero(S);
    for (int c = 0; c < channels; c += L) {
      VectorMask<Float> some = mask(c, channels);
      FloatVector e = VectorMath.exp(load(in + 4L * c, some).sub(largest));
      e.intoMemorySegment(ALL, out + 4L * c, ORDER, some);
      sum = sum.add(e, some);
    }
    return Vectors.sum(sum);
  }

  static void backward(long dIn, long dOut, long y, long rows, int channels, boolean accumulate) {
    for (long row = 0; row < rows; row++) {
      long offset = 4 * row * channels;
      float dot = dot(dOut + offset, y + offset, channels);
      for (int c = 0; c < channels; c += L) {
        VectorMask<Float> some = mask(c, channels);
        long at = offset + 4L * c;
        FloatVector before = load(dIn + at, mask(c, accumulate ? channels : c));
        FloatVector value = load(y + at, some).mul(load(dOut + at, some).sub(dot));
        store(value.add(before), dIn + at, some);
      }
    }
  }

  private static float dot(long a, long b, int channels) {
    FloatVector sum = FloatVector.zero(S);
    for (int c = 0; c < channels; c += L) {
      VectorMask<Float> some = mask(c, channels);
      sum = load(a + 4L * c, some).fma(load(b + 4L * c, some), sum);
    }
    return Vectors.sum(sum);
  }
}
