package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import dev.conform.runtime.kernel.reference.ReferenceConcat;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Sums and concatenations, their gradients, and planes that become pixels. */
class JoiningTest {

  private static final int[] SIZES = {1, 3, 4, 7, 13, 17, 31, 33, 65, 5000};

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void addSumsAndAppliesTheActivation(Setup setup) {
    Random random = new Random(61);
    for (int size : SIZES) {
      for (Activation f :
          List.of(Activation.IDENTITY, Activation.RELU, Activation.RELU6, Activation.SILU)) {
        for (int batch : new int[] {1, 3}) {
          try (Arena arena = Arena.ofConfined()) {
            Values a = Values.row(arena, size * batch).random(random).special(random);
            Values b = Values.row(arena, size * batch).random(random).special(random);
            Values output = Values.row(arena, size * batch).filled(Float.NaN);
            for (int i = 0; i < output.size(); i++) {
              output.reference()[i] = a.reference()[i] + b.reference()[i];
            }
            ReferenceActivation.forward(output.reference(), output.reference(), f, 0);
            Kernels kernels = setup.kernels(arena);
            kernels.addForward(output.tensor(), a.tensor(), b.tensor(), f, 0, size, batch);
            output.assertEqualsReference(f + " of " + size + " × " + batch + ", " + setup, 10);
            Values copy = Values.row(arena, size * batch);
            copy.tensor().copyFrom(a.bits());
            kernels.addForward(copy.tensor(), copy.tensor(), b.tensor(), f, 0, size, batch);
            assertArrayEquals(output.bits(), copy.bits(), "into a: " + setup);
            kernels.addForward(b.tensor(), a.tensor(), b.tensor(), f, 0, size, batch);
            assertArrayEquals(output.bits(), b.bits(), "into b: " + setup);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void copyGradientCopiesOrAdds(Setup setup) {
    Random random = new Random(62);
    for (int size : SIZES) {
      for (boolean accumulate : new boolean[] {false, true}) {
        try (Arena arena = Arena.ofConfined()) {
          Values dOutput = Values.row(arena, size * 3).random(random).special(random);
          Values dInput = Values.row(arena, size * 3).random(random);
          for (int i = 0; i < dInput.size(); i++) {
            double before = accumulate ? dInput.reference()[i] : 0;
            dInput.reference()[i] = before + dOutput.reference()[i];
          }
          setup.kernels(arena).copyGradient(dInput.tensor(), dOutput.tensor(), size, accumulate, 3);
          dInput.assertEqualsReference("accumulate " + accumulate + ", " + setup, 1);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void planesComeTogetherPixelByPixel(Setup setup) {
    Random random = new Random(64);
    int first = 5;
    for (int pixels : SIZES) {
      try (Arena arena = Arena.ofConfined()) {
        Values planes = Values.row(arena, 3 * pixels).random(random).special(random);
        Values packed = Values.row(arena, first + 3 * pixels).random(random);
        for (int i = 0; i < 3 * pixels; i++) {
          packed.reference()[first + i] = planes.reference()[i % 3 * pixels + i / 3];
        }
        setup.kernels(arena).interleave(packed.tensor(), first, planes.tensor(), pixels);
        packed.assertEqualsReference(pixels + " pixels, " + setup, 1);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void concatPutsEachInputInItsPlace(Setup setup) {
    Random random = new Random(63);
    int[][] inputs = {{1}, {1, 1}, {3, 4, 7}, {13, 17, 31}, {33, 65}, {65, 1, 16}};
    for (int[] channels : inputs) {
      for (int pixels : new int[] {1, 6}) {
        for (int batch : new int[] {1, 3}) {
          int sum = 0;
          for (int count : channels) {
            sum += count;
          }
          try (Arena arena = Arena.ofConfined()) {
            Kernels kernels = setup.kernels(arena);
            Values output = Values.images(arena, batch, sum, pixels).filled(-5);
            Values dOutput = Values.images(arena, batch, sum, pixels).random(random);
            int offset = 0;
            for (int count : channels) {
              Values input = Values.images(arena, batch, count, pixels).random(random);
              input.special(random);
              ReferenceConcat.forward(
                  output.reference(), input.reference(), offset, count, sum, pixels, batch);
              kernels.concatForward(
                  output.tensor(), input.tensor(), offset, count, sum, pixels, batch);
              // Now, too: the channels of the inputs that follow are untouched.
              output.assertEqualsReference("channel " + offset + " of " + sum + ", " + setup, 0);
              Values dInput = Values.images(arena, batch, count, pixels).filled(Float.NaN);
              ReferenceConcat.backward(
                  dInput.reference(), dOutput.reference(), offset, count, sum, pixels, batch);
              for (boolean accumulate : new boolean[] {false, true}) {
                kernels.concatBackward(
                    dInput.tensor(),
                    dOutput.tensor(),
                    offset,
                    count,
                    sum,
                    pixels,
                    accumulate,
                    batch);
                dInput.assertEqualsReference("gradient at " + offset + ", " + setup, 1);
                dInput.doubleReference();
              }
              offset += count;
            }
          }
        }
      }
    }
  }

  @Test
  void concatRefusesAnInputThatDoesNotFit() {
    try (Arena arena = Arena.ofConfined()) {
      Values output = Values.images(arena, 1, 4, 2);
      Values input = Values.images(arena, 1, 3, 2);
      Kernels kernels = Setup.ALL.get(0).kernels(arena);
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> kernels.concatForward(output.tensor(), input.tensor(), 2, 3, 4, 2, 1));
      assertEquals(
          "concatForward: 3 channels from channel 2 on do not fit into the output's 4",
          error.getMessage());
    }
  }
}
