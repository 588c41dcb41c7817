package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.reference.ReferenceOptimizer;
import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The optimisers' steps against the reference, over several steps. */
class OptimizerTest {

  private static final int[] SIZES = {1, 4, 17, 33, 1000};

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void sgdWithAndWithoutMomentum(Setup setup) {
    Random random = new Random(51);
    for (int size : SIZES) {
      for (float momentum : new float[] {0, 0.9f}) {
        for (boolean nesterov : new boolean[] {false, true}) {
          for (float decay : new float[] {0, 0.01f}) {
            if (nesterov && momentum == 0) {
              continue;
            }
            try (Arena arena = Arena.ofConfined()) {
              Values parameter = Values.row(arena, size).random(random);
              Values velocity = Values.row(arena, size).filled(0);
              Kernels kernels = setup.kernels(arena);
              for (int step = 0; step < 4; step++) {
                Values gradient = Values.row(arena, size).random(random);
                ReferenceOptimizer.sgd(
                    parameter.reference(),
                    velocity.reference(),
                    gradient.reference(),
                    0.1f,
                    momentum,
                    decay,
                    nesterov);
                boolean isFinite =
                    kernels.sgdUpdate(
                        parameter.tensor(),
                        gradient.tensor(),
                        momentum == 0 ? Tensor.NONE : velocity.tensor(),
                        0.1f,
                        momentum,
                        decay,
                        nesterov,
                        size);
                assertTrue(isFinite);
              }
              parameter.assertEqualsReference(
                  "momentum %s, nesterov %s, decay %s, %s"
                      .formatted(momentum, nesterov, decay, setup),
                  10);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void momentumWithGradientsAddedToTheVelocity(Setup setup) {
    Random random = new Random(53);
    for (int size : SIZES) {
      for (float decay : new float[] {0, 0.01f}) {
        try (Arena arena = Arena.ofConfined()) {
          Values parameter = Values.row(arena, size).random(random);
          Values sum = Values.row(arena, size).filled(0);
          double[] velocity = new double[size];
          Kernels kernels = setup.kernels(arena);
          for (int step = 0; step < 4; step++) {
            Values gradient = Values.row(arena, size).random(random);
            ReferenceOptimizer.sgd(
                parameter.reference(), velocity, gradient.reference(), 0.1f, 0.9f, decay, false);
            for (int i = 0; i < size; i++) {
              sum.tensor().set(i, sum.tensor().get(i) + gradient.tensor().get(i));
              sum.reference()[i] = 0.9f * velocity[i];
            }
            assertTrue(
                kernels.momentumUpdate(parameter.tensor(), sum.tensor(), 0.1f, 0.9f, decay, size));
          }
          parameter.assertEqualsReference("decay %s, %s".formatted(decay, setup), 10);
          sum.assertEqualsReference("what stays, decay %s, %s".formatted(decay, setup), 10);
        }
      }
    }
  }

  /** One value after the other is NaN or infinite: none is overlooked, by whichever piece. */
  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void tellsOfAParameterThatIsNotFinite(Setup setup) {
    for (int size : new int[] {1, 17, 100}) {
      for (float fault : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        for (int at = 0; at < size; at++) {
          try (Arena arena = Arena.ofConfined()) {
            Kernels kernels = setup.kernels(arena);
            Values parameter = Values.row(arena, size).filled(0.5f);
            Tensor values = parameter.tensor();
            Tensor gradient = Values.row(arena, size).filled(1).tensor();
            Tensor first = Values.row(arena, size).filled(0).tensor();
            Tensor second = Values.row(arena, size).filled(0).tensor();
            String what = "value %d of %d, %s".formatted(at, size, setup);
            assertTrue(kernels.areFinite(values, size), what);
            parameter.put(at, fault);
            assertFalse(kernels.areFinite(values, size), what);
            assertFalse(kernels.sgdUpdate(values, gradient, Tensor.NONE, 1, 0, 0, false, size));
            assertFalse(kernels.sgdUpdate(values, gradient, first, 1, 0.9f, 0, false, size));
            assertFalse(kernels.momentumUpdate(values, gradient, 1, 0.9f, 0, size), what);
            first.clear();
            assertFalse(
                kernels.adamUpdate(
                    values, gradient, first, second, 1, 0.9f, 0.99f, 1e-8f, 0, true, 1, size),
                what);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void adamAndAdamW(Setup setup) {
    Random random = new Random(52);
    for (int size : SIZES) {
      for (boolean decoupled : new boolean[] {false, true}) {
        for (float decay : new float[] {0, 0.01f}) {
          try (Arena arena = Arena.ofConfined()) {
            Values parameter = Values.row(arena, size).random(random);
            Values mean = Values.row(arena, size).filled(0);
            Values variance = Values.row(arena, size).filled(0);
            Kernels kernels = setup.kernels(arena);
            for (int step = 1; step < 5; step++) {
              Values gradient = Values.row(arena, size).random(random);
              if (decoupled) {
                ReferenceOptimizer.adamW(
                    parameter.reference(),
                    mean.reference(),
                    variance.reference(),
                    gradient.reference(),
                    0.01f,
                    0.9f,
                    0.999f,
                    1e-8f,
                    decay,
                    step);
              } else {
                ReferenceOptimizer.adam(
                    parameter.reference(),
                    mean.reference(),
                    variance.reference(),
                    gradient.reference(),
                    0.01f,
                    0.9f,
                    0.999f,
                    1e-8f,
                    decay,
                    step);
              }
              kernels.adamUpdate(
                  parameter.tensor(),
                  gradient.tensor(),
                  mean.tensor(),
                  variance.tensor(),
                  0.01f,
                  0.9f,
                  0.999f,
                  1e-8f,
                  decay,
                  decoupled,
                  step,
                  size);
            }
            String what = "decoupled %s, decay %s, %s".formatted(decoupled, decay, setup);
            parameter.assertEqualsReference(what, 20);
            mean.assertEqualsReference("mean, " + what, 10);
            variance.assertEqualsReference("variance, " + what, 10);
          }
        }
      }
    }
  }
}
