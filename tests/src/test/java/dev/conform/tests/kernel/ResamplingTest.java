package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Pad2d;
import dev.conform.runtime.kernel.Upsample2d;
import dev.conform.runtime.kernel.Upsample2d.Mode;
import dev.conform.runtime.kernel.reference.ReferencePad2d;
import dev.conform.runtime.kernel.reference.ReferenceUpsample2d;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Upsampling and zero padding in both directions against the reference. */
class ResamplingTest {

  private static final List<Upsample2d> UPSAMPLES =
      List.of(
          Upsample2d.of(1, 1, 1),
          Upsample2d.of(3, 1, 4).factor(2, 2),
          Upsample2d.of(4, 5, 3).factor(2, 3),
          Upsample2d.of(7, 2, 2).factor(4, 1),
          Upsample2d.of(13, 3, 4).factor(5, 4),
          Upsample2d.of(17, 4, 3).factor(2, 2),
          Upsample2d.of(33, 2, 5).factor(3, 3),
          Upsample2d.of(65, 3, 2).factor(1, 2));

  private static final List<Pad2d> PADS =
      List.of(
          Pad2d.of(1, 1, 1),
          Pad2d.of(3, 4, 5).padding(1, 2, 3, 4),
          Pad2d.of(4, 5, 7).stride(2, 2).channels(8),
          Pad2d.of(7, 6, 4).stride(3, 1).padding(0, 1, 0, 0),
          Pad2d.of(13, 7, 5).stride(1, 2).padding(2, 0, 1, 1).channels(17),
          Pad2d.of(16, 8, 8).stride(2, 2).channels(32),
          Pad2d.of(31, 3, 3).padding(1, 1, 1, 1).channels(65),
          Pad2d.of(33, 2, 6).padding(0, 0, 2, 0));

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void upsample(Setup setup) {
    Random random = new Random(81);
    for (Upsample2d nearest : UPSAMPLES) {
      for (Upsample2d shape : List.of(nearest, nearest.mode(Mode.BILINEAR))) {
        for (int batch : new int[] {1, 3}) {
          for (boolean special : new boolean[] {false, true}) {
            try (Arena arena = Arena.ofConfined()) {
              int inPixels = shape.inHeight() * shape.inWidth();
              int outPixels = shape.outHeight() * shape.outWidth();
              Values input = Values.images(arena, batch, shape.channels(), inPixels);
              Values output = Values.images(arena, batch, shape.channels(), outPixels);
              Values dOutput = Values.images(arena, batch, shape.channels(), outPixels);
              Values dInput = Values.images(arena, batch, shape.channels(), inPixels);
              fill(input, dOutput, special, random);
              output.filled(Float.NaN);
              dInput.filled(Float.NaN);
              ReferenceUpsample2d.forward(output.reference(), input.reference(), shape, batch);
              ReferenceUpsample2d.backward(dInput.reference(), dOutput.reference(), shape, batch);
              Kernels kernels = setup.kernels(arena);
              String what = shape + ", " + batch + " images, " + setup;
              kernels.upsampleForward(output.tensor(), input.tensor(), shape, batch);
              output.assertEqualsReference(what, 4);
              for (boolean accumulate : new boolean[] {false, true}) {
                kernels.upsampleBackward(
                    dInput.tensor(), dOutput.tensor(), shape, accumulate, batch);
                dInput.assertEqualsReference("gradient of " + what, 40);
                dInput.doubleReference();
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void zeroPad(Setup setup) {
    Random random = new Random(82);
    for (Pad2d shape : PADS) {
      for (int batch : new int[] {1, 3}) {
        for (boolean special : new boolean[] {false, true}) {
          try (Arena arena = Arena.ofConfined()) {
            int inPixels = shape.inHeight() * shape.inWidth();
            int outPixels = shape.outHeight() * shape.outWidth();
            Values input = Values.images(arena, batch, shape.inChannels(), inPixels);
            Values output = Values.images(arena, batch, shape.outChannels(), outPixels);
            Values dOutput = Values.images(arena, batch, shape.outChannels(), outPixels);
            Values dInput = Values.images(arena, batch, shape.inChannels(), inPixels);
            fill(input, dOutput, special, random);
            output.filled(Float.NaN);
            dInput.filled(Float.NaN);
            ReferencePad2d.forward(output.reference(), input.reference(), shape, batch);
            ReferencePad2d.backward(dInput.reference(), dOutput.reference(), shape, batch);
            Kernels kernels = setup.kernels(arena);
            String what = shape + ", " + batch + " images, " + setup;
            kernels.zeroPadForward(output.tensor(), input.tensor(), shape, batch);
            output.assertEqualsReference(what, 0);
            for (boolean accumulate : new boolean[] {false, true}) {
              kernels.zeroPadBackward(dInput.tensor(), dOutput.tensor(), shape, accumulate, batch);
              dInput.assertEqualsReference("gradient of " + what, 1);
              dInput.doubleReference();
            }
          }
        }
      }
    }
  }

  private static void fill(Values input, Values dOutput, boolean special, Random random) {
    input.random(random);
    dOutput.random(random);
    if (special) {
      input.special(random);
      dOutput.special(random);
    }
  }

  @Test
  void impossibleShapesAreRefused() {
    assertRefused(
        "upsampling by 0×2: the factors must be 1 or more",
        () -> Upsample2d.of(1, 2, 2).factor(0, 2));
    assertRefused(
        "padding 0, -1, 0, 0: it must be 0 or more", () -> Pad2d.of(1, 2, 2).padding(0, -1, 0, 0));
    assertRefused("stride 0×1: it must be 1 or more", () -> Pad2d.of(1, 2, 2).stride(0, 1));
    assertRefused(
        "2 output channels cannot hold 3 input channels", () -> Pad2d.of(3, 2, 2).channels(2));
  }

  private static void assertRefused(String message, Runnable shape) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, shape::run).getMessage());
  }
}
