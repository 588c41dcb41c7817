package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.DropoutMask;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import dev.conform.runtime.kernel.reference.ReferenceDropout;
import dev.conform.runtime.kernel.reference.ReferenceSoftmax;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Activations, dropout, stochastic depth, products and softmax against the reference. */
class ElementwiseTest {

  private static final int[] SIZES = {1, 3, 4, 7, 13, 16, 17, 31, 33, 65, 1000};

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void activationsInBothDirections(Setup setup) {
    Random random = new Random(41);
    float[] special = {
      0,
      -0f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      50,
      -50,
      6,
      1e-30f,
      1e-40f,
      88,
      -88,
      88.8f,
      -88.8f,
      103.9f,
      -103.9f,
      104,
      -104,
      1e20f,
      -1e20f,
      Float.MAX_VALUE
    };
    for (Activation f : Activation.values()) {
      for (int size : SIZES) {
        for (int batch : new int[] {1, 2, 5}) {
          try (Arena arena = Arena.ofConfined()) {
            Values input = Values.row(arena, size * batch).random(random);
            for (int i = 0; i < input.size(); i++) {
              boolean isSpecial = random.nextInt(5) == 0;
              input.put(
                  i,
                  isSpecial
                      ? special[random.nextInt(special.length)]
                      : (float) input.reference()[i] * 8);
            }
            Values output = Values.row(arena, size * batch).filled(Float.NaN);
            Values dOutput = Values.row(arena, size * batch).random(random);
            Values dInput = Values.row(arena, size * batch).filled(Float.NaN);
            ReferenceActivation.forward(output.reference(), input.reference(), f, 0.1f);
            ReferenceActivation.backward(
                dInput.reference(), dOutput.reference(), input.reference(), f, 0.1f);
            Kernels kernels = setup.kernels(arena);
            String what = f + " of " + size + " × " + batch + ", " + setup;
            kernels.activationForward(output.tensor(), input.tensor(), f, 0.1f, size, batch);
            output.assertEqualsReference(what, 10);
            for (boolean accumulate : new boolean[] {false, true}) {
              kernels.activationBackward(
                  dInput.tensor(),
                  dOutput.tensor(),
                  f.fromOutput() ? output.tensor() : input.tensor(),
                  f,
                  0.1f,
                  size,
                  accumulate,
                  batch);
              dInput.assertEqualsReference("gradient of " + what, 10);
              dInput.doubleReference();
            }
            kernels.activationForward(input.tensor(), input.tensor(), f, 0.1f, size, batch);
            assertArrayEquals(output.bits(), input.bits(), "in place: " + what);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void aRectifierThatIsOffStopsEvenNan(Setup setup) {
    for (Activation f : List.of(Activation.RELU, Activation.RELU6)) {
      for (float off : f == Activation.RELU ? new float[] {0} : new float[] {0, 6}) {
        try (Arena arena = Arena.ofConfined()) {
          Values output = Values.row(arena, 33).filled(off);
          Values dOutput = Values.row(arena, 33).filled(Float.NaN);
          Values dInput = Values.row(arena, 33).filled(0);
          Kernels kernels = setup.kernels(arena);
          kernels.activationBackward(
              dInput.tensor(), dOutput.tensor(), output.tensor(), f, 0, 33, false, 1);
          dInput.assertEqualsReference(f + " at " + off + ", " + setup, 1);
        }
      }
    }
  }

  /**
   * Relative to the result, which is tiny where an exponential is, or the argument. GELU's tail is
   * exp(−x² / 2), where rounding the square costs half of it in units of the last place.
   */
  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void smallResultsKeepTheirPrecision(Setup setup) {
    int size = 5_000;
    for (Activation f :
        List.of(Activation.SIGMOID, Activation.TANH, Activation.SILU, Activation.GELU)) {
      try (Arena arena = Arena.ofConfined()) {
        Values input = Values.row(arena, size);
        Values output = Values.row(arena, size);
        for (int i = 0; i < size; i++) {
          boolean isSmall = i % 2 == 0;
          input.put(i, (i - size / 2) * (isSmall ? 1e-5f : f == Activation.GELU ? 4e-3f : 0.034f));
        }
        setup.kernels(arena).activationForward(output.tensor(), input.tensor(), f, 0, size, 1);
        for (int i = 0; i < size; i++) {
          double x = input.reference()[i];
          double expected = ReferenceActivation.value(x, f, 0);
          double tolerance = 5e-7 + (f == Activation.GELU ? x * x * 0x1p-24 : 0);
          assertEquals(
              expected,
              output.actual(i),
              Math.abs(expected) * tolerance,
              () -> f + " of " + x + ", " + setup);
        }
      }
    }
  }

  /** LeCun et al. 1998, appendix A: F(1) = 1, F(−1) = −1, and F'' is largest there. */
  @Test
  void scaledTanhIsThatOfThePaper() {
    Activation f = Activation.SCALED_TANH;
    assertEquals(1, ReferenceActivation.value(1, f, 0), 1e-4);
    assertEquals(-1, ReferenceActivation.value(-1, f, 0), 1e-4);
    assertEquals(1.7159, ReferenceActivation.value(50, f, 0), 1e-12);
    double step = 1e-3;
    double before = curvature(0.9, step);
    double at = curvature(1, step);
    double after = curvature(1.1, step);
    assertTrue(Math.abs(at) > Math.abs(before) && Math.abs(at) > Math.abs(after));
  }

  private static double curvature(double x, double step) {
    Activation f = Activation.SCALED_TANH;
    return (ReferenceActivation.derivative(x + step, f, 0)
            - ReferenceActivation.derivative(x - step, f, 0))
        / (2 * step);
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void dropoutKeepsWhatTheHashSays(Setup setup) {
    Random random = new Random(42);
    DropoutMask mask = new DropoutMask();
    for (int size : SIZES) {
      for (float rate : new float[] {0, 0.1f, 0.5f, 0.99f}) {
        long seed = random.nextLong();
        mask.set(seed, rate);
        boolean[] kept = new boolean[size * 3];
        for (int i = 0; i < kept.length; i++) {
          kept[i] = mask.keeps(i);
        }
        try (Arena arena = Arena.ofConfined()) {
          Values input = Values.row(arena, size * 3).random(random);
          Values output = Values.row(arena, size * 3).filled(Float.NaN);
          ReferenceDropout.apply(output.reference(), input.reference(), kept, rate);
          Kernels kernels = setup.kernels(arena);
          kernels.dropoutForward(output.tensor(), input.tensor(), rate, seed, size, 3);
          output.assertEqualsReference("dropout " + rate + ", " + setup, 1000);
          kernels.dropoutBackward(output.tensor(), input.tensor(), rate, seed, size, true, 3);
          output.doubleReference();
          output.assertEqualsReference("accumulated dropout " + rate + ", " + setup, 1000);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void stochasticDepthDropsWholeImages(Setup setup) {
    Random random = new Random(44);
    DropoutMask mask = new DropoutMask();
    for (int size : SIZES) {
      for (float rate : new float[] {0, 0.2f, 0.5f, 0.99f}) {
        int batch = 7;
        long seed = random.nextLong();
        mask.set(seed, rate);
        boolean[] kept = new boolean[size * batch];
        for (int i = 0; i < kept.length; i++) {
          kept[i] = mask.keeps(i / size);
        }
        try (Arena arena = Arena.ofConfined()) {
          Values input = Values.row(arena, size * batch).random(random).special(random);
          Values output = Values.row(arena, size * batch).filled(Float.NaN);
          ReferenceDropout.apply(output.reference(), input.reference(), kept, rate);
          Kernels kernels = setup.kernels(arena);
          String what = "rate " + rate + ", " + size + " values, " + setup;
          kernels.stochasticDepthForward(output.tensor(), input.tensor(), rate, seed, size, batch);
          output.assertEqualsReference(what, 1000);
          float[] forward = output.bits();
          kernels.stochasticDepthBackward(
              output.tensor(), input.tensor(), rate, seed, size, false, batch);
          assertArrayEquals(forward, output.bits(), "gradient: " + what);
          kernels.stochasticDepthBackward(
              output.tensor(), input.tensor(), rate, seed, size, true, batch);
          output.doubleReference();
          output.assertEqualsReference("accumulated, " + what, 2000);
          kernels.stochasticDepthForward(input.tensor(), input.tensor(), rate, seed, size, batch);
          assertArrayEquals(forward, input.bits(), "in place: " + what);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void multiplyIsInPlace(Setup setup) {
    Random random = new Random(45);
    for (int size : SIZES) {
      try (Arena arena = Arena.ofConfined()) {
        Values target = Values.row(arena, size).random(random).special(random);
        Values factor = Values.row(arena, size).random(random).special(random);
        for (int i = 0; i < size; i++) {
          target.reference()[i] *= factor.reference()[i];
        }
        setup.kernels(arena).multiply(target.tensor(), factor.tensor(), size);
        target.assertEqualsReference(size + " values, " + setup, 1);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void softmaxInBothDirections(Setup setup) {
    Random random = new Random(43);
    for (int channels : new int[] {1, 2, 3, 10, 17, 33, 1000}) {
      for (int pixels : new int[] {1, 6}) {
        for (float scale : new float[] {1, 100}) {
          try (Arena arena = Arena.ofConfined()) {
            Values input = Values.images(arena, 3, channels, pixels).random(random);
            for (int i = 0; i < input.size(); i++) {
              input.put(i, (float) input.reference()[i] * scale);
            }
            Values output = Values.images(arena, 3, channels, pixels).filled(Float.NaN);
            Values dOutput = Values.images(arena, 3, channels, pixels).random(random);
            Values dInput = Values.images(arena, 3, channels, pixels).filled(Float.NaN);
            ReferenceSoftmax.forward(output.reference(), input.reference(), channels, pixels, 3);
            ReferenceSoftmax.backward(
                dInput.reference(), dOutput.reference(), output.reference(), channels, pixels, 3);
            Kernels kernels = setup.kernels(arena);
            kernels.softmaxForward(output.tensor(), input.tensor(), channels, pixels, 3);
            output.assertEqualsReference("softmax " + channels + ", " + setup, 10);
            for (boolean accumulate : new boolean[] {false, true}) {
              kernels.softmaxBackward(
                  dInput.tensor(),
                  dOutput.tensor(),
                  output.tensor(),
                  channels,
                  pixels,
                  accumulate,
                  3);
              dInput.assertEqualsReference("softmax gradient, " + setup, 20);
              dInput.doubleReference();
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void softmaxOfNanIsNan(Setup setup) {
    try (Arena arena = Arena.ofConfined()) {
      Values input = Values.row(arena, 20).filled(1);
      input.put(3, Float.NaN);
      Values output = Values.row(arena, 20);
      setup.kernels(arena).softmaxForward(output.tensor(), input.tensor(), 10, 1, 2);
      for (int i = 0; i < 20; i++) {
        assertEquals(i < 10, Float.isNaN(output.actual(i)), "value " + i);
      }
    }
  }
}
