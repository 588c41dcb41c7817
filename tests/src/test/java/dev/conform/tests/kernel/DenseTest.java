package dev.conform.tests.kernel;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import dev.conform.runtime.kernel.reference.ReferenceDense;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Dense layers in all directions against the reference. */
class DenseTest {

  private record Shape(int inputs, int units, int batch) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(1, 1, 1),
          new Shape(3, 4, 2),
          new Shape(4, 3, 5),
          new Shape(7, 13, 1),
          new Shape(13, 7, 8),
          new Shape(17, 33, 64),
          new Shape(31, 65, 17),
          new Shape(65, 31, 3),
          new Shape(400, 120, 1),
          new Shape(120, 84, 64),
          new Shape(84, 10, 7),
          new Shape(33, 17, 23),
          new Shape(129, 257, 33),
          // Weights too large to be copied for a few images.
          new Shape(530, 519, 1),
          new Shape(530, 519, 5),
          new Shape(530, 519, 8),
          new Shape(523, 601, 2),
          new Shape(523, 601, 16),
          new Shape(1000, 270, 17),
          new Shape(530, 519, 33),
          // As many images as make a copy worth while.
          new Shape(530, 519, 129));

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void forwardAddsTheBiasAndAppliesTheActivation(Setup setup) {
    Random random = new Random(11);
    for (Shape shape : SHAPES) {
      for (Activation activation :
          List.of(Activation.IDENTITY, Activation.RELU, Activation.SIGMOID)) {
        boolean hasBias = random.nextBoolean();
        try (Arena arena = Arena.ofConfined()) {
          Values input = Values.images(arena, shape.batch, shape.inputs, 1).random(random);
          Values weight = Values.weights(arena, shape.units, shape.inputs, 1).random(random);
          Values bias = Values.row(arena, shape.units).random(random);
          Values output = Values.images(arena, shape.batch, shape.units, 1).filled(Float.NaN);
          ReferenceDense.forward(
              output.reference(),
              input.reference(),
              weight.reference(),
              hasBias ? bias.reference() : new double[0],
              shape.inputs,
              shape.units,
              shape.batch);
          ReferenceActivation.forward(
              output.reference(), output.reference().clone(), activation, 0);
          setup
              .kernels(arena)
              .denseForward(
                  output.tensor(),
                  input.tensor(),
                  weight.tensor(),
                  hasBias ? bias.tensor() : Tensor.NONE,
                  shape.inputs,
                  shape.units,
                  activation,
                  0,
                  shape.batch);
          output.assertEqualsReference(shape + ", " + activation + ", " + setup, shape.inputs);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void backwardGivesAllThreeGradients(Setup setup) {
    Random random = new Random(12);
    for (Shape shape : SHAPES) {
      try (Arena arena = Arena.ofConfined()) {
        Values input = Values.images(arena, shape.batch, shape.inputs, 1).random(random);
        Values weight = Values.weights(arena, shape.units, shape.inputs, 1).random(random);
        Values dOutput = Values.images(arena, shape.batch, shape.units, 1).random(random);
        Values dInput = Values.images(arena, shape.batch, shape.inputs, 1).filled(Float.NaN);
        Values dWeight = Values.weights(arena, shape.units, shape.inputs, 1).filled(Float.NaN);
        Values dBias = Values.row(arena, shape.units).filled(Float.NaN);
        ReferenceDense.backward(
            dInput.reference(),
            dWeight.reference(),
            dBias.reference(),
            dOutput.reference(),
            input.reference(),
            weight.reference(),
            shape.inputs,
            shape.units,
            shape.batch);
        Kernels kernels = setup.kernels(arena);
        kernels.denseBackwardInput(
            dInput.tensor(),
            dOutput.tensor(),
            weight.tensor(),
            shape.inputs,
            shape.units,
            false,
            shape.batch);
        kernels.denseBackwardWeight(
            dWeight.tensor(),
            dBias.tensor(),
            dOutput.tensor(),
            input.tensor(),
            shape.inputs,
            shape.units,
            shape.batch);
        String what = shape + ", " + setup;
        dInput.assertEqualsReference("dInput of " + what, shape.units);
        dWeight.assertEqualsReference("dWeight of " + what, shape.batch);
        dBias.assertEqualsReference("dBias of " + what, shape.batch);
        kernels.denseBackwardInput(
            dInput.tensor(),
            dOutput.tensor(),
            weight.tensor(),
            shape.inputs,
            shape.units,
            true,
            shape.batch);
        dInput.doubleReference();
        dInput.assertEqualsReference("accumulated dInput of " + what, shape.units);
        kernels.accumulateParameterGradients(true);
        kernels.denseBackwardWeight(
            dWeight.tensor(),
            dBias.tensor(),
            dOutput.tensor(),
            input.tensor(),
            shape.inputs,
            shape.units,
            shape.batch);
        dWeight.doubleReference();
        dBias.doubleReference();
        dWeight.assertEqualsReference("accumulated dWeight of " + what, 2L * shape.batch);
        dBias.assertEqualsReference("accumulated dBias of " + what, 2L * shape.batch);
      }
    }
  }
}
