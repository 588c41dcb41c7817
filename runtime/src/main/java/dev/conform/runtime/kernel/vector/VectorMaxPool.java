package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.ADDRESS;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import dev.conform.runtime.kernel.TapRun;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The largest of the taps, for a run of pixels. First the largest of each column of taps: windows
 * that overlap share columns, and where all channels are taken, columns lie one after the other and
 * fill vectors, however few the channels are. Then the largest of each window's columns.
 */
final class VectorMaxPool {

  /** Channels that are done together. */
  private static final int CHANNELS = 64;

  /** What columns take in the first-level cache: 16 KiB. */
  private static final int COLUMN_FLOATS = 1 << 12;

  /** Each thread's place for columns; vectors may be read beyond the last one. */
  private static final ThreadLocal<MemorySegment> COLUMNS =
      ThreadLocal.withInitial(
          () -> Arena.ofAuto().allocate((long) Float.BYTES * (COLUMN_FLOATS + CHANNELS), 64));

  private VectorMaxPool() {}

  static void forward(long out, long in, TapRun run) {
    int channels = run.channels();
    for (int c = 0; c < channels; c += CHANNELS) {
      int width = Math.min(CHANNELS, channels - c);
      if (run.inColumn() == channels && run.columns() <= COLUMN_FLOATS / width) {
        byColumns(out + 4L * c, in + 4L * c, width, run);
      } else {
        for (int pixel = 0; pixel < run.pixels(); pixel++) {
          byTaps(
              out + 4L * (c + pixel * run.outStep()),
              in + 4L * (c + pixel * run.inStep()),
              width,
              run);
        }
      }
    }
  }

  private static void byColumns(long out, long in, int width, TapRun run) {
    long columns = COLUMNS.get().address();
    int channels = run.channels();
    int stride = (int) (run.inStep() / channels);
    int most = (COLUMN_FLOATS / width - run.columns()) / stride + 1;
    for (int pixel = 0; pixel < run.pixels(); pixel += most) {
      int count = Math.min(most, run.pixels() - pixel);
      int span = (count - 1) * stride + run.columns();
      long from = in + 4L * pixel * run.inStep();
      if (width == channels) {
        rows(columns, from, span * width, run);
      } else {
        for (int column = 0; column < span; column++) {
          rows(columns + 4L * column * width, from + 4L * column * channels, width, run);
        }
      }
      long to = out + 4L * pixel * run.outStep();
      for (int i = 0; i < count; i++) {
        columns(
            to + 4L * i * run.outStep(), columns + 4L * i * stride * width, width, run.columns());
      }
    }
  }

  /** Computes the largest of some values and of those below them. */
  private static void rows(long out, long in, int size, TapRun run) {
    long inRow = 4 * run.inRow();
    int i = 0;
    for (; i <= size - L; i += L) {
      long from = in + 4L * i;
      FloatVector best = load(from);
      for (int row = 1; row < run.rows(); row++) {
        from += inRow;
        best = best.max(load(from));
      }
      store(best, out + 4L * i);
    }
    if (i < size) {
      VectorMask<Float> some = mask(i, size);
      long from = in + 4L * i;
      FloatVector best = load(from, some);
      for (int row = 1; row < run.rows(); row++) {
        from += inRow;
        best = best.max(load(from, some));
      }
      store(best, out + 4L * i);
    }
  }

  /**
   * Computes the largest of columns that lie one after the other. Written out: a helper for both
   * parts was not inlined into one of them, and made objects of its vectors.
   */
  private static void columns(long out, long columns, int width, int count) {
    long step = 4L * width;
    int c = 0;
    for (; c <= width - L; c += L) {
      long from = columns + 4L * c;
      FloatVector best = FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
      for (int column = 1; column < count; column++) {
        from += step;
        best = best.max(FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER));
      }
      best.intoMemorySegment(ALL, (out + 4L * c) & ADDRESS, ORDER);
    }
    if (c < width) {
      VectorMask<Float> some = mask(c, width);
      long from = columns + 4L * c;
      FloatVector best = FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
      for (int column = 1; column < count; column++) {
        from += step;
        best = best.max(FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER));
      }
      best.intoMemorySegment(ALL, (out + 4L * c) & ADDRESS, ORDER, some);
    }
  }

  /**
   * Computes a window whose columns do not lie one after the other, or are many; in one loop, as
   * {@link VectorWindow} does.
   */
  private static void byTaps(long out, long in, int width, TapRun run) {
    int columns = run.columns();
    int taps = run.rows() * columns;
    long step = 4 * run.inColumn();
    long toNextRow = 4 * run.inRow() - columns * step;
    for (int c = 0; c < width; c += L) {
      VectorMask<Float> some = mask(c, width);
      long from = in + 4L * c;
      FloatVector best = load(from, some);
      int column = 0;
      for (int tap = 0; tap < taps; tap++) {
        best = best.max(load(from, some));
        from += step;
        if (++column == columns) {
          column = 0;
          from += toNextRow;
        }
      }
      store(best, out + 4L * c, some);
    }
  }
}
