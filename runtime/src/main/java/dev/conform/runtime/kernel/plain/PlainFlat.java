package dev.conform.runtime.kernel.plain;

import static dev.conform.runtime.kernel.RawMemory.at;
import static dev.conform.runtime.kernel.RawMemory.read;
import static dev.conform.runtime.kernel.RawMemory.readRows;
import static dev.conform.runtime.kernel.RawMemory.write;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.RawMemory;
import java.lang.foreign.MemorySegment;

/** What inference does to values one by one, in arrays. */
final class PlainFlat {

  private static final int SIZE = 1 << 10;

  /** As many pixels of three channels fit. */
  private static final int PIXELS = SIZE / 3;

  private static final float[] ZEROS = new float[SIZE];

  private static final ThreadLocal<PlainFlat> OF_THREAD = ThreadLocal.withInitial(PlainFlat::new);

  private final float[] first = new float[SIZE];
  private final float[] second = new float[SIZE];

  private PlainFlat() {}

  static PlainFlat ofThread() {
    return OF_THREAD.get();
  }

  static void clear(long out, long size) {
    for (long i = 0; i < size; i += SIZE) {
      write(at(out, i), ZEROS, 0, (int) Math.min(SIZE, size - i));
    }
  }

  static void copy(long out, long in, long size) {
    MemorySegment.copy(RawMemory.ALL, in, RawMemory.ALL, out, size * Float.BYTES);
  }

  void interleave(long out, long planes, int count) {
    for (int i = 0; i < count; i += PIXELS) {
      int some = Math.min(PIXELS, count - i);
      readRows(first, 0, PIXELS, at(planes, i), count, 3, some);
      interleave(second, first, some);
      write(at(out, 3L * i), second, 0, 3 * some);
    }
  }

  /** Steps that are constants let the compiler leave out the checks of each index. */
  private static void interleave(float[] to, float[] planes, int count) {
    for (int i = 0; i < count; i++) {
      to[3 * i] = planes[i];
      to[3 * i + 1] = planes[PIXELS + i];
      to[3 * i + 2] = planes[2 * PIXELS + i];
    }
  }

  void add(long out, long a, long b, long size) {
    for (long i = 0; i < size; i += SIZE) {
      int count = (int) Math.min(SIZE, size - i);
      read(first, 0, at(a, i), count);
      read(second, 0, at(b, i), count);
      add(first, second, count);
      write(at(out, i), first, 0, count);
    }
  }

  private static void add(float[] to, float[] from, int count) {
    for (int i = 0; i < count; i++) {
      to[i] += from[i];
    }
  }

  void activate(Activation f, float slope, long out, long in, long size) {
    for (long i = 0; i < size; i += SIZE) {
      int count = (int) Math.min(SIZE, size - i);
      read(first, 0, at(in, i), count);
      switch (f) {
        case RELU -> relu(first, count);
        case SILU -> silu(first, count);
        default -> activate(f, slope, first, count);
      }
      write(at(out, i), first, 0, count);
    }
  }

  private static void relu(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = values[i] < 0 ? 0 : values[i];
    }
  }

  private static void silu(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = ScalarActivation.silu(values[i]);
    }
  }

  private static void activate(Activation f, float slope, float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = ScalarActivation.apply(f, slope, values[i]);
    }
  }
}
