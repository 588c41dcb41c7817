package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.conform.runtime.kernel.Tensor;
import java.lang.foreign.Arena;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/**
 * Values for a kernel and for the reference: the kernel's tensor lies between two guards in the
 * kernel's order, the reference's array in PyTorch's.
 */
final class Values {

  private static final int GUARD = 17;
  private static final float UNTOUCHED = -9876.5f;

  private final Tensor whole;
  private final Tensor tensor;
  private final double[] reference;
  private final IntUnaryOperator place;

  private Values(Arena arena, int size, IntUnaryOperator place) {
    this.place = place;
    whole = new Tensor(arena.allocate((size + 2L * GUARD) * Float.BYTES, 64));
    for (long i = 0; i < whole.size(); i++) {
      whole.set(i, UNTOUCHED);
    }
    tensor = whole.slice(GUARD, size);
    reference = new double[size];
  }

  /** Images: {@code [batch][pixels][channels]} for the kernel, channels first in the reference. */
  static Values images(Arena arena, int batch, int channels, int pixels) {
    return new Values(
        arena,
        batch * channels * pixels,
        i -> {
          int image = i / (channels * pixels);
          int channel = i / pixels % channels;
          return (image * pixels + i % pixels) * channels + channel;
        });
  }

  /** Weights: {@code [taps][in][out]} for the kernel, {@code [out][in][taps]} in the reference. */
  static Values weights(Arena arena, int out, int in, int taps) {
    return new Values(
        arena, out * in * taps, i -> (i % taps * in + i / taps % in) * out + i / (in * taps));
  }

  /** Values in a row. */
  static Values row(Arena arena, int size) {
    return new Values(arena, size, i -> i);
  }

  /** Sets values evenly spread from −1 to 1. */
  Values random(Random random) {
    for (int i = 0; i < reference.length; i++) {
      put(i, random.nextFloat() * 2 - 1);
    }
    return this;
  }

  /** Sets about a tenth of the values to NaN, an infinity or a zero. */
  Values special(Random random) {
    float[] special = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, -0f};
    for (int i = 0; i < reference.length; i++) {
      if (random.nextInt(10) == 0) {
        put(i, special[random.nextInt(special.length)]);
      }
    }
    return this;
  }

  /** Sets all values. */
  Values filled(float value) {
    for (int i = 0; i < reference.length; i++) {
      put(i, value);
    }
    return this;
  }

  /** Sets all that the kernel's tensor holds, and not what is expected. */
  void filledTensor(float value) {
    for (int i = 0; i < reference.length; i++) {
      tensor.set(i, value);
    }
  }

  /** Sets one value, by its place in the reference's order. */
  void put(int index, float value) {
    reference[index] = value;
    tensor.set(place.applyAsInt(index), value);
  }

  Tensor tensor() {
    return tensor;
  }

  double[] reference() {
    return reference;
  }

  int size() {
    return reference.length;
  }

  /** Doubles what is expected: a gradient that was accumulated on itself. */
  void doubleReference() {
    for (int i = 0; i < reference.length; i++) {
      reference[i] *= 2;
    }
  }

  /** Returns what the kernel's tensor holds at a place of the reference's order. */
  float actual(int index) {
    return tensor.get(place.applyAsInt(index));
  }

  /** Returns all that the kernel's tensor holds, in its own order. */
  float[] bits() {
    float[] values = new float[size()];
    tensor.copyTo(values);
    return values;
  }

  /**
   * Fails unless the kernel's values are the reference's, NaN and infinity included, and nothing
   * around them was written.
   *
   * @param terms the length of the sums: rounding grows with it
   */
  void assertEqualsReference(String what, long terms) {
    for (int i = 0; i < reference.length; i++) {
      double expected = reference[i];
      float actual = actual(i);
      double tolerance = 1e-6 * (1 + Math.abs(expected)) + 1e-7 * terms;
      boolean same =
          Double.isFinite(expected)
              ? Math.abs(actual - expected) <= tolerance
              : Double.compare(actual, expected) == 0;
      if (!same) {
        fail("%s: value %d of %d is %s, not %s".formatted(what, i, size(), actual, expected));
      }
    }
    for (int i = 0; i < GUARD; i++) {
      assertEquals(UNTOUCHED, whole.get(i), what + ": wrote before the tensor");
      assertEquals(UNTOUCHED, whole.get(whole.size() - 1 - i), what + ": wrote after the tensor");
    }
  }
}
