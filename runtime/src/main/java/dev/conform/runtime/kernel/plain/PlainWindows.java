package dev.conform.runtime.kernel.plain;

import static dev.conform.runtime.kernel.RawMemory.at;
import static dev.conform.runtime.kernel.RawMemory.read;
import static dev.conform.runtime.kernel.RawMemory.write;

import dev.conform.runtime.kernel.TapRun;
import dev.conform.runtime.kernel.Taps;
import java.util.Arrays;

/** Pools and depthwise convolution: the channels of one tap after the other, in arrays. */
final class PlainWindows {

  private static final ThreadLocal<PlainWindows> OF_THREAD =
      ThreadLocal.withInitial(PlainWindows::new);

  private float[] result = new float[0];
  private float[] tap = new float[0];
  private float[] weights = new float[0];

  private PlainWindows() {}

  static PlainWindows ofThread(int channels, int weightFloats) {
    PlainWindows windows = OF_THREAD.get();
    if (windows.result.length < channels) {
      windows.result = new float[channels];
      windows.tap = new float[channels];
    }
    if (windows.weights.length < weightFloats) {
      windows.weights = new float[weightFloats];
    }
    return windows;
  }

  void depthwise(long out, long in, long weight, long start, long startStep, TapRun run) {
    int channels = run.channels();
    for (int row = 0, to = 0; row < run.rows(); row++) {
      for (int column = 0; column < run.columns(); column++, to += channels) {
        long from = row * run.weightRow() + column * run.weightColumn();
        read(weights, to, at(weight, from), channels);
      }
    }
    for (int pixel = 0; pixel < run.pixels(); pixel++) {
      if (start == 0) {
        Arrays.fill(result, 0, channels, 0);
      } else {
        read(result, 0, at(start, pixel * startStep), channels);
      }
      for (int row = 0, factor = 0; row < run.rows(); row++) {
        for (int column = 0; column < run.columns(); column++, factor += channels) {
          readTap(in, pixel, row, column, run);
          multiplyAdd(result, tap, weights, factor, channels);
        }
      }
      write(at(out, pixel * run.outStep()), result, 0, channels);
    }
  }

  private static void multiplyAdd(float[] sums, float[] a, float[] b, int first, int size) {
    for (int i = 0; i < size; i++) {
      sums[i] = Math.fma(a[i], b[first + i], sums[i]);
    }
  }

  void maxPool(long out, long in, TapRun run) {
    int channels = run.channels();
    for (int pixel = 0; pixel < run.pixels(); pixel++) {
      Arrays.fill(result, 0, channels, Float.NEGATIVE_INFINITY);
      for (int row = 0; row < run.rows(); row++) {
        for (int column = 0; column < run.columns(); column++) {
          readTap(in, pixel, row, column, run);
          max(result, tap, channels);
        }
      }
      write(at(out, pixel * run.outStep()), result, 0, channels);
    }
  }

  private static void max(float[] best, float[] values, int size) {
    for (int i = 0; i < size; i++) {
      best[i] = Math.max(best[i], values[i]);
    }
  }

  private void readTap(long in, int pixel, int row, int column, TapRun run) {
    long from = pixel * run.inStep() + row * run.inRow() + column * run.inColumn();
    read(tap, 0, at(in, from), run.channels());
  }

  void averagePool(long out, long in, Taps window, float scale) {
    int channels = window.channels();
    Arrays.fill(result, 0, channels, 0);
    for (int row = 0; row < window.rows(); row++) {
      for (int column = 0; column < window.columns(); column++) {
        long from = (long) row * window.rowStride() + (long) column * window.columnStride();
        read(tap, 0, at(in, from), channels);
        for (int i = 0; i < channels; i++) {
          result[i] += tap[i];
        }
      }
    }
    for (int i = 0; i < channels; i++) {
      result[i] *= scale;
    }
    write(out, result, 0, channels);
  }
}
