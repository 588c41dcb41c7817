package dev.conform.tests.kernel;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import dev.conform.runtime.kernel.reference.ReferenceBatchNorm;
import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Batch normalisation against the reference. */
class NormalizationTest {

  private static final float MOMENTUM = 0.1f;
  private static final float EPSILON = 1e-5f;

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void trainingInferenceAndBackward(Setup setup) {
    Random random = new Random(31);
    for (int channels : new int[] {1, 3, 4, 7, 13, 16, 17, 31, 33, 65}) {
      for (int pixels : new int[] {1, 9, 100}) {
        for (int batch : new int[] {2, 5}) {
          for (boolean affine : new boolean[] {true, false}) {
            try (Arena arena = Arena.ofConfined()) {
              check(setup, arena, random, channels, pixels, batch, affine);
            }
          }
        }
      }
    }
  }

  private static void check(
      Setup setup,
      Arena arena,
      Random random,
      int channels,
      int pixels,
      int batch,
      boolean affine) {
    Values input = Values.images(arena, batch, channels, pixels).random(random);
    for (int i = 0; i < input.size(); i++) {
      // A mean that is large beside the deviation.
      input.put(i, (float) input.reference()[i] + 20);
    }
    Values weight = Values.row(arena, channels).random(random);
    Values bias = Values.row(arena, channels).random(random);
    Values mean = Values.row(arena, channels).filled(Float.NaN);
    Values invStd = Values.row(arena, channels).filled(Float.NaN);
    Values runningMean = Values.row(arena, channels).random(random);
    Values runningVar = Values.row(arena, channels).filled(0.7f);
    Values output = Values.images(arena, batch, channels, pixels).filled(Float.NaN);
    double[] gamma = affine ? weight.reference() : new double[0];
    double[] beta = affine ? bias.reference() : new double[0];
    Tensor gammaTensor = affine ? weight.tensor() : Tensor.NONE;
    Tensor betaTensor = affine ? bias.tensor() : Tensor.NONE;
    ReferenceBatchNorm.forwardTraining(
        output.reference(),
        mean.reference(),
        invStd.reference(),
        runningMean.reference(),
        runningVar.reference(),
        input.reference(),
        gamma,
        beta,
        channels,
        pixels,
        MOMENTUM,
        EPSILON,
        batch);
    ReferenceActivation.forward(output.reference(), output.reference().clone(), Activation.RELU, 0);
    Kernels kernels = setup.kernels(arena);
    kernels.batchNormForwardTraining(
        output.tensor(),
        mean.tensor(),
        invStd.tensor(),
        runningMean.tensor(),
        runningVar.tensor(),
        input.tensor(),
        gammaTensor,
        betaTensor,
        channels,
        pixels,
        MOMENTUM,
        EPSILON,
        Activation.RELU,
        0,
        batch);
    String what =
        "%d×%d, %d images, affine %s, %s".formatted(channels, pixels, batch, affine, setup);
    // Values near 20 leave about 1e-6 of a deviation near 0.5; two values can lie much closer.
    long slack = pixels * batch < 10 ? 20_000 : 200;
    output.assertEqualsReference("output of " + what, slack);
    mean.assertEqualsReference("mean of " + what, 10);
    runningMean.assertEqualsReference("running mean of " + what, 10);
    runningVar.assertEqualsReference("running variance of " + what, 100);

    Values inference = Values.images(arena, batch, channels, pixels).filled(Float.NaN);
    ReferenceBatchNorm.forwardInference(
        inference.reference(),
        input.reference(),
        runningMean.reference(),
        runningVar.reference(),
        gamma,
        beta,
        channels,
        pixels,
        EPSILON,
        batch);
    kernels.batchNormForwardInference(
        inference.tensor(),
        input.tensor(),
        runningMean.tensor(),
        runningVar.tensor(),
        gammaTensor,
        betaTensor,
        channels,
        pixels,
        EPSILON,
        Activation.IDENTITY,
        0,
        batch);
    inference.assertEqualsReference("inference of " + what, 500);

    if (pixels * batch < 10) {
      return; // The derivative by nearly equal values is too large to compare.
    }
    Values dOutput = Values.images(arena, batch, channels, pixels).random(random);
    Values dInput = Values.images(arena, batch, channels, pixels).filled(Float.NaN);
    Values dWeight = Values.row(arena, channels).filled(Float.NaN);
    Values dBias = Values.row(arena, channels).filled(Float.NaN);
    ReferenceBatchNorm.backward(
        dInput.reference(),
        affine ? dWeight.reference() : new double[0],
        affine ? dBias.reference() : new double[0],
        dOutput.reference(),
        input.reference(),
        mean.reference(),
        invStd.reference(),
        gamma,
        channels,
        pixels,
        batch);
    for (boolean accumulate : new boolean[] {false, true}) {
      kernels.batchNormBackward(
          dInput.tensor(),
          affine ? dWeight.tensor() : Tensor.NONE,
          affine ? dBias.tensor() : Tensor.NONE,
          dOutput.tensor(),
          input.tensor(),
          mean.tensor(),
          invStd.tensor(),
          gammaTensor,
          channels,
          pixels,
          accumulate,
          batch);
      dInput.assertEqualsReference("dInput of " + what, 400);
      dInput.doubleReference();
    }
    if (affine) {
      dWeight.assertEqualsReference("dWeight of " + what, 400);
      dBias.assertEqualsReference("dBias of " + what, (long) pixels * batch);
    }
  }
}
