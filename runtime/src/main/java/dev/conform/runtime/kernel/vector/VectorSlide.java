package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.ADDRESS;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;

import dev.conform.runtime.kernel.TapRun;
import jdk.incubator.vector.FloatVector;

/**
 * Depthwise convolution of a run of pixels by windows that overlap: 3×3, or 5 taps wide, and as far
 * apart as their taps or twice as far. Weights and values stay in registers while a window slides
 * over the run, and each value is loaded once for a row of taps, where the tiles of {@link
 * VectorDepthwise} load one for each multiplication: a window takes little more than half their
 * time. Sums are added up in the same order.
 *
 * <p>A loop that counts would be unrolled, and then has more addresses than there are registers:
 * these run until they meet an address. What they call is written out as in {@link VectorProduct}.
 */
final class VectorSlide {

  private VectorSlide() {}

  /** Tells whether the windows of a run are some that slide. */
  static boolean isOffered(TapRun run) {
    boolean isNine = run.columns() == 3 && run.rows() == 3;
    boolean isNear = run.inStep() == run.inColumn() || run.inStep() == 2 * run.inColumn();
    boolean isFive = run.columns() == 5 && run.rows() > 0;
    return run.pixels() > 1 && (isNine || isFive) && isNear;
  }

  /** Convolves a vector of channels of such a run; distances of starts in bytes. */
  static void forward(long out, long in, long weight, long start, long startStep, TapRun run) {
    boolean isNext = run.inStep() == run.inColumn();
    if (run.columns() == 5) {
      for (int row = 0; row < run.rows(); row++) {
        long from = in + 4L * row * run.inRow();
        long factor = weight + 4L * row * run.weightRow();
        long sum = row == 0 ? start : out;
        long sumStep = row == 0 ? startStep : 4 * run.outStep();
        if (isNext) {
          five(out, from, factor, sum, sumStep, run);
        } else {
          fiveByTwo(out, from, factor, sum, sumStep, run);
        }
      }
    } else if (isNext) {
      nine(out, in, weight, start, startStep, run);
    } else {
      nineByTwo(out, in, weight, start, startStep, run);
    }
  }

  /** Windows of 3×3. */
  private static void nine(long out, long in, long weight, long start, long startStep, TapRun run) {
    long weightColumn = 4 * run.weightColumn();
    long weightRow = 4 * run.weightRow();
    FloatVector w00 = FloatVector.fromMemorySegment(S, ALL, weight & ADDRESS, ORDER);
    FloatVector w01 = FloatVector.fromMemorySegment(S, ALL, weight + weightColumn & ADDRESS, ORDER);
    FloatVector w02 =
        FloatVector.fromMemorySegment(S, ALL, weight + 2 * weightColumn & ADDRESS, ORDER);
    FloatVector w10 = FloatVector.fromMemorySegment(S, ALL, weight + weightRow & ADDRESS, ORDER);
    FloatVector w11 =
        FloatVector.fromMemorySegment(S, ALL, weight + weightRow + weightColumn & ADDRESS, ORDER);
    FloatVector w12 =
        FloatVector.fromMemorySegment(
            S, ALL, weight + weightRow + 2 * weightColumn & ADDRESS, ORDER);
    FloatVector w20 =
        FloatVector.fromMemorySegment(S, ALL, weight + 2 * weightRow & ADDRESS, ORDER);
    FloatVector w21 =
        FloatVector.fromMemorySegment(
            S, ALL, weight + 2 * weightRow + weightColumn & ADDRESS, ORDER);
    FloatVector w22 =
        FloatVector.fromMemorySegment(
            S, ALL, weight + 2 * weightRow + 2 * weightColumn & ADDRESS, ORDER);
    long inColumn = 4 * run.inColumn();
    long inRow = 4 * run.inRow();
    long in1 = in + inRow;
    long in2 = in1 + inRow;
    FloatVector x00 = FloatVector.fromMemorySegment(S, ALL, in & ADDRESS, ORDER);
    FloatVector x01 = FloatVector.fromMemorySegment(S, ALL, in + inColumn & ADDRESS, ORDER);
    FloatVector x10 = FloatVector.fromMemorySegment(S, ALL, in1 & ADDRESS, ORDER);
    FloatVector x11 = FloatVector.fromMemorySegment(S, ALL, in1 + inColumn & ADDRESS, ORDER);
    FloatVector x20 = FloatVector.fromMemorySegment(S, ALL, in2 & ADDRESS, ORDER);
    FloatVector x21 = FloatVector.fromMemorySegment(S, ALL, in2 + inColumn & ADDRESS, ORDER);
    long inStep = 4 * run.inStep();
    long outStep = 4 * run.outStep();
    long end = out + run.pixels() * outStep;
    long sum = start;
    long from = in + 2 * inColumn;
    for (long to = out; to != end; to += outStep) {
      FloatVector x02 = FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
      FloatVector x12 = FloatVector.fromMemorySegment(S, ALL, from + inRow & ADDRESS, ORDER);
      FloatVector x22 = FloatVector.fromMemorySegment(S, ALL, from + 2 * inRow & ADDRESS, ORDER);
      FloatVector s = FloatVector.fromMemorySegment(S, ALL, sum & ADDRESS, ORDER);
      s = x02.fma(w02, x01.fma(w01, x00.fma(w00, s)));
      s = x12.fma(w12, x11.fma(w11, x10.fma(w10, s)));
      s = x22.fma(w22, x21.fma(w21, x20.fma(w20, s)));
      s.intoMemorySegment(ALL, to & ADDRESS, ORDER);
      x00 = x01;
      x01 = x02;
      x10 = x11;
      x11 = x12;
      x20 = x21;
      x21 = x22;
      from += inStep;
      sum += startStep;
    }
  }

  /** Windows of 3×3, twice as far apart as their taps. */
  private static void nineByTwo(
      long out, long in, long weight, long start, long startStep, TapRun run) {
    long weightColumn = 4 * run.weightColumn();
    long weightRow = 4 * run.weightRow();
    FloatVector w00 = FloatVector.fromMemorySegment(S, ALL, weight & ADDRESS, ORDER);
    FloatVector w01 = FloatVector.fromMemorySegment(S, ALL, weight + weightColumn & ADDRESS, ORDER);
    FloatVector w02 =
        FloatVector.fromMemorySegment(S, ALL, weight + 2 * weightColumn & ADDRESS, ORDER);
    FloatVector w10 = FloatVector.fromMemorySegment(S, ALL, weight + weightRow & ADDRESS, ORDER);
    FloatVector w11 =
        FloatVector.fromMemorySegment(S, ALL, weight + weightRow + weightColumn & ADDRESS, ORDER);
    FloatVector w12 =
        FloatVector.fromMemorySegment(
            S, ALL, weight + weightRow + 2 * weightColumn & ADDRESS, ORDER);
    FloatVector w20 =
        FloatVector.fromMemorySegment(S, ALL, weight + 2 * weightRow & ADDRESS, ORDER);
    FloatVector w21 =
        FloatVector.fromMemorySegment(
            S, ALL, weight + 2 * weightRow + weightColumn & ADDRESS, ORDER);
    FloatVector w22 =
        FloatVector.fromMemorySegment(
            S, ALL, weight + 2 * weightRow + 2 * weightColumn & ADDRESS, ORDER);
    long inColumn = 4 * run.inColumn();
    long inRow = 4 * run.inRow();
    long in1 = in + inRow;
    long in2 = in1 + inRow;
    FloatVector x00 = FloatVector.fromMemorySegment(S, ALL, in & ADDRESS, ORDER);
    FloatVector x10 = FloatVector.fromMemorySegment(S, ALL, in1 & ADDRESS, ORDER);
    FloatVector x20 = FloatVector.fromMemorySegment(S, ALL, in2 & ADDRESS, ORDER);
    long inStep = 4 * run.inStep();
    long outStep = 4 * run.outStep();
    long end = out + run.pixels() * outStep;
    long sum = start;
    long from = in + inColumn;
    for (long to = out; to != end; to += outStep) {
      FloatVector x01 = FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
      FloatVector x02 = FloatVector.fromMemorySegment(S, ALL, from + inColumn & ADDRESS, ORDER);
      FloatVector x11 = FloatVector.fromMemorySegment(S, ALL, from + inRow & ADDRESS, ORDER);
      FloatVector x12 =
          FloatVector.fromMemorySegment(S, ALL, from + inRow + inColumn & ADDRESS, ORDER);
      FloatVector x21 = FloatVector.fromMemorySegment(S, ALL, from + 2 * inRow & ADDRESS, ORDER);
      FloatVector x22 =
          FloatVector.fromMemorySegment(S, ALL, from + 2 * inRow + inColumn & ADDRESS, ORDER);
      FloatVector s = FloatVector.fromMemorySegment(S, ALL, sum & ADDRESS, ORDER);
      s = x02.fma(w02, x01.fma(w01, x00.fma(w00, s)));
      s = x12.fma(w12, x11.fma(w11, x10.fma(w10, s)));
      s = x22.fma(w22, x21.fma(w21, x20.fma(w20, s)));
      s.intoMemorySegment(ALL, to & ADDRESS, ORDER);
      x00 = x02;
      x10 = x12;
      x20 = x22;
      from += inStep;
      sum += startStep;
    }
  }

  /** A row of windows 5 wide: so many weights fit into registers. */
  private static void five(long out, long in, long weight, long start, long startStep, TapRun run) {
    long weightColumn = 4 * run.weightColumn();
    FloatVector w0 = FloatVector.fromMemorySegment(S, ALL, weight & ADDRESS, ORDER);
    FloatVector w1 = FloatVector.fromMemorySegment(S, ALL, weight + weightColumn & ADDRESS, ORDER);
    FloatVector w2 =
        FloatVector.fromMemorySegment(S, ALL, weight + 2 * weightColumn & ADDRESS, ORDER);
    FloatVector w3 =
        FloatVector.fromMemorySegment(S, ALL, weight + 3 * weightColumn & ADDRESS, ORDER);
    FloatVector w4 =
        FloatVector.fromMemorySegment(S, ALL, weight + 4 * weightColumn & ADDRESS, ORDER);
    long inColumn = 4 * run.inColumn();
    FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, in & ADDRESS, ORDER);
    FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, in + inColumn & ADDRESS, ORDER);
    FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, in + 2 * inColumn & ADDRESS, ORDER);
    FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, in + 3 * inColumn & ADDRESS, ORDER);
    long inStep = 4 * run.inStep();
    long outStep = 4 * run.outStep();
    long end = out + run.pixels() * outStep;
    long sum = start;
    long from = in + 4 * inColumn;
    for (long to = out; to != end; to += outStep) {
      FloatVector x4 = FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
      FloatVector s = FloatVector.fromMemorySegment(S, ALL, sum & ADDRESS, ORDER);
      s = x1.fma(w1, x0.fma(w0, s));
      s = x4.fma(w4, x3.fma(w3, x2.fma(w2, s)));
      s.intoMemorySegment(ALL, to & ADDRESS, ORDER);
      x0 = x1;
      x1 = x2;
      x2 = x3;
      x3 = x4;
      from += inStep;
      sum += startStep;
    }
  }

  /** A row of windows 5 wide, twice as far apart as their taps. */
  private static void fiveByTwo(
      long out, long in, long weight, long start, long startStep, TapRun run) {
    long weightColumn = 4 * run.weightColumn();
    FloatVector w0 = FloatVector.fromMemorySegment(S, ALL, weight & ADDRESS, ORDER);
    FloatVector w1 = FloatVector.fromMemorySegment(S, ALL, weight + weightColumn & ADDRESS, ORDER);
    FloatVector w2 =
        FloatVector.fromMemorySegment(S, ALL, weight + 2 * weightColumn & ADDRESS, ORDER);
    FloatVector w3 =
        FloatVector.fromMemorySegment(S, ALL, weight + 3 * weightColumn & ADDRESS, ORDER);
    FloatVector w4 =
        FloatVector.fromMemorySegment(S, ALL, weight + 4 * weightColumn & ADDRESS, ORDER);
    long inColumn = 4 * run.inColumn();
    FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, in & ADDRESS, ORDER);
    FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, in + inColumn & ADDRESS, ORDER);
    FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, in + 2 * inColumn & ADDRESS, ORDER);
    long inStep = 4 * run.inStep();
    long outStep = 4 * run.outStep();
    long end = out + run.pixels() * outStep;
    long sum = start;
    long from = in + 3 * inColumn;
    for (long to = out; to != end; to += outStep) {
      FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
      FloatVector x4 = FloatVector.fromMemorySegment(S, ALL, from + inColumn & ADDRESS, ORDER);
      FloatVector s = FloatVector.fromMemorySegment(S, ALL, sum & ADDRESS, ORDER);
      s = x1.fma(w1, x0.fma(w0, s));
      s = x4.fma(w4, x3.fma(w3, x2.fma(w2, s)));
      s.intoMemorySegment(ALL, to & ADDRESS, ORDER);
      x0 = x2;
      x1 = x3;
      x2 = x4;
      from += inStep;
      sum += startStep;
    }
  }
}
