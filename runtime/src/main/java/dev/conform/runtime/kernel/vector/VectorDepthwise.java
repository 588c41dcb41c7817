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
 * Depthwise convolution of a run of pixels, by {@link VectorSlide} where that can, else by tiles: a
 * tile of the result is kept in registers, some pixels, which share each weight that is loaded, by
 * some vectors of channels. One loop takes all taps, for rows of them are short and a loop inside
 * of another takes time to begin. A tile that reaches beyond the last pixel works on that one again
 * and stores it once. Written out as {@link VectorProduct} is, for the same reason.
 */
final class VectorDepthwise {

  private VectorDepthwise() {}

  static void forward(long out, long in, long weight, long start, long startStep, TapRun run) {
    int whole = run.channels() & -L;
    long first = start == 0 ? ZEROS : start;
    long startChannel = start == 0 ? 0 : 4;
    long bytes = 4 * startStep;
    if (VectorSlide.isOffered(run)) {
      for (long c = 0; c < whole; c += L) {
        VectorSlide.forward(
            out + 4 * c, in + 4 * c, weight + 4 * c, first + c * startChannel, bytes, run);
      }
    } else {
      for (int pixel = 0; pixel < run.pixels(); pixel += 4) {
        tiles(
            out + 4L * pixel * run.outStep(),
            in + 4L * pixel * run.inStep(),
            weight,
            first + pixel * bytes,
            startChannel,
            bytes,
            Math.min(4, run.pixels() - pixel),
            run);
      }
    }
    if (whole < run.channels()) {
      tail(
          out + 4L * whole,
          in + 4L * whole,
          weight + 4L * whole,
          first + whole * startChannel,
          bytes,
          run);
    }
  }

  /** Computes the whole vectors of up to 4 pixels; distances of starts in bytes. */
  private static void tiles(
      long out,
      long in,
      long weight,
      long start,
      long startChannel,
      long startStep,
      int count,
      TapRun run) {
    int channels = run.channels();
    long c = 0;
    if (count == 1) {
      for (; c <= channels - 4 * L; c += 4L * L) {
        tile1x4(out + 4 * c, in + 4 * c, weight + 4 * c, start + c * startChannel, run);
      }
    } else {
      for (; c <= channels - 2 * L; c += 2L * L) {
        long begin = start + c * startChannel;
        tile4x2(out + 4 * c, in + 4 * c, weight + 4 * c, begin, startStep, count, run);
      }
    }
    for (; c <= channels - L; c += L) {
      long begin = start + c * startChannel;
      tile4x1(out + 4 * c, in + 4 * c, weight + 4 * c, begin, startStep, count, run);
    }
  }

  /** Computes the last channels, fewer than a vector, of all pixels. */
  private static void tail(long out, long in, long weight, long start, long startStep, TapRun run) {
    VectorMask<Float> some = mask(0, run.channels() % L);
    for (int pixel = 0; pixel < run.pixels(); pixel++) {
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
    long s0 = start & ADDRESS;
    FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, s0, ORDER);
    FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, s0 + BYTES, ORDER);
    long s1 = start + p1 * startStep & ADDRESS;
    FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, s1, ORDER);
    FloatVector c11 = FloatVector.fromMemorySegment(S, ALL, s1 + BYTES, ORDER);
    long s2 = start + p2 * startStep & ADDRESS;
    FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, s2, ORDER);
    FloatVector c21 = FloatVector.fromMemorySegment(S, ALL, s2 + BYTES, ORDER);
    long s3 = start + p3 * startStep & ADDRESS;
    FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, s3, ORDER);
    FloatVector c31 = FloatVector.fromMemorySegment(S, ALL, s3 + BYTES, ORDER);
    long inColumn = 4 * run.inColumn();
    long weightColumn = 4 * run.weightColumn();
    long inStep = 4 * run.inStep();
    long i1 = p1 * inStep;
    long i2 = p2 * inStep;
    long i3 = p3 * inStep;
    int columns = run.columns();
    int taps = run.rows() * columns;
    long nextRow = 4 * run.inRow() - (columns - 1) * inColumn;
    long nextWeights = 4 * run.weightRow() - (columns - 1) * weightColumn;
    long from = in;
    long factor = weight;
    int column = 0;
    for (int tap = 0; tap < taps; tap++) {
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
      column++;
      boolean isLast = column == columns;
      from += isLast ? nextRow : inColumn;
      factor += isLast ? nextWeights : weightColumn;
      column = isLast ? 0 : column;
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
    long s0 = start & ADDRESS;
    FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, s0, ORDER);
    long s1 = start + p1 * startStep & ADDRESS;
    FloatVector c10 = FloatVector.fromMemorySegment(S, ALL, s1, ORDER);
    long s2 = start + p2 * startStep & ADDRESS;
    FloatVector c20 = FloatVector.fromMemorySegment(S, ALL, s2, ORDER);
    long s3 = start + p3 * startStep & ADDRESS;
    FloatVector c30 = FloatVector.fromMemorySegment(S, ALL, s3, ORDER);
    long inColumn = 4 * run.inColumn();
    long weightColumn = 4 * run.weightColumn();
    long inStep = 4 * run.inStep();
    long i1 = p1 * inStep;
    long i2 = p2 * inStep;
    long i3 = p3 * inStep;
    int columns = run.columns();
    int taps = run.rows() * columns;
    long nextRow = 4 * run.inRow() - (columns - 1) * inColumn;
    long nextWeights = 4 * run.weightRow() - (columns - 1) * weightColumn;
    long from = in;
    long factor = weight;
    int column = 0;
    for (int tap = 0; tap < taps; tap++) {
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
      column++;
      boolean isLast = column == columns;
      from += isLast ? nextRow : inColumn;
      factor += isLast ? nextWeights : weightColumn;
      column = isLast ? 0 : column;
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
    long s0 = start & ADDRESS;
    FloatVector c00 = FloatVector.fromMemorySegment(S, ALL, s0, ORDER);
    FloatVector c01 = FloatVector.fromMemorySegment(S, ALL, s0 + BYTES, ORDER);
    FloatVector c02 = FloatVector.fromMemorySegment(S, ALL, s0 + 2 * BYTES, ORDER);
    FloatVector c03 = FloatVector.fromMemorySegment(S, ALL, s0 + 3 * BYTES, ORDER);
    long inColumn = 4 * run.inColumn();
    long weightColumn = 4 * run.weightColumn();
    int columns = run.columns();
    int taps = run.rows() * columns;
    long nextRow = 4 * run.inRow() - (columns - 1) * inColumn;
    long nextWeights = 4 * run.weightRow() - (columns - 1) * weightColumn;
    long from = in;
    long factor = weight;
    int column = 0;
    for (int tap = 0; tap < taps; tap++) {
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
      column++;
      boolean isLast = column == columns;
      from += isLast ? nextRow : inColumn;
      factor += isLast ? nextWeights : weightColumn;
      column = isLast ? 0 : column;
    }
    c00.intoMemorySegment(ALL, out, ORDER);
    c01.intoMemorySegment(ALL, out + BYTES, ORDER);
    c02.intoMemorySegment(ALL, out + 2 * BYTES, ORDER);
    c03.intoMemorySegment(ALL, out + 3 * BYTES, ORDER);
  }
}
