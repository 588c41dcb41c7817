package dev.conform.tests.kernel;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Conv2d.Algorithm;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import dev.conform.runtime.kernel.reference.ReferenceTransposedConv2d;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Transposed convolutions in all directions against the reference. */
class TransposedConvolutionTest {

  /** Adjoints: their input is the output. */
  private static final List<Conv2d> ADJOINTS =
      List.of(
          Conv2d.of(1, 1, 1),
          // U-Net's, DCGAN's, and one whose stride leaves border pixels.
          Conv2d.of(7, 8, 6).filters(13).kernel(2, 2).stride(2, 2),
          Conv2d.of(4, 8, 8).filters(17).kernel(4, 4).stride(2, 2).padding(1, 1, 1, 1),
          Conv2d.of(3, 8, 9).filters(31).kernel(3, 3).stride(2, 2).padding(1, 1, 1, 1),
          // Stride 1, pointwise, dilation, groups, depthwise; few filters, so that pixels are
          // joined.
          Conv2d.of(33, 5, 7).filters(4).kernel(3, 3).padding(1, 1, 1, 1),
          Conv2d.of(17, 4, 4).filters(33),
          Conv2d.of(3, 9, 8).filters(5).kernel(3, 2).dilation(2, 3).padding(1, 0, 2, 1),
          Conv2d.of(6, 7, 7).filters(4).kernel(3, 3).groups(2).stride(2, 1),
          Conv2d.of(13, 7, 7).filters(13).kernel(3, 3).groups(13).stride(2, 2).padding(1, 1, 1, 1),
          Conv2d.of(1, 16, 16).filters(4).kernel(5, 5),
          Conv2d.of(65, 3, 3).filters(7).kernel(3, 3));

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void allDirections(Setup setup) {
    Random random = new Random(91);
    for (Conv2d shape : ADJOINTS) {
      for (Algorithm algorithm : List.of(Algorithm.DIRECT, Algorithm.IM2COL)) {
        for (int batch : new int[] {1, 3}) {
          for (Activation f : List.of(Activation.IDENTITY, Activation.RELU, Activation.TANH)) {
            try (Arena arena = Arena.ofConfined()) {
              check(arena, setup, shape.algorithm(algorithm), batch, f, random);
            }
          }
        }
      }
    }
  }

  private static void check(
      Arena arena, Setup setup, Conv2d adjoint, int batch, Activation f, Random random) {
    int inPixels = adjoint.outHeight() * adjoint.outWidth();
    int outPixels = adjoint.inHeight() * adjoint.inWidth();
    int inChannels = adjoint.outChannels();
    int outChannels = adjoint.inChannels();
    int taps = adjoint.window().kernelH() * adjoint.window().kernelW();
    boolean hasBias = f != Activation.RELU || random.nextBoolean();
    Values input = Values.images(arena, batch, inChannels, inPixels).random(random);
    Values weight = Values.weights(arena, inChannels, outChannels / adjoint.groups(), taps);
    weight.random(random);
    Values bias = Values.row(arena, outChannels).random(random);
    Values dOutput = Values.images(arena, batch, outChannels, outPixels).random(random);
    Values output = Values.images(arena, batch, outChannels, outPixels).filled(Float.NaN);
    Values dInput = Values.images(arena, batch, inChannels, inPixels).filled(Float.NaN);
    Values dWeight = Values.weights(arena, inChannels, outChannels / adjoint.groups(), taps);
    dWeight.filled(Float.NaN);
    Values dBias = Values.row(arena, outChannels).filled(Float.NaN);
    double[] none = {};
    ReferenceTransposedConv2d.forward(
        output.reference(),
        input.reference(),
        weight.reference(),
        hasBias ? bias.reference() : none,
        adjoint,
        batch);
    ReferenceActivation.forward(output.reference(), output.reference(), f, 0);
    ReferenceTransposedConv2d.backward(
        dInput.reference(),
        dWeight.reference(),
        hasBias ? dBias.reference() : none,
        dOutput.reference(),
        input.reference(),
        weight.reference(),
        adjoint,
        batch);
    Kernels kernels = setup.kernels(arena, adjoint);
    String what = "%s, %d images, %s, %s".formatted(adjoint, batch, f, setup);
    kernels.transposedConv2dForward(
        output.tensor(),
        input.tensor(),
        weight.tensor(),
        hasBias ? bias.tensor() : Tensor.NONE,
        adjoint,
        f,
        0,
        batch);
    output.assertEqualsReference(what, (long) inChannels * taps);
    for (boolean accumulate : new boolean[] {false, true}) {
      kernels.transposedConv2dBackwardInput(
          dInput.tensor(), dOutput.tensor(), weight.tensor(), adjoint, accumulate, batch);
      dInput.assertEqualsReference("dInput of " + what, 2L * adjoint.patch());
      dInput.doubleReference();
    }
    for (boolean accumulate : new boolean[] {false, true}) {
      kernels.accumulateParameterGradients(accumulate);
      kernels.transposedConv2dBackwardWeight(
          dWeight.tensor(),
          hasBias ? dBias.tensor() : Tensor.NONE,
          dOutput.tensor(),
          input.tensor(),
          adjoint,
          batch);
      dWeight.assertEqualsReference("dWeight of " + what, 2L * batch * inPixels);
      dWeight.doubleReference();
      if (hasBias) {
        dBias.assertEqualsReference("dBias of " + what, 2L * batch * outPixels);
        dBias.doubleReference();
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void nanInOneImageStaysInThatImage(Setup setup) {
    Conv2d adjoint = Conv2d.of(17, 6, 6).filters(7).kernel(3, 3).stride(2, 2).padding(1, 1, 1, 1);
    Random random = new Random(92);
    try (Arena arena = Arena.ofConfined()) {
      Values input = Values.images(arena, 3, 7, 9).random(random);
      input.put(7 * 9 + 5, Float.NaN);
      input.put(7 * 9 + 40, Float.POSITIVE_INFINITY);
      Values weight = Values.weights(arena, 7, 17, 9).random(random);
      Values output = Values.images(arena, 3, 17, 36).filled(Float.NaN);
      ReferenceTransposedConv2d.forward(
          output.reference(), input.reference(), weight.reference(), new double[0], adjoint, 3);
      setup
          .kernels(arena, adjoint)
          .transposedConv2dForward(
              output.tensor(),
              input.tensor(),
              weight.tensor(),
              Tensor.NONE,
              adjoint,
              Activation.IDENTITY,
              0,
              3);
      output.assertEqualsReference(setup.toString(), 63);
    }
  }
}
