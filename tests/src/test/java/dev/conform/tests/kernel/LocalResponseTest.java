package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.reference.ReferenceLocalResponseNorm;
import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Local response normalisation in both directions against the reference. */
class LocalResponseTest {

  /** The window of a paper, and others that are even, longer than the row or of another power. */
  private record Window(int size, float alpha, float beta, float k) {}

  private static final Window[] WINDOWS = {
    new Window(5, 5e-4f, 0.75f, 2),
    new Window(1, 1, 0.75f, 1),
    new Window(4, 2, 0.75f, 1),
    new Window(40, 3, 0.75f, 0.5f),
    new Window(3, 1, 0.5f, 1),
    new Window(2, 1, 1.3f, 2)
  };

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void dividesByTheSquaresAround(Setup setup) {
    Random random = new Random(65);
    for (int channels : new int[] {1, 3, 4, 7, 13, 17, 31, 33, 65}) {
      for (Window window : WINDOWS) {
        for (int batch : new int[] {1, 3}) {
          try (Arena arena = Arena.ofConfined()) {
            check(arena, setup, channels, window, batch, false, random);
            check(arena, setup, channels, window, batch, true, random);
          }
        }
      }
    }
  }

  private static void check(
      Arena arena,
      Setup setup,
      int channels,
      Window window,
      int batch,
      boolean special,
      Random random) {
    int pixels = 6;
    Values input = Values.images(arena, batch, channels, pixels).random(random);
    Values dOutput = Values.images(arena, batch, channels, pixels).random(random);
    if (special) {
      input.special(random);
      dOutput.special(random);
    }
    Values output = Values.images(arena, batch, channels, pixels).filled(Float.NaN);
    Values dInput = Values.images(arena, batch, channels, pixels).filled(Float.NaN);
    ReferenceLocalResponseNorm.forward(
        output.reference(),
        input.reference(),
        channels,
        pixels,
        window.size,
        window.alpha,
        window.beta,
        window.k,
        batch);
    ReferenceLocalResponseNorm.backward(
        dInput.reference(),
        dOutput.reference(),
        input.reference(),
        channels,
        pixels,
        window.size,
        window.alpha,
        window.beta,
        window.k,
        batch);
    Kernels kernels = setup.kernels(arena);
    String what = "%d channels, %d images, %s, %s".formatted(channels, batch, window, setup);
    kernels.localResponseNormForward(
        output.tensor(),
        input.tensor(),
        channels,
        pixels,
        window.size,
        window.alpha,
        window.beta,
        window.k,
        batch);
    output.assertEqualsReference(what, window.size);
    for (boolean accumulate : new boolean[] {false, true}) {
      backward(kernels, dInput, dOutput, input, output, channels, window, accumulate, batch);
      dInput.assertEqualsReference("gradient of " + what, window.size);
      dInput.doubleReference();
    }
    backward(kernels, dInput, dOutput, input, output, channels, window, false, batch);
    float[] expected = dInput.bits();
    backward(kernels, dOutput, dOutput, input, output, channels, window, false, batch);
    assertArrayEquals(expected, dOutput.bits(), "in place: " + what);
  }

  private static void backward(
      Kernels kernels,
      Values dInput,
      Values dOutput,
      Values input,
      Values output,
      int channels,
      Window window,
      boolean accumulate,
      int batch) {
    kernels.localResponseNormBackward(
        dInput.tensor(),
        dOutput.tensor(),
        input.tensor(),
        output.tensor(),
        channels,
        6,
        window.size,
        window.alpha,
        window.beta,
        window.k,
        accumulate,
        batch);
  }

  /** A narrower row after a wider one finds no remains of it. */
  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void aCallLeavesNothingForTheNext(Setup setup) {
    Random random = new Random(66);
    try (Arena arena = Arena.ofConfined()) {
      Kernels kernels = setup.kernels(arena);
      for (int channels : new int[] {65, 7, 40, 3}) {
        Values input = Values.images(arena, 2, channels, 6).random(random);
        Values dOutput = Values.images(arena, 2, channels, 6).random(random);
        Values output = Values.images(arena, 2, channels, 6);
        Values dInput = Values.images(arena, 2, channels, 6);
        Window w = WINDOWS[2];
        ReferenceLocalResponseNorm.backward(
            dInput.reference(),
            dOutput.reference(),
            input.reference(),
            channels,
            6,
            w.size,
            w.alpha,
            w.beta,
            w.k,
            2);
        kernels.localResponseNormForward(
            output.tensor(), input.tensor(), channels, 6, w.size, w.alpha, w.beta, w.k, 2);
        backward(kernels, dInput, dOutput, input, output, channels, w, false, 2);
        dInput.assertEqualsReference(channels + " channels, " + setup, w.size);
      }
    }
  }

  @Test
  void refusesAWindowOfNothing() {
    try (Arena arena = Arena.ofConfined()) {
      Values x = Values.images(arena, 1, 4, 1);
      Kernels kernels = Setup.ALL.get(0).kernels(arena);
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  kernels.localResponseNormForward(
                      x.tensor(), x.tensor(), 4, 1, 0, 1, 0.75f, 1, 1));
      assertEquals(
          "local response normalisation over 0 channels: it must be 1 or more", error.getMessage());
    }
  }
}
