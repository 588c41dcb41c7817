package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import dev.conform.runtime.kernel.TapRun;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The gradient of a depthwise convolution's weights from a run of pixels. A tile of it is kept in
 * registers while the pixels pass: three taps beside each other, which share each gradient that is
 * loaded, by some vectors of channels. A tile that reaches beyond the last tap works on that one
 * again and stores it once.
 */
final class VectorDepthwiseWeight {

  /** So many pixels at a time, so that they stay in the cache from one vector to the next. */
  private static final int PIXELS = 16;

  private VectorDepthwiseWeight() {}

  static void add(long dWeight, long dOut, long in, TapRun run) {
    for (int pixel = 0; pixel < run.pixels(); pixel += PIXELS) {
      int count = Math.min(PIXELS, run.pixels() - pixel);
      long gradient = dOut + 4L * pixel * run.outStep();
      long first = in + 4L * pixel * run.inStep();
      for (int row = 0; row < run.rows(); row++) {
        for (int column = 0; column < run.columns(); column += 3) {
          long to = dWeight + 4 * (row * run.weightRow() + column * run.weightColumn());
          long from = first + 4 * (row * run.inRow() + column * run.inColumn());
          taps(to, gradient, from, Math.min(3, run.columns() - column), count, run);
        }
      }
    }
  }

  private static void taps(long dWeight, long dOut, long in, int taps, int pixels, TapRun run) {
    int channels = run.channels();
    int c = 0;
    for (; c <= channels - 2 * L; c += 2 * L) {
      tile3x2(dWeight + 4L * c, dOut + 4L * c, in + 4L * c, taps, pixels, run);
    }
    for (; c <= channels - L; c += L) {
      tile3x1(dWeight + 4L * c, dOut + 4L * c, in + 4L * c, taps, pixels, run);
    }
    if (c < channels) {
      tail(dWeight + 4L * c, dOut + 4L * c, in + 4L * c, taps, pixels, run);
    }
  }

  /** Adds the last channels, fewer than a vector, of some taps. */
  private static void tail(long dWeight, long dOut, long in, int taps, int pixels, TapRun run) {
    VectorMask<Float> some = mask(0, run.channels() % L);
    for (int tap = 0; tap < taps; tap++) {
      FloatVector sum = FloatVector.zero(S);
      long gradient = dOut;
      long from = in + 4L * tap * run.inColumn();
      for (int pixel = 0; pixel < pixels; pixel++) {
        sum = load(from, some).fma(load(gradient, some), sum);
        gradient += 4 * run.outStep();
        from += 4 * run.inStep();
      }
      long to = dWeight + 4L * tap * run.weightColumn();
      store(load(to, some).add(sum), to, some);
    }
  }

  /** Adds up to 3 taps by 2 vectors of channels. */
  private static void tile3x2(long dWeight, long dOut, long in, int taps, int pixels, TapRun run) {
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c11 = FloatVector.zero(S);
    FloatVector c20 = FloatVector.zero(S);
    FloatVector c21 = FloatVector.zero(S);
    long inColumn = 4 * run.inColumn();
    long i1 = Math.min(1, taps - 1) * inColumn;
    long i2 = Math.min(2, taps - 1) * inColumn;
    long inStep = 4 * run.inStep();
    long outStep = 4 * run.outStep();
    long gradient = dOut;
    long from = in;
    for (int pixel = 0; pixel < pixels; pixel++) {
      FloatVector g0 = FloatVector.fromMemorySegment(S, ALL, gradient, ORDER);
      FloatVector g1 = FloatVector.fromMemorySegment(S, ALL, gradient + BYTES, ORDER);
      c00 = FloatVector.fromMemorySegment(S, ALL, from, ORDER).fma(g0, c00);
      c01 = FloatVector.fromMemorySegment(S, ALL, from + BYTES, ORDER).fma(g1, c01);
      c10 = FloatVector.fromMemorySegment(S, ALL, from + i1, ORDER).fma(g0, c10);
      c11 = FloatVector.fromMemorySegment(S, ALL, from + i1 + BYTES, ORDER).fma(g1, c11);
      c20 = FloatVector.fromMemorySegment(S, ALL, from + i2, ORDER).fma(g0, c20);
      c21 = FloatVector.fromMemorySegment(S, ALL, from + i2 + BYTES, ORDER).fma(g1, c21);
      gradient += outStep;
      from += inStep;
    }
    long to = dWeight;
    long weightColumn = 4 * run.weightColumn();
    c00.add(FloatVector.fromMemorySegment(S, ALL, to, ORDER)).intoMemorySegment(ALL, to, ORDER);
    c01.add(FloatVector.fromMemorySegment(S, ALL, to + BYTES, ORDER))
        .intoMemorySegment(ALL, to + BYTES, ORDER);
    if (taps == 1) {
      return;
    }
    to += weightColumn;
    c10.add(FloatVector.fromMemorySegment(S, ALL, to, ORDER)).intoMemorySegment(ALL, to, ORDER);
    c11.add(FloatVector.fromMemorySegment(S, ALL, to + BYTES, ORDER))
        .intoMemorySegment(ALL, to + BYTES, ORDER);
    if (taps == 2) {
      return;
    }
    to += weightColumn;
    c20.add(FloatVector.fromMemorySegment(S, ALL, to, ORDER)).intoMemorySegment(ALL, to, ORDER);
    c21.add(FloatVector.fromMemorySegment(S, ALL, to + BYTES, ORDER))
        .intoMemorySegment(ALL, to + BYTES, ORDER);
  }

  /** Adds up to 3 taps by a vector of channels. */
  private static void tile3x1(long dWeight, long dOut, long in, int taps, int pixels, TapRun run) {
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c20 = FloatVector.zero(S);
    long inColumn = 4 * run.inColumn();
    long i1 = Math.min(1, taps - 1) * inColumn;
    long i2 = Math.min(2, taps - 1) * inColumn;
    long inStep = 4 * run.inStep();
    long outStep = 4 * run.outStep();
    long gradient = dOut;
    long from = in;
    for (int pixel = 0; pixel < pixels; pixel++) {
      FloatVector g0 = FloatVector.fromMemorySegment(S, ALL, gradient, ORDER);
      c00 = FloatVector.fromMemorySegment(S, ALL, from, ORDER).fma(g0, c00);
      c10 = FloatVector.fromMemorySegment(S, ALL, from + i1, ORDER).fma(g0, c10);
      c20 = FloatVector.fromMemorySegment(S, ALL, from + i2, ORDER).fma(g0, c20);
      gradient += outStep;
      from += inStep;
    }
    long to = dWeight;
    long weightColumn = 4 * run.weightColumn();
    c00.add(FloatVector.fromMemorySegment(S, ALL, to, ORDER)).intoMemorySegment(ALL, to, ORDER);
    if (taps == 1) {
      return;
    }
    to += weightColumn;
    c10.add(FloatVector.fromMemorySegment(S, ALL, to, ORDER)).intoMemorySegment(ALL, to, ORDER);
    if (taps == 2) {
      return;
    }
    to += weightColumn;
    c20.add(FloatVector.fromMemorySegment(S, ALL, to, ORDER)).intoMemorySegment(ALL, to, ORDER);
  }
}
