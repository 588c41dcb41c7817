package dev.conform.runtime.kernel.reference;

import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Window;
import java.util.Arrays;

/** Pooling over windows of each channel, by maximum or by average. */
public final class ReferencePool2d {

  private ReferencePool2d() {}

  /** Does something with one tap of one window. */
  @FunctionalInterface
  private interface Tap {
    /**
     * Takes a tap that lies inside the input.
     *
     * @param output index of the window's output
     * @param plane index of the channel's first value in the input
     * @param pixel row · width + column in that channel
     */
    void visit(int output, int plane, int pixel);
  }

  /**
   * Keeps the largest value of each window. The first of equal ones wins; a NaN wins over every
   * number, the first NaN over the others. Padding never wins.
   *
   * @param output {@code [batch][channels][outHeight][outWidth]}, overwritten
   * @param argmax as {@code output}, overwritten: where in its channel the value was found, row ·
   *     width + column
   * @param input {@code [batch][channels][inHeight][inWidth]}, read
   * @param pool the shape
   * @param batch the number of images
   * @throws IllegalArgumentException if a window lies in the padding alone: it has no maximum
   */
  public static void maxForward(
      double[] output, int[] argmax, double[] input, Pool2d pool, int batch) {
    Arrays.fill(argmax, -1);
    forEachTap(
        pool,
        batch,
        (o, plane, pixel) -> {
          double value = input[plane + pixel];
          if (argmax[o] < 0
              || value > output[o]
              || (Double.isNaN(value) && !Double.isNaN(output[o]))) {
            output[o] = value;
            argmax[o] = pixel;
          }
        });
    for (int o = 0; o < batch * pool.channels() * pool.outHeight() * pool.outWidth(); o++) {
      if (argmax[o] < 0) {
        throw new IllegalArgumentException(
            "output %d of %s has no tap inside the input, so no maximum".formatted(o, pool));
      }
    }
  }

  /**
   * Gives each window's gradient to the value that won it.
   *
   * @param dInput {@code [batch][channels][inHeight][inWidth]}, overwritten
   * @param dOutput {@code [batch][channels][outHeight][outWidth]}, read
   * @param argmax as {@link #maxForward} wrote it, read
   * @param pool the shape
   * @param batch the number of images
   */
  public static void maxBackward(
      double[] dInput, double[] dOutput, int[] argmax, Pool2d pool, int batch) {
    Arrays.fill(dInput, 0);
    int outPixels = pool.outHeight() * pool.outWidth();
    int inPixels = pool.inHeight() * pool.inWidth();
    for (int o = 0; o < batch * pool.channels() * outPixels; o++) {
      dInput[o / outPixels * inPixels + argmax[o]] += dOutput[o];
    }
  }

  /**
   * Averages each window. Padding counts as zeros where {@link Pool2d#countPadding()}; what a
   * window of ceil mode has beyond the padding never counts, as in PyTorch.
   *
   * @param output {@code [batch][channels][outHeight][outWidth]}, overwritten
   * @param input {@code [batch][channels][inHeight][inWidth]}, read
   * @param pool the shape
   * @param batch the number of images
   */
  public static void averageForward(double[] output, double[] input, Pool2d pool, int batch) {
    Arrays.fill(output, 0);
    int[] counts = counts(pool);
    forEachTap(
        pool,
        batch,
        (o, plane, pixel) -> output[o] += input[plane + pixel] / counts[o % counts.length]);
  }

  /**
   * Spreads each window's gradient evenly over its values.
   *
   * @param dInput {@code [batch][channels][inHeight][inWidth]}, overwritten
   * @param dOutput {@code [batch][channels][outHeight][outWidth]}, read
   * @param pool the shape
   * @param batch the number of images
   */
  public static void averageBackward(double[] dInput, double[] dOutput, Pool2d pool, int batch) {
    Arrays.fill(dInput, 0);
    int[] counts = counts(pool);
    forEachTap(
        pool,
        batch,
        (o, plane, pixel) -> dInput[plane + pixel] += dOutput[o] / counts[o % counts.length]);
  }

  /** By how much each output pixel's sum is divided. */
  private static int[] counts(Pool2d pool) {
    Window w = pool.window();
    int[] counts = new int[pool.outHeight() * pool.outWidth()];
    for (int y = 0; y < pool.outHeight(); y++) {
      int rows =
          taps(
              y * w.strideH() - w.padTop(),
              w.kernelH(),
              w.dilationH(),
              pool.countPadding() ? -w.padTop() : 0,
              pool.inHeight() + (pool.countPadding() ? w.padBottom() : 0));
      for (int x = 0; x < pool.outWidth(); x++) {
        int columns =
            taps(
                x * w.strideW() - w.padLeft(),
                w.kernelW(),
                w.dilationW(),
                pool.countPadding() ? -w.padLeft() : 0,
                pool.inWidth() + (pool.countPadding() ? w.padRight() : 0));
        counts[y * pool.outWidth() + x] = rows * columns;
      }
    }
    return counts;
  }

  /** How many of the taps start, start + dilation, … lie in [low, high). */
  private static int taps(int start, int kernel, int dilation, int low, int high) {
    int count = 0;
    for (int i = 0; i < kernel; i++) {
      int at = start + i * dilation;
      if (at >= low && at < high) {
        count++;
      }
    }
    return count;
  }

  /** Visits the taps of every window that lie inside the input, row by row. */
  private static void forEachTap(Pool2d pool, int batch, Tap tap) {
    Window window = pool.window();
    int output = 0;
    for (int channel = 0; channel < batch * pool.channels(); channel++) {
      int plane = channel * pool.inHeight() * pool.inWidth();
      for (int y = 0; y < pool.outHeight(); y++) {
        for (int x = 0; x < pool.outWidth(); x++, output++) {
          for (int i = 0; i < window.kernelH(); i++) {
            int row = y * window.strideH() - window.padTop() + i * window.dilationH();
            if (row < 0 || row >= pool.inHeight()) {
              continue;
            }
            for (int j = 0; j < window.kernelW(); j++) {
              int column = x * window.strideW() - window.padLeft() + j * window.dilationW();
              if (column >= 0 && column < pool.inWidth()) {
                tap.visit(output, plane, row * pool.inWidth() + column);
              }
            }
          }
        }
      }
    }
  }
}
