package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import dev.conform.runtime.kernel.reference.ReferenceBatchNorm;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Batch normalisation, with a residual and an activation in the same call, against the reference.
 */
class NormalizationTest {

  private static final float MOMENTUM = 0.1f;
  private static final float EPSILON = 1e-5f;
  private static final float SLOPE = 0.1f;
  private static final double[] NONE = {};

  /** Closer than this to a kink, rounding decides what the derivative is. */
  private static final double KINK = 1e-3;

  private static final List<Activation> ACTIVATIONS =
      List.of(Activation.IDENTITY, Activation.RELU, Activation.LEAKY_RELU, Activation.TANH);

  /** What becomes of the gradient of the other summand. */
  private enum Residual {
    ABSENT,
    UNWANTED,
    IN_PLACE,
    OVERWRITTEN,
    ACCUMULATED
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void trainingInferenceAndBackward(Setup setup) {
    Random random = new Random(31);
    for (int channels : new int[] {1, 3, 4, 7, 13, 16, 17, 31, 33, 65}) {
      for (int pixels : new int[] {1, 9, 100}) {
        for (int batch : new int[] {2, 5}) {
          for (Residual residual : Residual.values()) {
            try (Arena arena = Arena.ofConfined()) {
              new Case(setup, arena, random, channels, pixels, batch, residual).check();
            }
          }
        }
      }
    }
  }

  /**
   * One pass over the data must find the deviation as well as two would: a mean of 10,000 beside a
   * deviation of 1 leaves nothing of it in a float's sum of squares.
   */
  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void findsASmallDeviationBesideALargeMean(Setup setup) {
    int channels = 19;
    int pixels = 500;
    int batch = 4;
    Random random = new Random(32);
    try (Arena arena = Arena.ofConfined()) {
      Values input = Values.images(arena, batch, channels, pixels);
      for (int i = 0; i < input.size(); i++) {
        input.put(i, (float) (10_000 + random.nextGaussian()));
      }
      // The first pixel of one channel lies far off, that of another is infinite.
      input.put(3 * pixels, 10_300);
      input.put(5 * pixels, Float.POSITIVE_INFINITY);
      Values output = Values.images(arena, batch, channels, pixels);
      Values mean = Values.row(arena, channels);
      Values invStd = Values.row(arena, channels);
      Values runningMean = Values.row(arena, channels).filled(0);
      Values runningVar = Values.row(arena, channels).filled(0);
      ReferenceBatchNorm.forwardTraining(
          output.reference(),
          mean.reference(),
          invStd.reference(),
          runningMean.reference(),
          runningVar.reference(),
          input.reference(),
          NONE,
          NONE,
          channels,
          pixels,
          1,
          EPSILON,
          batch);
      setup
          .kernels(arena)
          .batchNormForwardTraining(
              output.tensor(),
              mean.tensor(),
              invStd.tensor(),
              runningMean.tensor(),
              runningVar.tensor(),
              input.tensor(),
              Tensor.NONE,
              Tensor.NONE,
              Tensor.NONE,
              channels,
              pixels,
              1,
              EPSILON,
              Activation.IDENTITY,
              0,
              batch);
      for (int c = 0; c < channels; c++) {
        String what = "channel " + c + ", " + setup;
        // A float near 10,000 is exact to 5e-4.
        assertEquals(mean.reference()[c], mean.actual(c), 5e-4, what);
        assertEquals(invStd.reference()[c], invStd.actual(c), 1e-6, what);
        double variance = runningVar.reference()[c];
        assertEquals(1, Double.isNaN(variance) ? 1 : runningVar.actual(c) / variance, 1e-6, what);
        assertEquals(Double.isNaN(variance), Float.isNaN(runningVar.actual(c)), what);
      }
    }
  }

  /** One shape, on random values. */
  private static final class Case {
    private final Arena arena;
    private final Random random;
    private final int channels;
    private final int pixels;
    private final int batch;
    private final Residual where;
    private final Activation activation;
    private final Kernels kernels;
    private final String what;
    private final Values input;
    private final Values residual;
    private final Values output;
    private final Values mean;
    private final Values invStd;
    private final Values runningMean;
    private final Values runningVar;
    private final double[] gamma;
    private final double[] beta;
    private final Tensor gammaTensor;
    private final Tensor betaTensor;

    /** The result of the reference before the activation. */
    private double[] sums = NONE;

    Case(
        Setup setup,
        Arena arena,
        Random random,
        int channels,
        int pixels,
        int batch,
        Residual where) {
      this.arena = arena;
      this.random = random;
      this.channels = channels;
      this.pixels = pixels;
      this.batch = batch;
      this.where = where;
      this.activation = ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
      this.kernels = setup.kernels(arena);
      boolean affine = random.nextBoolean();
      what =
          "%d×%d, %d images, affine %s, residual %s, %s, %s"
              .formatted(channels, pixels, batch, affine, where, activation, setup);
      input = images().random(random);
      for (int i = 0; i < input.size(); i++) {
        // A mean that is large beside the deviation.
        input.put(i, (float) input.reference()[i] + 20);
      }
      residual = images().random(random);
      output = images().filled(Float.NaN);
      Values weight = Values.row(arena, channels).random(random);
      Values bias = Values.row(arena, channels).random(random);
      gamma = affine ? weight.reference() : NONE;
      beta = affine ? bias.reference() : NONE;
      gammaTensor = affine ? weight.tensor() : Tensor.NONE;
      betaTensor = affine ? bias.tensor() : Tensor.NONE;
      mean = Values.row(arena, channels).filled(Float.NaN);
      invStd = Values.row(arena, channels).filled(Float.NaN);
      runningMean = Values.row(arena, channels).random(random);
      runningVar = Values.row(arena, channels).filled(0.7f);
    }

    private Values images() {
      return Values.images(arena, batch, channels, pixels);
    }

    private Tensor added() {
      return where == Residual.ABSENT ? Tensor.NONE : residual.tensor();
    }

    private void addAndActivate(Values values) {
      if (where != Residual.ABSENT) {
        for (int i = 0; i < values.size(); i++) {
          values.reference()[i] += residual.reference()[i];
        }
      }
      sums = values.reference().clone();
      ReferenceActivation.forward(values.reference(), sums, activation, SLOPE);
    }

    void check() {
      checkInference();
      checkTraining();
      // The derivative by nearly equal values is too large to compare.
      if (pixels * batch >= 10) {
        checkBackward();
      }
    }

    private void checkTraining() {
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
      addAndActivate(output);
      kernels.batchNormForwardTraining(
          output.tensor(),
          mean.tensor(),
          invStd.tensor(),
          runningMean.tensor(),
          runningVar.tensor(),
          input.tensor(),
          added(),
          gammaTensor,
          betaTensor,
          channels,
          pixels,
          MOMENTUM,
          EPSILON,
          activation,
          SLOPE,
          batch);
      // Values near 20 leave about 1e-6 of a deviation near 0.5; two values can lie much closer.
      long slack = pixels * batch < 10 ? 20_000 : 200;
      output.assertEqualsReference("output of " + what, slack);
      mean.assertEqualsReference("mean of " + what, 10);
      runningMean.assertEqualsReference("running mean of " + what, 10);
      runningVar.assertEqualsReference("running variance of " + what, 100);
      checkRecompute();
    }

    /** What a gradient is taken through must be what the layers behind have read. */
    private void checkRecompute() {
      Values again = images().filled(Float.NaN);
      kernels.batchNormRecompute(
          again.tensor(),
          input.tensor(),
          added(),
          mean.tensor(),
          invStd.tensor(),
          gammaTensor,
          betaTensor,
          channels,
          pixels,
          activation,
          SLOPE,
          batch);
      for (int i = 0; i < output.size(); i++) {
        assertEquals(
            Float.floatToRawIntBits(output.actual(i)),
            Float.floatToRawIntBits(again.actual(i)),
            "value " + i + " again of " + what);
      }
    }

    private void checkInference() {
      Values inference = images().filled(Float.NaN);
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
      addAndActivate(inference);
      kernels.batchNormForwardInference(
          inference.tensor(),
          input.tensor(),
          added(),
          runningMean.tensor(),
          runningVar.tensor(),
          gammaTensor,
          betaTensor,
          channels,
          pixels,
          EPSILON,
          activation,
          SLOPE,
          batch);
      inference.assertEqualsReference("inference of " + what, 500);
    }

    /** Puts values where a gradient will be added to them. */
    private static void addTo(Values before, Values gradient) {
      for (int i = 0; i < gradient.size(); i++) {
        double added = gradient.reference()[i];
        gradient.put(i, (float) before.reference()[i]);
        gradient.reference()[i] += added;
      }
    }

    private void checkBackward() {
      Values dOutput = images().random(random);
      for (int i = 0; i < sums.length; i++) {
        if (Math.abs(sums[i]) < KINK) {
          dOutput.put(i, 0);
        }
      }
      double[] undone = new double[dOutput.size()];
      ReferenceActivation.backward(undone, dOutput.reference(), sums, activation, SLOPE);
      Values dInput = images().filled(Float.NaN);
      Values dWeight = Values.row(arena, channels).filled(Float.NaN);
      Values dBias = Values.row(arena, channels).filled(Float.NaN);
      boolean affine = gamma.length > 0;
      ReferenceBatchNorm.backward(
          dInput.reference(),
          affine ? dWeight.reference() : NONE,
          affine ? dBias.reference() : NONE,
          undone,
          input.reference(),
          mean.reference(),
          invStd.reference(),
          gamma,
          channels,
          pixels,
          batch);
      Values dResidual = images().random(random);
      for (int i = 0; i < undone.length; i++) {
        boolean isAdded = where == Residual.ACCUMULATED;
        dResidual.reference()[i] = undone[i] + (isAdded ? dResidual.reference()[i] : 0);
      }
      boolean accumulate = random.nextBoolean();
      if (accumulate) {
        addTo(images().random(random), dInput);
      }
      boolean accumulateParameters = random.nextBoolean();
      if (accumulateParameters) {
        addTo(Values.row(arena, channels).random(random), dWeight);
        addTo(Values.row(arena, channels).random(random), dBias);
      }
      kernels.accumulateParameterGradients(accumulateParameters);
      kernels.batchNormBackward(
          dInput.tensor(),
          dResidualTensor(dOutput, dResidual),
          affine ? dWeight.tensor() : Tensor.NONE,
          affine ? dBias.tensor() : Tensor.NONE,
          dOutput.tensor(),
          readsOutput() ? output.tensor() : Tensor.NONE,
          input.tensor(),
          mean.tensor(),
          invStd.tensor(),
          gammaTensor,
          betaTensor,
          channels,
          pixels,
          activation,
          SLOPE,
          accumulate,
          where == Residual.ACCUMULATED,
          batch);
      dInput.assertEqualsReference("dInput of " + what, 400);
      if (affine) {
        dWeight.assertEqualsReference("dWeight of " + what, 400);
        // TANH is undone by the output, which is about 1e-6 off.
        dBias.assertEqualsReference("dBias of " + what, 100 + (long) pixels * batch);
      }
      if (where == Residual.IN_PLACE) {
        System.arraycopy(undone, 0, dOutput.reference(), 0, undone.length);
        dOutput.assertEqualsReference("dResidual in place of " + what, 100);
      } else if (where == Residual.OVERWRITTEN || where == Residual.ACCUMULATED) {
        dResidual.assertEqualsReference("dResidual of " + what, 100);
      }
    }

    private Tensor dResidualTensor(Values dOutput, Values dResidual) {
      return switch (where) {
        case ABSENT, UNWANTED -> Tensor.NONE;
        case IN_PLACE -> dOutput.tensor();
        case OVERWRITTEN, ACCUMULATED -> dResidual.tensor();
      };
    }

    private boolean readsOutput() {
      return activation == Activation.TANH
          || (where != Residual.ABSENT && activation != Activation.IDENTITY);
    }
  }
}
