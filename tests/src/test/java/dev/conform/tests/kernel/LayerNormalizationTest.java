package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import dev.conform.runtime.kernel.reference.ReferenceGroupNorm;
import dev.conform.runtime.kernel.reference.ReferenceLayerNorm;
import dev.conform.runtime.kernel.reference.ReferenceScale;
import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What has a trained weight and bias for each channel, but no batch statistics. */
class LayerNormalizationTest {

  private static final float EPSILON = 1e-2f;
  private static final int[] CHANNELS = {1, 3, 4, 7, 13, 17, 31, 33, 65};

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void layerNorm(Setup setup) {
    for (int channels : CHANNELS) {
      inAllWays(new LayerNorm(channels), setup);
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void groupNorm(Setup setup) {
    for (int channels : CHANNELS) {
      for (int groups = 1; groups <= channels; groups++) {
        if (channels % groups == 0) {
          inAllWays(new GroupNorm(channels, groups), setup);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void scale(Setup setup) {
    for (int channels : CHANNELS) {
      inAllWays(new Scale(channels), setup);
    }
    try (Arena arena = Arena.ofConfined()) {
      new Case(arena, new Scale(17), 2500, 2, true, false).check(setup); // several blocks
    }
  }

  @Test
  void groupsMustDivideTheChannels() {
    try (Arena arena = Arena.ofConfined()) {
      Values x = Values.images(arena, 1, 6, 1);
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  new GroupNorm(6, 4)
                      .forward(
                          Setup.ALL.get(0).kernels(arena), x, x, Tensor.NONE, Tensor.NONE, 1, 1));
      assertEquals("groupNormForward: 4 groups must divide 6 channels", error.getMessage());
    }
  }

  private static void inAllWays(Layer layer, Setup setup) {
    for (int pixels : new int[] {1, 6, 50}) {
      for (int batch : new int[] {1, 3}) {
        for (boolean affine : new boolean[] {false, true}) {
          for (boolean special : new boolean[] {false, true}) {
            try (Arena arena = Arena.ofConfined()) {
              new Case(arena, layer, pixels, batch, affine, special).check(setup);
            }
          }
        }
      }
    }
  }

  /** One of the three layers, fast and in the reference. */
  private interface Layer {
    int channels();

    void forward(
        Kernels kernels,
        Values output,
        Values input,
        Tensor weight,
        Tensor bias,
        int pixels,
        int batch);

    void backward(
        Kernels kernels,
        Tensor dInput,
        Tensor dWeight,
        Tensor dBias,
        Values dOutput,
        Values input,
        Tensor weight,
        int pixels,
        boolean accumulate,
        int batch);

    void referenceForward(
        double[] output, double[] input, double[] weight, double[] bias, int pixels, int batch);

    void referenceBackward(
        double[] dInput,
        double[] dWeight,
        double[] dBias,
        double[] dOutput,
        double[] input,
        double[] weight,
        int pixels,
        int batch);
  }

  private record LayerNorm(int channels) implements Layer {
    @Override
    public void forward(
        Kernels kernels,
        Values output,
        Values input,
        Tensor weight,
        Tensor bias,
        int pixels,
        int batch) {
      kernels.layerNormForward(
          output.tensor(),
          input.tensor(),
          weight,
          bias,
          channels,
          pixels,
          EPSILON,
          Activation.TANH,
          0,
          batch);
    }

    @Override
    public void backward(
        Kernels kernels,
        Tensor dInput,
        Tensor dWeight,
        Tensor dBias,
        Values dOutput,
        Values input,
        Tensor weight,
        int pixels,
        boolean accumulate,
        int batch) {
      kernels.layerNormBackward(
          dInput,
          dWeight,
          dBias,
          dOutput.tensor(),
          input.tensor(),
          weight,
          channels,
          pixels,
          EPSILON,
          accumulate,
          batch);
    }

    @Override
    public void referenceForward(
        double[] output, double[] input, double[] weight, double[] bias, int pixels, int batch) {
      ReferenceLayerNorm.forward(output, input, weight, bias, channels, pixels, EPSILON, batch);
    }

    @Override
    public void referenceBackward(
        double[] dInput,
        double[] dWeight,
        double[] dBias,
        double[] dOutput,
        double[] input,
        double[] weight,
        int pixels,
        int batch) {
      ReferenceLayerNorm.backward(
          dInput, dWeight, dBias, dOutput, input, weight, channels, pixels, EPSILON, batch);
    }
  }

  private record GroupNorm(int channels, int groups) implements Layer {
    @Override
    public void forward(
        Kernels kernels,
        Values output,
        Values input,
        Tensor weight,
        Tensor bias,
        int pixels,
        int batch) {
      kernels.groupNormForward(
          output.tensor(),
          input.tensor(),
          weight,
          bias,
          channels,
          pixels,
          groups,
          EPSILON,
          Activation.TANH,
          0,
          batch);
    }

    @Override
    public void backward(
        Kernels kernels,
        Tensor dInput,
        Tensor dWeight,
        Tensor dBias,
        Values dOutput,
        Values input,
        Tensor weight,
        int pixels,
        boolean accumulate,
        int batch) {
      kernels.groupNormBackward(
          dInput,
          dWeight,
          dBias,
          dOutput.tensor(),
          input.tensor(),
          weight,
          channels,
          pixels,
          groups,
          EPSILON,
          accumulate,
          batch);
    }

    @Override
    public void referenceForward(
        double[] output, double[] input, double[] weight, double[] bias, int pixels, int batch) {
      ReferenceGroupNorm.forward(
          output, input, weight, bias, channels, pixels, groups, EPSILON, batch);
    }

    @Override
    public void referenceBackward(
        double[] dInput,
        double[] dWeight,
        double[] dBias,
        double[] dOutput,
        double[] input,
        double[] weight,
        int pixels,
        int batch) {
      ReferenceGroupNorm.backward(
          dInput, dWeight, dBias, dOutput, input, weight, channels, pixels, groups, EPSILON, batch);
    }
  }

  private record Scale(int channels) implements Layer {
    @Override
    public void forward(
        Kernels kernels,
        Values output,
        Values input,
        Tensor weight,
        Tensor bias,
        int pixels,
        int batch) {
      kernels.scaleForward(
          output.tensor(),
          input.tensor(),
          weight,
          bias,
          channels,
          pixels,
          Activation.TANH,
          0,
          batch);
    }

    @Override
    public void backward(
        Kernels kernels,
        Tensor dInput,
        Tensor dWeight,
        Tensor dBias,
        Values dOutput,
        Values input,
        Tensor weight,
        int pixels,
        boolean accumulate,
        int batch) {
      kernels.scaleBackward(
          dInput,
          dWeight,
          dBias,
          dOutput.tensor(),
          input.tensor(),
          weight,
          channels,
          pixels,
          accumulate,
          batch);
    }

    @Override
    public void referenceForward(
        double[] output, double[] input, double[] weight, double[] bias, int pixels, int batch) {
      ReferenceScale.forward(output, input, weight, bias, channels, pixels, batch);
    }

    @Override
    public void referenceBackward(
        double[] dInput,
        double[] dWeight,
        double[] dBias,
        double[] dOutput,
        double[] input,
        double[] weight,
        int pixels,
        int batch) {
      ReferenceScale.backward(
          dInput, dWeight, dBias, dOutput, input, weight, channels, pixels, batch);
    }
  }

  /** What goes into a layer. */
  private static final class Case {
    private final Layer layer;
    private final int pixels;
    private final int batch;
    private final boolean affine;
    private final Values input;
    private final Values weight;
    private final Values bias;
    private final Values output;
    private final Values dOutput;
    private final Values dInput;
    private final Values dWeight;
    private final Values dBias;

    Case(Arena arena, Layer layer, int pixels, int batch, boolean affine, boolean special) {
      Random random = new Random(71);
      int channels = layer.channels();
      this.layer = layer;
      this.pixels = pixels;
      this.batch = batch;
      this.affine = affine;
      input = Values.images(arena, batch, channels, pixels).random(random);
      dOutput = Values.images(arena, batch, channels, pixels).random(random);
      if (special) {
        // One image only, so that the others show that nothing spreads.
        input.put(random.nextInt(channels * pixels), Float.NaN);
        input.put(random.nextInt(channels * pixels), Float.POSITIVE_INFINITY);
        dOutput.put(random.nextInt(channels * pixels), Float.NEGATIVE_INFINITY);
      }
      weight = Values.row(arena, channels).random(random);
      bias = Values.row(arena, channels).random(random);
      output = Values.images(arena, batch, channels, pixels).filled(Float.NaN);
      dInput = Values.images(arena, batch, channels, pixels).filled(Float.NaN);
      dWeight = Values.row(arena, channels).filled(Float.NaN);
      dBias = Values.row(arena, channels).filled(Float.NaN);
    }

    void check(Setup setup) {
      String what =
          "%s, %d pixels, %d images, affine %s, %s".formatted(layer, pixels, batch, affine, setup);
      double[] none = {};
      double[] gamma = affine ? weight.reference() : none;
      layer.referenceForward(
          output.reference(),
          input.reference(),
          gamma,
          affine ? bias.reference() : none,
          pixels,
          batch);
      ReferenceActivation.forward(output.reference(), output.reference(), Activation.TANH, 0);
      layer.referenceBackward(
          dInput.reference(),
          affine ? dWeight.reference() : none,
          affine ? dBias.reference() : none,
          dOutput.reference(),
          input.reference(),
          gamma,
          pixels,
          batch);
      Kernels kernels = setup.kernels(Arena.ofAuto());
      Tensor weightTensor = affine ? weight.tensor() : Tensor.NONE;
      Tensor biasTensor = affine ? bias.tensor() : Tensor.NONE;
      layer.forward(kernels, output, input, weightTensor, biasTensor, pixels, batch);
      output.assertEqualsReference(what, 50);
      for (boolean accumulate : new boolean[] {false, true}) {
        backward(kernels, dInput.tensor(), weightTensor, accumulate);
        dInput.assertEqualsReference("dInput of " + what, 500);
        dInput.doubleReference();
      }
      if (affine) {
        assertWeights(what);
        dWeight.filledTensor(Float.NaN);
        dBias.filledTensor(Float.NaN);
        backward(kernels, Tensor.NONE, weightTensor, false);
        assertWeights("without dInput, " + what);
        kernels.accumulateParameterGradients(true);
        backward(kernels, Tensor.NONE, weightTensor, false);
        kernels.accumulateParameterGradients(false);
        dWeight.doubleReference();
        dBias.doubleReference();
        assertWeights("accumulated, " + what);
      }
      backward(kernels, dInput.tensor(), weightTensor, false);
      float[] expected = dInput.bits();
      backward(kernels, dOutput.tensor(), weightTensor, false);
      assertArrayEquals(expected, dOutput.bits(), "gradient in place: " + what);
      layer.forward(kernels, input, input, weightTensor, biasTensor, pixels, batch);
      assertArrayEquals(output.bits(), input.bits(), "in place: " + what);
    }

    private void backward(Kernels kernels, Tensor target, Tensor weightTensor, boolean accumulate) {
      layer.backward(
          kernels,
          target,
          affine ? dWeight.tensor() : Tensor.NONE,
          affine ? dBias.tensor() : Tensor.NONE,
          dOutput,
          input,
          weightTensor,
          pixels,
          accumulate,
          batch);
    }

    private void assertWeights(String what) {
      dWeight.assertEqualsReference("dWeight of " + what, 50 + (long) pixels * batch);
      dBias.assertEqualsReference("dBias of " + what, 50 + (long) pixels * batch);
    }
  }
}
