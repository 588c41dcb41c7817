package dev.conform.tests.kernel;

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
                kernels.sgdUpdate(
                    parameter.tensor(),
                    gradient.tensor(),
                    momentum == 0 ? Tensor.NONE : velocity.tensor(),
                    0.1f,
                    momentum,
                    decay,
                    nesterov,
                    size);
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
