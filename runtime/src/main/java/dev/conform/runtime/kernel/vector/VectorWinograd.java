package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import dev.conform.runtime.kernel.WinogradTransform;
import java.lang.foreign.Arena;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The two steps of a transform, for one vector of channels. Those that run for each tile are
 * written out: their matrices are mostly zeros, ones and pairs of rows that differ in signs.
 * Strides are in bytes here.
 */
final class VectorWinograd {

  /** From a row of the scratch to the next: six vectors. */
  private static final long ROW = 6 * BYTES;

  /** The points nearer to 0 and farther from it, as {@link WinogradTransform} has them. */
  private static final float NEAR = 0.75f;

  private static final float FAR = 1.5f;

  private static final long ZEROS = Arena.global().allocate(BYTES, 64).address();

  private VectorWinograd() {}

  /** Transforms each column: scratch[row of T][column of the tile]. */
  static void columns(WinogradTransform t, long scratch, long in, long inRow, long inColumn) {
    int from = t.from();
    for (int x = 0; x < from; x++) {
      once(t, scratch + x * BYTES, ROW, in + x * inColumn, inRow, ZEROS, Float.NEGATIVE_INFINITY);
    }
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
    for (int y = 0; y < rows; y++) {
      long row = scratch + (firstRow + y) * ROW;
      once(t, out + y * outRow, outColumn, row, BYTES, b, floor);
    }
  }

  private static void once(
      WinogradTransform t, long out, long outStep, long in, long inStep, long bias, float floor) {
    switch (t) {
      case INPUT -> input(out, outStep, in, inStep);
      case OUTPUT_4 -> output4(out, outStep, in, inStep, bias, floor);
      case OUTPUT_2 -> output2(out, outStep, in, inStep, bias, floor);
      case GRADIENT_4 -> gradient4(out, outStep, in, inStep);
      case GRADIENT_2 -> gradient2(out, outStep, in, inStep);
      case KERNEL_3 -> kernel3(out, outStep, in, inStep);
      default -> byMatrix(t, out, outStep, in, inStep);
    }
  }

  private static void input(long out, long outStep, long in, long inStep) {
    FloatVector x1 = load(in + inStep);
    FloatVector x2 = load(in + 2 * inStep);
    FloatVector x3 = load(in + 3 * inStep);
    FloatVector x4 = load(in + 4 * inStep);
    FloatVector first = FloatVector.broadcast(S, 81 / 64f);
    FloatVector third = FloatVector.broadcast(S, -45 / 16f);
    store(load(in).fma(first, x2.fma(third, x4)), out);
    store(x1.fma(first, x3.fma(third, load(in + 5 * inStep))), out + 5 * outStep);
    FloatVector far = FloatVector.broadcast(S, -9 / 4f);
    FloatVector even = x2.fma(far, x4);
    FloatVector odd = x1.fma(far, x3).mul(NEAR);
    store(even.add(odd), out + outStep);
    store(even.sub(odd), out + 2 * outStep);
    FloatVector near = FloatVector.broadcast(S, -9 / 16f);
    even = x2.fma(near, x4);
    odd = x1.fma(near, x3).mul(FAR);
    store(even.add(odd), out + 3 * outStep);
    store(even.sub(odd), out + 4 * outStep);
  }

  private static void output4(
      long out, long outStep, long in, long inStep, long bias, float floor) {
    FloatVector x1 = load(in + inStep);
    FloatVector x2 = load(in + 2 * inStep);
    FloatVector x3 = load(in + 3 * inStep);
    FloatVector x4 = load(in + 4 * inStep);
    FloatVector b = load(bias);
    FloatVector near = x1.add(x2);
    FloatVector far = x3.add(x4);
    store(atLeast(load(in).add(b).add(near.add(far)), floor), out);
    FloatVector y2 = far.fma(FloatVector.broadcast(S, FAR * FAR), b);
    y2 = near.fma(FloatVector.broadcast(S, NEAR * NEAR), y2);
    store(atLeast(y2, floor), out + 2 * outStep);
    near = x1.sub(x2);
    far = x3.sub(x4);
    FloatVector y1 = far.fma(FloatVector.broadcast(S, FAR), b);
    y1 = near.fma(FloatVector.broadcast(S, NEAR), y1);
    store(atLeast(y1, floor), out + outStep);
    FloatVector y3 = load(in + 5 * inStep).add(b);
    y3 = far.fma(FloatVector.broadcast(S, FAR * FAR * FAR), y3);
    y3 = near.fma(FloatVector.broadcast(S, NEAR * NEAR * NEAR), y3);
    store(atLeast(y3, floor), out + 3 * outStep);
  }

  private static void output2(
      long out, long outStep, long in, long inStep, long bias, float floor) {
    FloatVector x1 = load(in + inStep);
    FloatVector x2 = load(in + 2 * inStep);
    FloatVector x3 = load(in + 3 * inStep);
    FloatVector x4 = load(in + 4 * inStep);
    FloatVector b = load(bias);
    FloatVector sum = x1.add(x2).add(x3.add(x4));
    store(atLeast(load(in).add(b).add(sum), floor), out);
    FloatVector y1 = load(in + 5 * inStep).add(b);
    y1 = x3.sub(x4).fma(FloatVector.broadcast(S, FAR), y1);
    y1 = x1.sub(x2).fma(FloatVector.broadcast(S, NEAR), y1);
    store(atLeast(y1, floor), out + outStep);
  }

  private static void gradient4(long out, long outStep, long in, long inStep) {
    FloatVector x0 = load(in);
    FloatVector x1 = load(in + inStep);
    FloatVector x2 = load(in + 2 * inStep);
    FloatVector x3 = load(in + 3 * inStep);
    store(x0, out);
    store(x3, out + 5 * outStep);
    FloatVector square = FloatVector.broadcast(S, NEAR * NEAR);
    FloatVector even = x2.fma(square, x0);
    FloatVector odd = x3.fma(square, x1).mul(NEAR);
    store(even.add(odd), out + outStep);
    store(even.sub(odd), out + 2 * outStep);
    square = FloatVector.broadcast(S, FAR * FAR);
    even = x2.fma(square, x0);
    odd = x3.fma(square, x1).mul(FAR);
    store(even.add(odd), out + 3 * outStep);
    store(even.sub(odd), out + 4 * outStep);
  }

  private static void gradient2(long out, long outStep, long in, long inStep) {
    FloatVector x0 = load(in);
    FloatVector x1 = load(in + inStep);
    store(x0, out);
    store(x1, out + 5 * outStep);
    FloatVector near = x1.mul(NEAR);
    store(x0.add(near), out + outStep);
    store(x0.sub(near), out + 2 * outStep);
    FloatVector far = x1.mul(FAR);
    store(x0.add(far), out + 3 * outStep);
    store(x0.sub(far), out + 4 * outStep);
  }

  private static void kernel3(long out, long outStep, long in, long inStep) {
    FloatVector x0 = load(in);
    FloatVector x1 = load(in + inStep);
    FloatVector x2 = load(in + 2 * inStep);
    store(x0.mul(64 / 81f), out);
    store(x2, out + 5 * outStep);
    float scale = -128 / 243f;
    FloatVector even = x2.fma(FloatVector.broadcast(S, NEAR * NEAR), x0).mul(scale);
    FloatVector odd = x1.mul(NEAR * scale);
    store(even.add(odd), out + outStep);
    store(even.sub(odd), out + 2 * outStep);
    scale = 32 / 243f;
    even = x2.fma(FloatVector.broadcast(S, FAR * FAR), x0).mul(scale);
    odd = x1.mul(FAR * scale);
    store(even.add(odd), out + 3 * outStep);
    store(even.sub(odd), out + 4 * outStep);
  }

  private static void byMatrix(WinogradTransform t, long out, long outStep, long in, long inStep) {
    for (int row = 0; row < t.to(); row++) {
      FloatVector sum = FloatVector.zero(S);
      for (int column = 0; column < t.from(); column++) {
        sum = load(in + column * inStep).fma(FloatVector.broadcast(S, t.factor(row, column)), sum);
      }
      store(sum, out + row * outStep);
    }
  }

  /** NaN stays. */
  private static FloatVector atLeast(FloatVector x, float floor) {
    return x.blend(floor, x.compare(VectorOperators.LT, floor));
  }
}
