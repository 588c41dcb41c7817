package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.ADDRESS;
import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.ZEROS;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import dev.conform.runtime.kernel.TapRun;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Depthwise convolution of a run of pixels. A tile of the result is kept in registers: some pixels,
 * which share each weight that is loaded, by some vectors of channels. A tile that reaches beyond
 * the last pixel works on that one again and stores it once. Written out as {@link VectorProduct}
 * is, for the same reason.
 */
final class VectorDepthwise {

  private VectorDepthwise() {}

  static void forward(long out, long in, long weight, long start, long startStep, TapRun run) {
    int channels = run.channels();
    long first = start == 0 ? ZEROS : start;
    long next = start == 0 ? 0 : BYTES;
    for (int pixel = 0; pixel < run.pixels(); pixel += 4) {
      int count = Math.min(4, run.pixels() - pixel);
      long to = out + 4L * pixel * run.outStep();
      long from = in + 4L * pixel * run.inStep();
      long begin = first + 4L * pixel * startStep;
      int c = 0;
      if (count == 1) {
        for (; c <= channels - 4 * L; c += 4 * L) {
          tile1x4(to + 4L * c, from + 4L * c, weight + 4L * c, begin + c / L * next, run);
        }
      } else {
        for (; c <= channels - 2 * L; c += 2 * L) {
          tile4x2(
              to + 4L * c,
              from + 4L * c,
              weight + 4L * c,
              begin + c / L * next,
              4 * startStep,
              count,
              run);
        }
      }
      for (; c <= channels - L; c += L) {
        tile4x1(
            to + 4L * c,
            from + 4L * c,
            weight + 4L * c,
            begin + c / L * next,
            4 * startStep,
            count,
            run);
      }
      if (c < channels) {
        long tail = begin + c / L * next;
        tail(to + 4L * c, from + 4L * c, weight + 4L * c, tail, 4 * startStep, count, run);
      }
    }
  }

  /** Computes the last channels, fewer than a vector, of some pixels. */
  private static void tail(
      long out, long in, long weight, long start, long startStep, int count, TapRun run) {
    VectorMask<Float> some = mask(0, run.channels() % L);
    for (int pixel = 0; pixel < count; pixel++) {
      FloatVector sum = load(start + pixel * startStep, some);
      for (int row = 0; row < run.rows(); row++) {
        long from = in + 4 * (pixel * run.inStep() + row * run.inRow());
        long factor = weight + 4L * row * run.weightRow();
        for (int column = 0; column < run.columns(); column++) {
          sum = load(from, some).fma(load(factor, some), sum);
          from += 4 * run.inColumn();
          factor += 4 * run.weightColumn();
        }
      }
      store(sum, out + 4L * pixel * run.outStep(), some);
    }
  }

  /** Computes up to 4 pixels by 2 vectors of channels. */
  private static void tile4x2(
      long out, long in, long weight, long start, long startStep, int count, TapRun run) {
    long p1 = Math.min(1, count - 1);
    long p2 = Math.min(2, count - 1);
    long p3 = Math.min(3, count - 1);
    FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, start, ORDER);
    FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, start + BYTES, ORDER);
    long s1 = start + p1 * startStep;
    FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, s1, ORDER);
    FloatVector c11 = FloatVector.fromMemorySegment(S, ALL, s1 + BYTES, ORDER);
    long s2 = start + p2 * startStep;
    FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, s2, ORDER);
    FloatVector c21 = FloatVector.fromMemorySegment(S, ALL, s2 + BYTES, ORDER);
    long s3 = start + p3 * startStep;
    FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, s3, ORDER);
    FloatVector c31 = FloatVector.fromMemorySegment(S, ALL, s3 + BYTES, ORDER);
    long inColumn = 4 * run.inColumn();
    long weightColumn = 4 * run.weightColumn();
    long inStep = 4 * run.inStep();
    long i1 = p1 * inStep;
    long i2 = p2 * inStep;
    long i3 = p3 * inStep;
    for (int row = 0; row < run.rows(); row++) {
      long from = in + 4L * row * run.inRow();
      long factor = weight + 4L * row * run.weightRow();
      for (int column = 0; column < run.columns(); column++) {
        long w = factor & ADDRESS;
        long f0 = from & ADDRESS;
        long f1 = from + i1 & ADDRESS;
        long f2 = from + i2 & ADDRESS;
        long f3 = from + i3 & ADDRESS;
        FloatVector w0 = FloatVector.fromMemorySegment(S, ALL, w, ORDER);
        FloatVector w1 = FloatVector.fromMemorySegment(S, ALL, w + BYTES, ORDER);
        c00 = FloatVector.fromMemorySegment(S, ALL, f0, ORDER).fma(w0, c00);
        c01 = FloatVector.fromMemorySegment(S, ALL, f0 + BYTES, ORDER).fma(w1, c01);
        c10 = FloatVector.fromMemorySegment(S, ALL, f1, ORDER).fma(w0, c10);
        c11 = FloatVector.fromMemorySegment(S, ALL, f1 + BYTES, ORDER).fma(w1, c11);
        c20 = FloatVector.fromMemorySegment(S, ALL, f2, ORDER).fma(w0, c20);
        c21 = FloatVector.fromMemorySegment(S, ALL, f2 + BYTES, ORDER).fma(w1, c21);
        c30 = FloatVector.fromMemorySegment(S, ALL, f3, ORDER).fma(w0, c30);
        c31 = FloatVector.fromMemorySegment(S, ALL, f3 + BYTES, ORDER).fma(w1, c31);
        from += inColumn;
        factor += weightColumn;
      }
    }
    long to = out;
    long outStep = 4 * run.outStep();
    c00.intoMemorySegment(ALL, to, ORDER);
    c01.intoMemorySegment(ALL, to + BYTES, ORDER);
    if (count == 1) {
      return;
    }
    to += outStep;
    c10.intoMemorySegment(ALL, to, ORDER);
    c11.intoMemorySegment(ALL, to + BYTES, ORDER);
    if (count == 2) {
      return;
    }
    to += outStep;
    c20.intoMemorySegment(ALL, to, ORDER);
    c21.intoMemorySegment(ALL, to + BYTES, ORDER);
    if (count == 3) {
      return;
    }
    to += outStep;
    c30.intoMemorySegment(ALL, to, ORDER);
    c31.intoMemorySegment(ALL, to + BYTES, ORDER);
  }

  /** Computes up to 4 pixels by a vector of channels. */
  private static void tile4x1(
      long out, long in, long weight, long start, long startStep, int count, TapRun run) {
    long p1 = Math.min(1, count - 1);
    long p2 = Math.min(2, count - 1);
    long p3 = Math.min(3, count - 1);
    FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, start, ORDER);
    long s1 = start + p1 * startStep;
    FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, s1, ORDER);
    long s2 = start + p2 * startStep;
    FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, s2, ORDER);
    long s3 = start + p3 * startStep;
    FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, s3, ORDER);
    long inColumn = 4 * run.inColumn();
    long weightColumn = 4 * run.weightColumn();
    long inStep = 4 * run.inStep();
    long i1 = p1 * inStep;
    long i2 = p2 * inStep;
    long i3 = p3 * inStep;
    for (int row = 0; row < run.rows(); row++) {
      long from = in + 4L * row * run.inRow();
      long factor = weight + 4L * row * run.weightRow();
      for (int column = 0; column < run.columns(); column++) {
        long w = factor & ADDRESS;
        long f0 = from & ADDRESS;
        long f1 = from + i1 & ADDRESS;
        long f2 = from + i2 & ADDRESS;
        long f3 = from + i3 & ADDRESS;
        FloatVector w0 = FloatVector.fromMemorySegment(S, ALL, w, ORDER);
        c00 = FloatVector.fromMemorySegment(S, ALL, f0, ORDER).fma(w0, c00);
        c10 = FloatVector.fromMemorySegment(S, ALL, f1, ORDER).fma(w0, c10);
        c20 = FloatVector.fromMemorySegment(S, ALL, f2, ORDER).fma(w0, c20);
        c30 = FloatVector.fromMemorySegment(S, ALL, f3, ORDER).fma(w0, c30);
        from += inColumn;
        factor += weightColumn;
      }
    }
    long to = out;
    long outStep = 4 * run.outStep();
    c00.intoMemorySegment(ALL, to, ORDER);
    if (count == 1) {
      return;
    }
    to += outStep;
    c10.intoMemorySegment(ALL, to, ORDER);
    if (count == 2) {
      return;
    }
    to += outStep;
    c20.intoMemorySegment(ALL, to, ORDER);
    if (count == 3) {
      return;
    }
    to += outStep;
    c30.intoMemorySegment(ALL, to, ORDER);
  }

  /** Computes a pixel by 4 vectors of channels. */
  private static void tile1x4(long out, long in, long weight, long start, TapRun run) {
    FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, start, ORDER);
    FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, start + BYTES, ORDER);
    FloatVector c02 = FloatVector.fromMemorySegment(S, ALL, start + 2 * BYTES, ORDER);
    FloatVector c03 = FloatVector.fromMemorySegment(S, ALL, start + 3 * BYTES, ORDER);
    long inColumn = 4 * run.inColumn();
    long weightColumn = 4 * run.weightColumn();
    for (int row = 0; row < run.rows(); row++) {
      long from = in + 4L * row * run.inRow();
      long factor = weight + 4L * row * run.weightRow();
      for (int column = 0; column < run.columns(); column++) {
        long w = factor & ADDRESS;
        long f0 = from & ADDRESS;
        FloatVector w0 = FloatVector.fromMemorySegment(S, ALL, w, ORDER);
        FloatVector w1 = FloatVector.fromMemorySegment(S, ALL, w + BYTES, ORDER);
        FloatVector w2 = FloatVector.fromMemorySegment(S, ALL, w + 2 * BYTES, ORDER);
        FloatVector w3 = FloatVector.fromMemorySegment(S, ALL, w + 3 * BYTES, ORDER);
        c00 = FloatVector.fromMemorySegment(S, ALL, f0, ORDER).fma(w0, c00);
        c01 = FloatVector.fromMemorySegment(S, ALL, f0 + BYTES, ORDER).fma(w1, c01);
        c02 = FloatVector.fromMemorySegment(S, ALL, f0 + 2 * BYTES, ORDER).fma(w2, c02);
        c03 = FloatVector.fromMemorySegment(S, ALL, f0 + 3 * BYTES, ORDER).fma(w3, c03);
        from += inColumn;
        factor += weightColumn;
      }
    }
    c00.intoMemorySegment(ALL, out, ORDER);
    c01.intoMemorySegment(ALL, out + BYTES, ORDER);
    c02.intoMemorySegment(ALL, out + 2 * BYTES, ORDER);
    c03.intoMemorySegment(ALL, out + 3 * BYTES, ORDER);
  }
}
