package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.ADDRESS;
import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;

import dev.conform.runtime.kernel.RawMemory;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Brings three planes together. A vector of each plane makes three vectors of pixels: lane i of the
 * k-th has value (k · L + i) / 3 of its plane, and which plane, the remainder says.
 */
final class VectorInterleave {

  private static final VectorShuffle<Float> FROM_0 = from(0);
  private static final VectorShuffle<Float> FROM_1 = from(1);
  private static final VectorShuffle<Float> FROM_2 = from(2);

  private static final VectorMask<Float> SECOND_0 = plane(1, 0);
  private static final VectorMask<Float> SECOND_1 = plane(1, 1);
  private static final VectorMask<Float> SECOND_2 = plane(1, 2);
  private static final VectorMask<Float> THIRD_0 = plane(2, 0);
  private static final VectorMask<Float> THIRD_1 = plane(2, 1);
  private static final VectorMask<Float> THIRD_2 = plane(2, 2);

  private VectorInterleave() {}

  private static VectorShuffle<Float> from(int k) {
    return VectorShuffle.fromOp(S, i -> (k * L + i) / 3);
  }

  private static VectorMask<Float> plane(int plane, int k) {
    boolean[] lanes = new boolean[L];
    for (int i = 0; i < L; i++) {
      lanes[i] = (k * L + i) % 3 == plane;
    }
    return VectorMask.fromArray(S, lanes, 0);
  }

  static void run(long out, long planes, int count) {
    long second = planes + 4L * count;
    long third = second + 4L * count;
    int i = 0;
    for (; i <= count - L; i += L) {
      FloatVector a = FloatVector.fromMemorySegment(S, ALL, planes + 4L * i & ADDRESS, ORDER);
      FloatVector b = FloatVector.fromMemorySegment(S, ALL, second + 4L * i & ADDRESS, ORDER);
      FloatVector c = FloatVector.fromMemorySegment(S, ALL, third + 4L * i & ADDRESS, ORDER);
      long to = out + 12L * i & ADDRESS;
      a.rearrange(FROM_0)
          .blend(b.rearrange(FROM_0), SECOND_0)
          .blend(c.rearrange(FROM_0), THIRD_0)
          .intoMemorySegment(ALL, to, ORDER);
      a.rearrange(FROM_1)
          .blend(b.rearrange(FROM_1), SECOND_1)
          .blend(c.rearrange(FROM_1), THIRD_1)
          .intoMemorySegment(ALL, to + BYTES, ORDER);
      a.rearrange(FROM_2)
          .blend(b.rearrange(FROM_2), SECOND_2)
          .blend(c.rearrange(FROM_2), THIRD_2)
          .intoMemorySegment(ALL, to + 2 * BYTES, ORDER);
    }
    for (; i < count; i++) {
      long to = RawMemory.at(out, 3L * i);
      RawMemory.set(to, RawMemory.get(RawMemory.at(planes, i)));
      RawMemory.set(RawMemory.at(to, 1), RawMemory.get(RawMemory.at(second, i)));
      RawMemory.set(RawMemory.at(to, 2), RawMemory.get(RawMemory.at(third, i)));
    }
  }
}
