package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import dev.conform.runtime.kernel.TapRun;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The largest of the taps, for a run of pixels: some vectors at a time, of channels or pixels. */
final class VectorMaxPool {

  private VectorMaxPool() {}

  static void forward(long out, long in, TapRun run) {
    int channels = run.channels();
    int c = 0;
    for (; c <= channels - 4 * L; c += 4 * L) {
      for (int pixel = 0; pixel < run.pixels(); pixel++) {
        channels(out + 4L * (c + pixel * run.outStep()), in + 4L * (c + pixel * run.inStep()), run);
      }
    }
    for (; c < channels; c += L) {
      VectorMask<Float> some = mask(c, channels);
      for (int pixel = 0; pixel < run.pixels(); pixel += 2) {
        // The last of an odd number is done twice, which takes as long as once.
        int other = Math.min(1, run.pixels() - 1 - pixel);
        pixels(
            out + 4L * (c + pixel * run.outStep()),
            in + 4L * (c + pixel * run.inStep()),
            4L * other * run.outStep(),
            4L * other * run.inStep(),
            some,
            run);
      }
    }
  }

  /** Computes four vectors of channels of a pixel. */
  private static void channels(long out, long in, TapRun run) {
    FloatVector best0 = load(in);
    FloatVector best1 = load(in + BYTES);
    FloatVector best2 = load(in + 2 * BYTES);
    FloatVector best3 = load(in + 3 * BYTES);
    long inColumn = 4 * run.inColumn();
    for (int row = 0; row < run.rows(); row++) {
      long from = in + 4L * row * run.inRow();
      for (int column = 0; column < run.columns(); column++) {
        best0 = best0.max(load(from));
        best1 = best1.max(load(from + BYTES));
        best2 = best2.max(load(from + 2 * BYTES));
        best3 = best3.max(load(from + 3 * BYTES));
        from += inColumn;
      }
    }
    store(best0, out);
    store(best1, out + BYTES);
    store(best2, out + 2 * BYTES);
    store(best3, out + 3 * BYTES);
  }

  /** Computes some channels of two pixels: with more, the quick compiler would give up. */
  private static void pixels(
      long out, long in, long outStep, long inStep, VectorMask<Float> some, TapRun run) {
    FloatVector best0 = load(in, some);
    FloatVector best1 = load(in + inStep, some);
    long inColumn = 4 * run.inColumn();
    for (int row = 0; row < run.rows(); row++) {
      long from = in + 4L * row * run.inRow();
      for (int column = 0; column < run.columns(); column++) {
        best0 = best0.max(load(from, some));
        best1 = best1.max(load(from + inStep, some));
        from += inColumn;
      }
    }
    store(best0, out, some);
    store(best1, out + outStep, some);
  }
}
