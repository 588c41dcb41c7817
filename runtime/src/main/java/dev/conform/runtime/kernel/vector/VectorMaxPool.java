package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import dev.conform.runtime.kernel.TapRun;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The largest of the taps, for a run of pixels: some vectors of channels at a time. */
final class VectorMaxPool {

  private VectorMaxPool() {}

  static void forward(long out, long in, TapRun run) {
    int channels = run.channels();
    for (int pixel = 0; pixel < run.pixels(); pixel++) {
      long to = out + 4L * pixel * run.outStep();
      long from = in + 4L * pixel * run.inStep();
      int c = 0;
      for (; c <= channels - 4 * L; c += 4 * L) {
        four(to + 4L * c, from + 4L * c, run);
      }
      for (; c < channels; c += L) {
        some(to + 4L * c, from + 4L * c, mask(c, channels), run);
      }
    }
  }

  private static void four(long out, long in, TapRun run) {
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

  private static void some(long out, long in, VectorMask<Float> some, TapRun run) {
    FloatVector best = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    long inColumn = 4 * run.inColumn();
    for (int row = 0; row < run.rows(); row++) {
      long from = in + 4L * row * run.inRow();
      for (int column = 0; column < run.columns(); column++) {
        best = best.max(load(from, some));
        from += inColumn;
      }
    }
    store(best, out, some);
  }
}
