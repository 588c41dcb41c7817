package dev.conform.runtime.train;

import dev.conform.runtime.kernel.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Looks for NaN and infinity. */
final class Finite {

  private static final int EXPONENT = 0x7f80_0000;

  /** Added to an exponent of all ones, the sum overflows into the sign bit. */
  private static final int LOWEST_EXPONENT_BIT = 0x0080_0000;

  private Finite() {}

  /**
   * Tells whether all values are finite. Integer arithmetic, since HotSpot vectorises an OR over
   * ints but no sum of floats, and BLAS's searches for a maximum skip NaN.
   *
   * @param values to look at
   * @return false if one is NaN or infinite
   */
  static boolean all(Tensor values) {
    long size = values.size();
    MemorySegment segment = values.segment();
    int found = 0;
    for (long i = 0; i < size; i++) {
      int exponent = segment.getAtIndex(ValueLayout.JAVA_INT, i) & EXPONENT;
      found |= exponent + LOWEST_EXPONENT_BIT;
    }
    return found >= 0;
  }
}
