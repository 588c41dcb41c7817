package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.ADDRESS;
import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.conform.runtime.kernel.WinogradTransform;
import java.lang.foreign.Arena;
import jdk.incubator.vector.FloatVector;

/**
 * The two steps of a transform, for one vector of channels. Those that run for each tile are
 * written out: their matrices are mostly zeros, ones and pairs of rows that differ in signs.
 * Strides are in bytes here.
 *
 * <p>Memory is read and written by the Vector API's own methods, which HotSpot always inlines. It
 * leaves ours out where all that is inlined grows too large, and what they return is an object
 * then: a training step of GoogLeNet made 600 MB of them, and took a third longer.
 */
final class VectorWinograd {

  /** From a row of the scratch to the next: six vectors. */
  private static final long ROW = 6 * BYTES;

  /** The points nearer to 0 and farther from it, as {@link WinogradTransform} has them. */
  private static final float NEAR = 0.75f;

  private static final float FAR = 1.5f;

  private static final long ZEROS = Arena.global().allocate(BYTES, 64).address();

  /**
   * The bits that a distance may have. With an address of {@link Vectors#ADDRESS} the sum is small
   * enough for no check, and stays the same through a loop, where a masked sum would not.
   */
  private static final long STRIDE = (1L << 60) - 1;

  private VectorWinograd() {}

  /** Transforms each column: scratch[row of T][column of the tile]. */
  static void columns(WinogradTransform t, long scratch, long in, long inRow, long inColumn) {
    lines(t, t.from(), scratch, BYTES, ROW, in, inColumn, inRow, ZEROS, Float.NEGATIVE_INFINITY);
  }

  /** Transforms some rows of what {@link #columns} has left. */
  static void rows(
      WinogradTransform t,
      int firstRow,
      int rows,
      long out,
      long outRow,
      long outColumn,
      long scratch,
      long bias,
      boolean relu) {
    long b = bias == 0 ? ZEROS : bias;
    float floor = relu ? 0 : Float.NEGATIVE_INFINITY;
    lines(t, rows, out, outRow, outColumn, scratch + firstRow * ROW, ROW, BYTES, b, floor);
  }

  /**
   * Transforms some columns, or some rows.
   *
   * @param lines how many
   * @param outLine from a line of the result to the next
   * @param outStep from a value of the result to the next in its line
   * @param inLine from a line to the next
   * @param inStep from a value to the next in its line
   */
  private static void lines(
      WinogradTransform t,
      int lines,
      long out,
      long outLine,
      long outStep,
      long in,
      long inLine,
      long inStep,
      long bias,
      float floor) {
    switch (t) {
      case INPUT -> input(lines, out, outLine, outStep, in, inLine, inStep);
      case OUTPUT_4 -> output4(lines, out, outLine, outStep, in, inLine, inStep, bias, floor);
      case OUTPUT_2 -> output2(lines, out, outLine, outStep, in, inLine, inStep, bias, floor);
      case GRADIENT_4 -> gradient4(lines, out, outLine, outStep, in, inLine, inStep);
      case GRADIENT_2 -> gradient2(lines, out, outLine, outStep, in, inLine, inStep);
      case INPUT_OF_4 -> inputOf4(lines, out, outLine, outStep, in, inLine, inStep);
      case OUTPUT_2_OF_4 ->
          output2Of4(lines, out, outLine, outStep, in, inLine, inStep, bias, floor);
      case KERNEL_3 -> kernel3(lines, out, outLine, outStep, in, inLine, inStep);
      case KERNEL_3_OF_4 -> kernel3Of4(lines, out, outLine, outStep, in, inLine, inStep);
      default -> byMatrix(t, lines, out, outLine, outStep, in, inLine, inStep);
    }
  }

  private static void input(
      int lines, long out, long outLine, long outStep, long in, long inLine, long inStep) {
    FloatVector first = FloatVector.broadcast(S, 81 / 64f);
    FloatVector third = FloatVector.broadcast(S, -45 / 16f);
    FloatVector far = FloatVector.broadcast(S, -9 / 4f);
    FloatVector near = FloatVector.broadcast(S, -9 / 16f);
    long in1 = inStep & STRIDE;
    long in2 = (2 * inStep) & STRIDE;
    long in3 = (3 * inStep) & STRIDE;
    long in4 = (4 * inStep) & STRIDE;
    long in5 = (5 * inStep) & STRIDE;
    long out1 = outStep & STRIDE;
    long out2 = (2 * outStep) & STRIDE;
    long out3 = (3 * outStep) & STRIDE;
    long out4 = (4 * outStep) & STRIDE;
    long out5 = (5 * outStep) & STRIDE;
    long from = in;
    long to = out;
    for (int i = 0; i < lines; i++) {
      long line = from & ADDRESS;
      long place = to & ADDRESS;
      FloatVector x0 = fromMemorySegment(S, ALL, line, ORDER);
      FloatVector x1 = fromMemorySegment(S, ALL, line + in1, ORDER);
      FloatVector x2 = fromMemorySegment(S, ALL, line + in2, ORDER);
      FloatVector x3 = fromMemorySegment(S, ALL, line + in3, ORDER);
      FloatVector x4 = fromMemorySegment(S, ALL, line + in4, ORDER);
      FloatVector x5 = fromMemorySegment(S, ALL, line + in5, ORDER);
      x0.fma(first, x2.fma(third, x4)).intoMemorySegment(ALL, place, ORDER);
      x1.fma(first, x3.fma(third, x5)).intoMemorySegment(ALL, place + out5, ORDER);
      FloatVector even = x2.fma(far, x4);
      FloatVector odd = x1.fma(far, x3).mul(NEAR);
      even.add(odd).intoMemorySegment(ALL, place + out1, ORDER);
      even.sub(odd).intoMemorySegment(ALL, place + out2, ORDER);
      even = x2.fma(near, x4);
      odd = x1.fma(near, x3).mul(FAR);
      even.add(odd).intoMemorySegment(ALL, place + out3, ORDER);
      even.sub(odd).intoMemorySegment(ALL, place + out4, ORDER);
      from += inLine;
      to += outLine;
    }
  }

  // NaN stays where results are not to be less than a value.

  private static void output4(
      int lines,
      long out,
      long outLine,
      long outStep,
      long in,
      long inLine,
      long inStep,
      long bias,
      float floor) {
    FloatVector b = fromMemorySegment(S, ALL, bias & ADDRESS, ORDER);
    FloatVector least = FloatVector.broadcast(S, floor);
    long in1 = inStep & STRIDE;
    long in2 = (2 * inStep) & STRIDE;
    long in3 = (3 * inStep) & STRIDE;
    long in4 = (4 * inStep) & STRIDE;
    long in5 = (5 * inStep) & STRIDE;
    long out1 = outStep & STRIDE;
    long out2 = (2 * outStep) & STRIDE;
    long out3 = (3 * outStep) & STRIDE;
    long from = in;
    long to = out;
    for (int i = 0; i < lines; i++) {
      long line = from & ADDRESS;
      long place = to & ADDRESS;
      FloatVector x0 = fromMemorySegment(S, ALL, line, ORDER);
      FloatVector x1 = fromMemorySegment(S, ALL, line + in1, ORDER);
      FloatVector x2 = fromMemorySegment(S, ALL, line + in2, ORDER);
      FloatVector x3 = fromMemorySegment(S, ALL, line + in3, ORDER);
      FloatVector x4 = fromMemorySegment(S, ALL, line + in4, ORDER);
      FloatVector x5 = fromMemorySegment(S, ALL, line + in5, ORDER);
      FloatVector near = x1.add(x2);
      FloatVector far = x3.add(x4);
      FloatVector y0 = x0.add(b).add(near.add(far));
      y0.blend(least, y0.compare(LT, least)).intoMemorySegment(ALL, place, ORDER);
      FloatVector y2 = far.fma(FloatVector.broadcast(S, FAR * FAR), b);
      y2 = near.fma(FloatVector.broadcast(S, NEAR * NEAR), y2);
      y2.blend(least, y2.compare(LT, least)).intoMemorySegment(ALL, place + out2, ORDER);
      near = x1.sub(x2);
      far = x3.sub(x4);
      FloatVector y1 = far.fma(FloatVector.broadcast(S, FAR), b);
      y1 = near.fma(FloatVector.broadcast(S, NEAR), y1);
      y1.blend(least, y1.compare(LT, least)).intoMemorySegment(ALL, place + out1, ORDER);
      FloatVector y3 = far.fma(FloatVector.broadcast(S, FAR * FAR * FAR), x5.add(b));
      y3 = near.fma(FloatVector.broadcast(S, NEAR * NEAR * NEAR), y3);
      y3.blend(least, y3.compare(LT, least)).intoMemorySegment(ALL, place + out3, ORDER);
      from += inLine;
      to += outLine;
    }
  }

  private static void output2(
      int lines,
      long out,
      long outLine,
      long outStep,
      long in,
      long inLine,
      long inStep,
      long bias,
      float floor) {
    FloatVector b = fromMemorySegment(S, ALL, bias & ADDRESS, ORDER);
    FloatVector least = FloatVector.broadcast(S, floor);
    long in1 = inStep & STRIDE;
    long in2 = (2 * inStep) & STRIDE;
    long in3 = (3 * inStep) & STRIDE;
    long in4 = (4 * inStep) & STRIDE;
    long in5 = (5 * inStep) & STRIDE;
    long out1 = outStep & STRIDE;
    long from = in;
    long to = out;
    for (int i = 0; i < lines; i++) {
      long line = from & ADDRESS;
      long place = to & ADDRESS;
      FloatVector x0 = fromMemorySegment(S, ALL, line, ORDER);
      FloatVector x1 = fromMemorySegment(S, ALL, line + in1, ORDER);
      FloatVector x2 = fromMemorySegment(S, ALL, line + in2, ORDER);
      FloatVector x3 = fromMemorySegment(S, ALL, line + in3, ORDER);
      FloatVector x4 = fromMemorySegment(S, ALL, line + in4, ORDER);
      FloatVector x5 = fromMemorySegment(S, ALL, line + in5, ORDER);
      FloatVector y0 = x0.add(b).add(x1.add(x2).add(x3.add(x4)));
      y0.blend(least, y0.compare(LT, least)).intoMemorySegment(ALL, place, ORDER);
      FloatVector y1 = x3.sub(x4).fma(FloatVector.broadcast(S, FAR), x5.add(b));
      y1 = x1.sub(x2).fma(FloatVector.broadcast(S, NEAR), y1);
      y1.blend(least, y1.compare(LT, least)).intoMemorySegment(ALL, place + out1, ORDER);
      from += inLine;
      to += outLine;
    }
  }

  private static void inputOf4(
      int lines, long out, long outLine, long outStep, long in, long inLine, long inStep) {
    long in1 = inStep & STRIDE;
    long in2 = (2 * inStep) & STRIDE;
    long in3 = (3 * inStep) & STRIDE;
    long out1 = outStep & STRIDE;
    long out2 = (2 * outStep) & STRIDE;
    long out3 = (3 * outStep) & STRIDE;
    long from = in;
    long to = out;
    for (int i = 0; i < lines; i++) {
      long line = from & ADDRESS;
      long place = to & ADDRESS;
      FloatVector x0 = fromMemorySegment(S, ALL, line, ORDER);
      FloatVector x1 = fromMemorySegment(S, ALL, line + in1, ORDER);
      FloatVector x2 = fromMemorySegment(S, ALL, line + in2, ORDER);
      FloatVector x3 = fromMemorySegment(S, ALL, line + in3, ORDER);
      x2.sub(x0).intoMemorySegment(ALL, place, ORDER);
      x1.add(x2).intoMemorySegment(ALL, place + out1, ORDER);
      x2.sub(x1).intoMemorySegment(ALL, place + out2, ORDER);
      x3.sub(x1).intoMemorySegment(ALL, place + out3, ORDER);
      from += inLine;
      to += outLine;
    }
  }

  private static void output2Of4(
      int lines,
      long out,
      long outLine,
      long outStep,
      long in,
      long inLine,
      long inStep,
      long bias,
      float floor) {
    FloatVector b = fromMemorySegment(S, ALL, bias & ADDRESS, ORDER);
    FloatVector least = FloatVector.broadcast(S, floor);
    long in1 = inStep & STRIDE;
    long in2 = (2 * inStep) & STRIDE;
    long in3 = (3 * inStep) & STRIDE;
    long out1 = outStep & STRIDE;
    long from = in;
    long to = out;
    for (int i = 0; i < lines; i++) {
      long line = from & ADDRESS;
      long place = to & ADDRESS;
      FloatVector x0 = fromMemorySegment(S, ALL, line, ORDER);
      FloatVector x1 = fromMemorySegment(S, ALL, line + in1, ORDER);
      FloatVector x2 = fromMemorySegment(S, ALL, line + in2, ORDER);
      FloatVector x3 = fromMemorySegment(S, ALL, line + in3, ORDER);
      FloatVector y0 = x0.add(b).add(x1.add(x2));
      y0.blend(least, y0.compare(LT, least)).intoMemorySegment(ALL, place, ORDER);
      FloatVector y1 = x1.sub(x2).add(x3.add(b));
      y1.blend(least, y1.compare(LT, least)).intoMemorySegment(ALL, place + out1, ORDER);
      from += inLine;
      to += outLine;
    }
  }

  private static void gradient4(
      int lines, long out, long outLine, long outStep, long in, long inLine, long inStep) {
    FloatVector near = FloatVector.broadcast(S, NEAR * NEAR);
    FloatVector far = FloatVector.broadcast(S, FAR * FAR);
    long in1 = inStep & STRIDE;
    long in2 = (2 * inStep) & STRIDE;
    long in3 = (3 * inStep) & STRIDE;
    long out1 = outStep & STRIDE;
    long out2 = (2 * outStep) & STRIDE;
    long out3 = (3 * outStep) & STRIDE;
    long out4 = (4 * outStep) & STRIDE;
    long out5 = (5 * outStep) & STRIDE;
    long from = in;
    long to = out;
    for (int i = 0; i < lines; i++) {
      long line = from & ADDRESS;
      long place = to & ADDRESS;
      FloatVector x0 = fromMemorySegment(S, ALL, line, ORDER);
      FloatVector x1 = fromMemorySegment(S, ALL, line + in1, ORDER);
      FloatVector x2 = fromMemorySegment(S, ALL, line + in2, ORDER);
      FloatVector x3 = fromMemorySegment(S, ALL, line + in3, ORDER);
      x0.intoMemorySegment(ALL, place, ORDER);
      x3.intoMemorySegment(ALL, place + out5, ORDER);
      FloatVector even = x2.fma(near, x0);
      FloatVector odd = x3.fma(near, x1).mul(NEAR);
      even.add(odd).intoMemorySegment(ALL, place + out1, ORDER);
      even.sub(odd).intoMemorySegment(ALL, place + out2, ORDER);
      even = x2.fma(far, x0);
      odd = x3.fma(far, x1).mul(FAR);
      even.add(odd).intoMemorySegment(ALL, place + out3, ORDER);
      even.sub(odd).intoMemorySegment(ALL, place + out4, ORDER);
      from += inLine;
      to += outLine;
    }
  }

  private static void gradient2(
      int lines, long out, long outLine, long outStep, long in, long inLine, long inStep) {
    long in1 = inStep & STRIDE;
    long out1 = outStep & STRIDE;
    long out2 = (2 * outStep) & STRIDE;
    long out3 = (3 * outStep) & STRIDE;
    long out4 = (4 * outStep) & STRIDE;
    long out5 = (5 * outStep) & STRIDE;
    long from = in;
    long to = out;
    for (int i = 0; i < lines; i++) {
      long line = from & ADDRESS;
      long place = to & ADDRESS;
      FloatVector x0 = fromMemorySegment(S, ALL, line, ORDER);
      FloatVector x1 = fromMemorySegment(S, ALL, line + in1, ORDER);
      x0.intoMemorySegment(ALL, place, ORDER);
      x1.intoMemorySegment(ALL, place + out5, ORDER);
      FloatVector near = x1.mul(NEAR);
      x0.add(near).intoMemorySegment(ALL, place + out1, ORDER);
      x0.sub(near).intoMemorySegment(ALL, place + out2, ORDER);
      FloatVector far = x1.mul(FAR);
      x0.add(far).intoMemorySegment(ALL, place + out3, ORDER);
      x0.sub(far).intoMemorySegment(ALL, place + out4, ORDER);
      from += inLine;
      to += outLine;
    }
  }

  private static void kernel3(
      int lines, long out, long outLine, long outStep, long in, long inLine, long inStep) {
    float near = -128 / 243f;
    float far = 32 / 243f;
    long in1 = inStep & STRIDE;
    long in2 = (2 * inStep) & STRIDE;
    long out1 = outStep & STRIDE;
    long out2 = (2 * outStep) & STRIDE;
    long out3 = (3 * outStep) & STRIDE;
    long out4 = (4 * outStep) & STRIDE;
    long out5 = (5 * outStep) & STRIDE;
    long from = in;
    long to = out;
    for (int i = 0; i < lines; i++) {
      long line = from & ADDRESS;
      long place = to & ADDRESS;
      FloatVector x0 = fromMemorySegment(S, ALL, line, ORDER);
      FloatVector x1 = fromMemorySegment(S, ALL, line + in1, ORDER);
      FloatVector x2 = fromMemorySegment(S, ALL, line + in2, ORDER);
      x0.mul(64 / 81f).intoMemorySegment(ALL, place, ORDER);
      x2.intoMemorySegment(ALL, place + out5, ORDER);
      FloatVector even = x2.fma(FloatVector.broadcast(S, NEAR * NEAR), x0).mul(near);
      FloatVector odd = x1.mul(NEAR * near);
      even.add(odd).intoMemorySegment(ALL, place + out1, ORDER);
      even.sub(odd).intoMemorySegment(ALL, place + out2, ORDER);
      even = x2.fma(FloatVector.broadcast(S, FAR * FAR), x0).mul(far);
      odd = x1.mul(FAR * far);
      even.add(odd).intoMemorySegment(ALL, place + out3, ORDER);
      even.sub(odd).intoMemorySegment(ALL, place + out4, ORDER);
      from += inLine;
      to += outLine;
    }
  }

  private static void kernel3Of4(
      int lines, long out, long outLine, long outStep, long in, long inLine, long inStep) {
    long in1 = inStep & STRIDE;
    long in2 = (2 * inStep) & STRIDE;
    long out1 = outStep & STRIDE;
    long out2 = (2 * outStep) & STRIDE;
    long out3 = (3 * outStep) & STRIDE;
    long from = in;
    long to = out;
    for (int i = 0; i < lines; i++) {
      long line = from & ADDRESS;
      long place = to & ADDRESS;
      FloatVector x0 = fromMemorySegment(S, ALL, line, ORDER);
      FloatVector x1 = fromMemorySegment(S, ALL, line + in1, ORDER);
      FloatVector x2 = fromMemorySegment(S, ALL, line + in2, ORDER);
      x0.neg().intoMemorySegment(ALL, place, ORDER);
      x2.intoMemorySegment(ALL, place + out3, ORDER);
      FloatVector even = x0.add(x2).mul(0.5f);
      FloatVector odd = x1.mul(0.5f);
      even.add(odd).intoMemorySegment(ALL, place + out1, ORDER);
      even.sub(odd).intoMemorySegment(ALL, place + out2, ORDER);
      from += inLine;
      to += outLine;
    }
  }

  private static void byMatrix(
      WinogradTransform t,
      int lines,
      long out,
      long outLine,
      long outStep,
      long in,
      long inLine,
      long inStep) {
    for (int line = 0; line < lines; line++) {
      for (int row = 0; row < t.to(); row++) {
        FloatVector sum = FloatVector.zero(S);
        for (int column = 0; column < t.from(); column++) {
          FloatVector x =
              fromMemorySegment(S, ALL, (in + line * inLine + column * inStep) & ADDRESS, ORDER);
          sum = x.fma(FloatVector.broadcast(S, t.factor(row, column)), sum);
        }
        sum.intoMemorySegment(ALL, (out + line * outLine + row * outStep) & ADDRESS, ORDER);
      }
    }
  }
}
