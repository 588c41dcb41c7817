package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.reference.ReferenceChannelScale;
import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The gate of squeeze-and-excitation against the reference. */
class ChannelScaleTest {

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void eachChannelOfAnImageHasItsOwnNumber(Setup setup) {
    Random random = new Random(64);
    for (int channels : new int[] {1, 3, 4, 7, 13, 17, 31, 33, 65}) {
      for (int pixels : new int[] {1, 4, 49}) {
        for (int batch : new int[] {1, 2, 5}) {
          for (boolean special : new boolean[] {false, true}) {
            try (Arena arena = Arena.ofConfined()) {
              check(arena, setup, channels, pixels, batch, special, random);
            }
          }
        }
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      check(arena, setup, 17, 2500, 2, false, random); // several blocks of rows
    }
  }

  private static void check(
      Arena arena,
      Setup setup,
      int channels,
      int pixels,
      int batch,
      boolean special,
      Random random) {
    Values input = Values.images(arena, batch, channels, pixels).random(random);
    Values scale = Values.images(arena, batch, channels, 1).random(random);
    if (special) {
      input.special(random);
      scale.special(random);
    }
    Values output = Values.images(arena, batch, channels, pixels).filled(Float.NaN);
    Values dOutput = Values.images(arena, batch, channels, pixels).random(random);
    Values dInput = Values.images(arena, batch, channels, pixels).filled(Float.NaN);
    Values dScale = Values.images(arena, batch, channels, 1).filled(Float.NaN);
    ReferenceChannelScale.forward(
        output.reference(), input.reference(), scale.reference(), channels, pixels, batch);
    ReferenceChannelScale.backward(
        dInput.reference(),
        dScale.reference(),
        dOutput.reference(),
        input.reference(),
        scale.reference(),
        channels,
        pixels,
        batch);
    Kernels kernels = setup.kernels(arena);
    String what = "%d×%d, %d images, %s".formatted(channels, pixels, batch, setup);
    kernels.channelScaleForward(
        output.tensor(), input.tensor(), scale.tensor(), channels, pixels, batch);
    output.assertEqualsReference(what, 1);
    for (boolean accumulate : new boolean[] {false, true}) {
      kernels.channelScaleBackward(
          dInput.tensor(),
          Tensor.NONE,
          dOutput.tensor(),
          Tensor.NONE,
          scale.tensor(),
          channels,
          pixels,
          accumulate,
          accumulate,
          batch);
      dInput.assertEqualsReference("dInput of " + what, 1);
      dInput.doubleReference();
      kernels.channelScaleBackward(
          Tensor.NONE,
          dScale.tensor(),
          dOutput.tensor(),
          input.tensor(),
          Tensor.NONE,
          channels,
          pixels,
          accumulate,
          accumulate,
          batch);
      dScale.assertEqualsReference("dScale of " + what, pixels);
      dScale.doubleReference();
    }
    // In place, and both at once: dScale is as it would be with dInput elsewhere.
    kernels.channelScaleBackward(
        dInput.tensor(),
        dScale.tensor(),
        dOutput.tensor(),
        input.tensor(),
        scale.tensor(),
        channels,
        pixels,
        false,
        false,
        batch);
    float[] expectedScale = dScale.bits();
    kernels.channelScaleBackward(
        dOutput.tensor(),
        dScale.tensor(),
        dOutput.tensor(),
        input.tensor(),
        scale.tensor(),
        channels,
        pixels,
        false,
        false,
        batch);
    assertArrayEquals(dInput.bits(), dOutput.bits(), "in place: " + what);
    assertArrayEquals(expectedScale, dScale.bits(), "in place: " + what);
    kernels.channelScaleForward(
        input.tensor(), input.tensor(), scale.tensor(), channels, pixels, batch);
    assertArrayEquals(output.bits(), input.bits(), "in place: " + what);
  }
}
