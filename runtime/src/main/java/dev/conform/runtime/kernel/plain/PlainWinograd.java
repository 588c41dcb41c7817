package dev.conform.runtime.kernel.plain;

import static dev.conform.runtime.kernel.RawMemory.at;
import static dev.conform.runtime.kernel.RawMemory.read;
import static dev.conform.runtime.kernel.RawMemory.readRows;
import static dev.conform.runtime.kernel.RawMemory.writeRows;

import dev.conform.runtime.kernel.WinogradTransform;
import java.util.Arrays;

/**
 * The transforms, for some channels at a time, in arrays. What inference runs for each tile is
 * written out as in the vector loops, with the same roundings.
 */
final class PlainWinograd {

  /** Channels that are done together. */
  private static final int CHANNELS = 64;

  /** A tile has so many rows and columns. */
  private static final int SIZE = 6;

  private static final int ROW = SIZE * CHANNELS;

  private static final ThreadLocal<PlainWinograd> OF_THREAD =
      ThreadLocal.withInitial(PlainWinograd::new);

  private final float[] tile = new float[SIZE * ROW];
  private final float[] half = new float[SIZE * ROW];
  private final float[] line = new float[ROW];
  private final float[] shift = new float[CHANNELS];

  private PlainWinograd() {}

  static PlainWinograd ofThread() {
    return OF_THREAD.get();
  }

  /** As {@code Primitives.winograd}. */
  void transform(
      WinogradTransform transform,
      int firstRow,
      int rows,
      long out,
      long outRow,
      long outColumn,
      long in,
      long inRow,
      long inColumn,
      int channels,
      long bias,
      boolean relu) {
    for (int channel = 0; channel < channels; channel += CHANNELS) {
      int count = Math.min(CHANNELS, channels - channel);
      columns(transform, at(in, channel), inRow, inColumn, count);
      if (bias != 0) {
        read(shift, 0, at(bias, channel), count);
      }
      float floor = relu ? 0 : Float.NEGATIVE_INFINITY;
      for (int y = 0; y < rows; y++) {
        once(transform, line, 0, CHANNELS, half, (firstRow + y) * ROW, CHANNELS, count, floor);
        long to = at(out, y * outRow + channel);
        writeRows(to, outColumn, line, 0, CHANNELS, transform.to(), count);
      }
    }
  }

  /** Transforms the columns of a tile. */
  private void columns(WinogradTransform t, long in, long inRow, long inColumn, int count) {
    for (int y = 0; y < t.from(); y++) {
      readRows(tile, y * ROW, CHANNELS, at(in, y * inRow), inColumn, t.from(), count);
    }
    Arrays.fill(shift, 0);
    for (int x = 0; x < t.from(); x++) {
      int column = x * CHANNELS;
      once(t, half, column, ROW, tile, column, ROW, count, Float.NEGATIVE_INFINITY);
    }
  }

  private void once(
      WinogradTransform t,
      float[] out,
      int to,
      int outStep,
      float[] in,
      int from,
      int inStep,
      int count,
      float floor) {
    switch (t) {
      case INPUT -> input(out, to, outStep, in, from, inStep, count);
      case OUTPUT_4 -> output4(out, to, outStep, in, from, inStep, count, shift, floor);
      case OUTPUT_2 -> output2(out, to, outStep, in, from, inStep, count, shift, floor);
      case INPUT_OF_4 -> inputOf4(out, to, outStep, in, from, inStep, count);
      case OUTPUT_2_OF_4 -> output2Of4(out, to, outStep, in, from, inStep, count, shift, floor);
      case KERNEL_3 -> kernel3(out, to, outStep, in, from, inStep, count);
      case KERNEL_3_OF_4 -> kernel3Of4(out, to, outStep, in, from, inStep, count);
      default -> byMatrix(t, out, to, outStep, in, from, inStep, count);
    }
  }

  private static void input(
      float[] out, int to, int outStep, float[] in, int from, int inStep, int count) {
    for (int i = 0; i < count; i++) {
      int at = from + i;
      float x0 = in[at];
      float x1 = in[at + inStep];
      float x2 = in[at + 2 * inStep];
      float x3 = in[at + 3 * inStep];
      float x4 = in[at + 4 * inStep];
      float x5 = in[at + 5 * inStep];
      at = to + i;
      out[at] = Math.fma(x0, 81 / 64f, Math.fma(x2, -45 / 16f, x4));
      out[at + 5 * outStep] = Math.fma(x1, 81 / 64f, Math.fma(x3, -45 / 16f, x5));
      float even = Math.fma(x2, -9 / 4f, x4);
      float odd = Math.fma(x1, -9 / 4f, x3) * 0.75f;
      out[at + outStep] = even + odd;
      out[at + 2 * outStep] = even - odd;
      even = Math.fma(x2, -9 / 16f, x4);
      odd = Math.fma(x1, -9 / 16f, x3) * 1.5f;
      out[at + 3 * outStep] = even + odd;
      out[at + 4 * outStep] = even - odd;
    }
  }

  private static void output4(
      float[] out,
      int to,
      int outStep,
      float[] in,
      int from,
      int inStep,
      int count,
      float[] bias,
      float floor) {
    for (int i = 0; i < count; i++) {
      int at = from + i;
      float x0 = in[at];
      float x1 = in[at + inStep];
      float x2 = in[at + 2 * inStep];
      float x3 = in[at + 3 * inStep];
      float x4 = in[at + 4 * inStep];
      float x5 = in[at + 5 * inStep];
      float b = bias[i];
      at = to + i;
      float near = x1 + x2;
      float far = x3 + x4;
      out[at] = atLeast(x0 + b + (near + far), floor);
      float y2 = Math.fma(near, 0.75f * 0.75f, Math.fma(far, 1.5f * 1.5f, b));
      out[at + 2 * outStep] = atLeast(y2, floor);
      near = x1 - x2;
      far = x3 - x4;
      float y1 = Math.fma(near, 0.75f, Math.fma(far, 1.5f, b));
      out[at + outStep] = atLeast(y1, floor);
      float y3 = Math.fma(far, 1.5f * 1.5f * 1.5f, x5 + b);
      y3 = Math.fma(near, 0.75f * 0.75f * 0.75f, y3);
      out[at + 3 * outStep] = atLeast(y3, floor);
    }
  }

  private static void output2(
      float[] out,
      int to,
      int outStep,
      float[] in,
      int from,
      int inStep,
      int count,
      float[] bias,
      float floor) {
    for (int i = 0; i < count; i++) {
      int at = from + i;
      float x0 = in[at];
      float x1 = in[at + inStep];
      float x2 = in[at + 2 * inStep];
      float x3 = in[at + 3 * inStep];
      float x4 = in[at + 4 * inStep];
      float x5 = in[at + 5 * inStep];
      float b = bias[i];
      at = to + i;
      out[at] = atLeast(x0 + b + (x1 + x2 + (x3 + x4)), floor);
      float y1 = Math.fma(x3 - x4, 1.5f, x5 + b);
      out[at + outStep] = atLeast(Math.fma(x1 - x2, 0.75f, y1), floor);
    }
  }

  private static void inputOf4(
      float[] out, int to, int outStep, float[] in, int from, int inStep, int count) {
    for (int i = 0; i < count; i++) {
      int at = from + i;
      float x0 = in[at];
      float x1 = in[at + inStep];
      float x2 = in[at + 2 * inStep];
      float x3 = in[at + 3 * inStep];
      at = to + i;
      out[at] = x2 - x0;
      out[at + outStep] = x1 + x2;
      out[at + 2 * outStep] = x2 - x1;
      out[at + 3 * outStep] = x3 - x1;
    }
  }

  private static void output2Of4(
      float[] out,
      int to,
      int outStep,
      float[] in,
      int from,
      int inStep,
      int count,
      float[] bias,
      float floor) {
    for (int i = 0; i < count; i++) {
      int at = from + i;
      float x0 = in[at];
      float x1 = in[at + inStep];
      float x2 = in[at + 2 * inStep];
      float x3 = in[at + 3 * inStep];
      float b = bias[i];
      at = to + i;
      out[at] = atLeast(x0 + b + (x1 + x2), floor);
      out[at + outStep] = atLeast(x1 - x2 + (x3 + b), floor);
    }
  }

  private static void kernel3(
      float[] out, int to, int outStep, float[] in, int from, int inStep, int count) {
    float nearer = -128 / 243f;
    float farther = 32 / 243f;
    for (int i = 0; i < count; i++) {
      float x0 = in[from + i];
      float x1 = in[from + i + inStep];
      float x2 = in[from + i + 2 * inStep];
      int at = to + i;
      out[at] = x0 * (64 / 81f);
      out[at + 5 * outStep] = x2;
      float even = Math.fma(x2, 0.75f * 0.75f, x0) * nearer;
      float odd = x1 * (0.75f * nearer);
      out[at + outStep] = even + odd;
      out[at + 2 * outStep] = even - odd;
      even = Math.fma(x2, 1.5f * 1.5f, x0) * farther;
      odd = x1 * (1.5f * farther);
      out[at + 3 * outStep] = even + odd;
      out[at + 4 * outStep] = even - odd;
    }
  }

  private static void kernel3Of4(
      float[] out, int to, int outStep, float[] in, int from, int inStep, int count) {
    for (int i = 0; i < count; i++) {
      float x0 = in[from + i];
      float x1 = in[from + i + inStep];
      float x2 = in[from + i + 2 * inStep];
      int at = to + i;
      out[at] = -x0;
      out[at + 3 * outStep] = x2;
      float even = (x0 + x2) * 0.5f;
      float odd = x1 * 0.5f;
      out[at + outStep] = even + odd;
      out[at + 2 * outStep] = even - odd;
    }
  }

  private static void byMatrix(
      WinogradTransform t,
      float[] out,
      int to,
      int outStep,
      float[] in,
      int from,
      int inStep,
      int count) {
    for (int row = 0; row < t.to(); row++) {
      for (int i = 0; i < count; i++) {
        float sum = 0;
        for (int column = 0; column < t.from(); column++) {
          sum = Math.fma(in[from + column * inStep + i], t.factor(row, column), sum);
        }
        out[to + row * outStep + i] = sum;
      }
    }
  }

  /** NaN stays. */
  private static float atLeast(float x, float floor) {
    return x < floor ? floor : x;
  }
}
