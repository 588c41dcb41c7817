package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.ADDRESS;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import dev.conform.runtime.kernel.Taps;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What is done to the taps of a window, for a vector of channels at a time. */
final class VectorWindow {

  private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, S.vectorShape());

  private VectorWindow() {}

  // Vectors that are carried from turn to turn: with two loops, one in the other, HotSpot at times
  // compiles code that makes objects of them, so taps are counted in one.

  static void maxPool(long out, long argmax, long in, Taps window) {
    int channels = window.channels();
    int columns = window.columns();
    int taps = window.rows() * columns;
    long step = 4L * window.columnStride();
    long toNextRow = 4L * window.rowStride() - columns * step;
    int indexToNextRow = window.indexRow() - columns * window.indexColumn();
    for (int c = 0; c < channels; c += L) {
      VectorMask<Float> some = mask(c, channels);
      FloatVector best = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
      IntVector bestIndex = IntVector.broadcast(INTS, window.index());
      long from = in + 4L * c;
      int index = window.index();
      int column = 0;
      for (int tap = 0; tap < taps; tap++) {
        FloatVector value = FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER, some);
        VectorMask<Float> keep =
            best.compare(VectorOperators.GE, value).or(best.test(VectorOperators.IS_NAN));
        best = value.blend(best, keep);
        bestIndex = IntVector.broadcast(INTS, index).blend(bestIndex, keep.cast(INTS));
        from += step;
        index += window.indexColumn();
        if (++column == columns) {
          column = 0;
          from += toNextRow;
          index += indexToNextRow;
        }
      }
      best.intoMemorySegment(ALL, (out + 4L * c) & ADDRESS, ORDER, some);
      bestIndex.intoMemorySegment(ALL, (argmax + 4L * c) & ADDRESS, ORDER, some.cast(INTS));
    }
  }

  static void maxPoolBackward(long dIn, long dOut, long argmax, Taps window) {
    int channels = window.channels();
    for (int c = 0; c < channels; c += L) {
      VectorMask<Float> some = mask(c, channels);
      long at = 4L * c;
      FloatVector gradient = load(dOut + at, some);
      IntVector winner =
          IntVector.fromMemorySegment(INTS, ALL, argmax + at, ORDER, some.cast(INTS));
      for (int row = 0; row < window.rows(); row++) {
        long to = dIn + at + 4L * row * window.rowStride();
        int index = window.index() + row * window.indexRow();
        for (int column = 0; column < window.columns(); column++) {
          VectorMask<Float> won = winner.compare(VectorOperators.EQ, index).cast(S).and(some);
          store(load(to, won).add(gradient), to, won);
          to += 4L * window.columnStride();
          index += window.indexColumn();
        }
      }
    }
  }

  static void averagePool(long out, long in, Taps window, float scale) {
    int channels = window.channels();
    int columns = window.columns();
    int taps = window.rows() * columns;
    long step = 4L * window.columnStride();
    long toNextRow = 4L * window.rowStride() - columns * step;
    for (int c = 0; c < channels; c += L) {
      VectorMask<Float> some = mask(c, channels);
      FloatVector sum = FloatVector.zero(S);
      long from = in + 4L * c;
      int column = 0;
      for (int tap = 0; tap < taps; tap++) {
        sum = sum.add(FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER, some));
        from += step;
        if (++column == columns) {
          column = 0;
          from += toNextRow;
        }
      }
      sum.mul(scale).intoMemorySegment(ALL, (out + 4L * c) & ADDRESS, ORDER, some);
    }
  }
}
