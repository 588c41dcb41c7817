package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.reference.ReferencePool2d;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Max and average pooling in both directions against the reference. */
class PoolingTest {

  static final List<Pool2d> POOLS =
      List.of(
          Pool2d.of(6, 28, 28).size(2, 2).stride(2, 2).output(14, 14),
          Pool2d.of(1, 7, 7).size(3, 3).stride(2, 2).output(3, 3),
          Pool2d.of(17, 8, 9).size(3, 3).stride(2, 2).padding(1, 1, 1, 1).output(4, 5),
          Pool2d.of(33, 6, 5).size(2, 3).stride(1, 2).padding(1, 0, 0, 1).output(6, 2),
          // Ceil mode: the last windows reach beyond the input.
          Pool2d.of(4, 7, 7).size(3, 3).stride(3, 3).output(3, 3),
          Pool2d.of(13, 6, 6).size(3, 3).stride(2, 2).padding(1, 1, 1, 1).output(4, 4),
          Pool2d.of(3, 9, 9).size(2, 2).stride(2, 2).dilation(3, 2).output(3, 4),
          Pool2d.of(65, 4, 3).size(1, 1).stride(2, 2).output(2, 2),
          // More channels and pixels than are done at once, and a window that is too wide for that.
          Pool2d.of(70, 3, 140).size(3, 3).stride(1, 1).padding(1, 1, 1, 1).output(3, 140),
          Pool2d.of(64, 1, 66).size(1, 65).stride(1, 1).output(1, 2),
          Pool2d.global(31, 7, 5),
          Pool2d.global(16, 1, 1));

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void maxPoolFindsTheLargestAndPassesItsGradientBack(Setup setup) {
    Random random = new Random(21);
    for (Pool2d pool : POOLS) {
      for (int batch : new int[] {1, 2, 5}) {
        for (boolean special : new boolean[] {false, true}) {
          try (Arena arena = Arena.ofConfined()) {
            Values input = images(arena, batch, pool).random(random);
            for (int i = 0; i < input.size(); i++) {
              // Few values, so that ties are common.
              input.put(i, random.nextInt(4) - 2);
              if (special && random.nextInt(6) == 0) {
                input.put(i, random.nextBoolean() ? Float.NaN : Float.NEGATIVE_INFINITY);
              }
            }
            Values output = results(arena, batch, pool).filled(Float.NaN);
            Values dOutput = results(arena, batch, pool).random(random);
            Values argmax = results(arena, batch, pool);
            Values dInput = images(arena, batch, pool).filled(Float.NaN);
            int[] places = new int[output.size()];
            ReferencePool2d.maxForward(output.reference(), places, input.reference(), pool, batch);
            ReferencePool2d.maxBackward(
                dInput.reference(), dOutput.reference(), places, pool, batch);
            Kernels kernels = setup.kernels(arena);
            String what = pool + ", " + setup;
            kernels.maxPoolForward(output.tensor(), Tensor.NONE, input.tensor(), pool, batch);
            output.assertEqualsReference(what, 0);
            output.tensor().clear();
            kernels.maxPoolForward(output.tensor(), argmax.tensor(), input.tensor(), pool, batch);
            output.assertEqualsReference(what, 0);
            for (int i = 0; i < places.length; i++) {
              assertEquals(
                  places[i], Float.floatToRawIntBits(argmax.actual(i)), "argmax of " + what);
            }
            kernels.maxPoolBackward(
                dInput.tensor(), dOutput.tensor(), argmax.tensor(), pool, false, batch);
            dInput.assertEqualsReference("dInput of " + what, 9);
            kernels.maxPoolBackward(
                dInput.tensor(), dOutput.tensor(), argmax.tensor(), pool, true, batch);
            dInput.doubleReference();
            dInput.assertEqualsReference("accumulated dInput of " + what, 9);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void averagePoolDividesByWhatItCounts(Setup setup) {
    Random random = new Random(22);
    for (Pool2d counted : POOLS) {
      for (Pool2d pool : List.of(counted, counted.ignorePadding())) {
        for (int batch : new int[] {1, 3}) {
          try (Arena arena = Arena.ofConfined()) {
            Values input = images(arena, batch, pool).random(random);
            Values output = results(arena, batch, pool).filled(Float.NaN);
            Values dOutput = results(arena, batch, pool).random(random);
            Values dInput = images(arena, batch, pool).filled(Float.NaN);
            ReferencePool2d.averageForward(output.reference(), input.reference(), pool, batch);
            ReferencePool2d.averageBackward(dInput.reference(), dOutput.reference(), pool, batch);
            Kernels kernels = setup.kernels(arena);
            String what = pool + ", " + setup;
            kernels.averagePoolForward(output.tensor(), input.tensor(), pool, batch);
            output.assertEqualsReference(what, 9);
            kernels.averagePoolBackward(dInput.tensor(), dOutput.tensor(), pool, false, batch);
            dInput.assertEqualsReference("dInput of " + what, 9);
            kernels.averagePoolBackward(dInput.tensor(), dOutput.tensor(), pool, true, batch);
            dInput.doubleReference();
            dInput.assertEqualsReference("accumulated dInput of " + what, 9);
          }
        }
      }
    }
  }

  private static Values images(Arena arena, int batch, Pool2d pool) {
    return Values.images(arena, batch, pool.channels(), pool.inHeight() * pool.inWidth());
  }

  private static Values results(Arena arena, int batch, Pool2d pool) {
    return Values.images(arena, batch, pool.channels(), pool.outHeight() * pool.outWidth());
  }
}
