package dev.conform.tests.gradient;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Pad2d;
import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Upsample2d;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import dev.conform.runtime.kernel.reference.ReferenceBatchNorm;
import dev.conform.runtime.kernel.reference.ReferenceChannelScale;
import dev.conform.runtime.kernel.reference.ReferenceConcat;
import dev.conform.runtime.kernel.reference.ReferenceConv2d;
import dev.conform.runtime.kernel.reference.ReferenceDense;
import dev.conform.runtime.kernel.reference.ReferenceDropout;
import dev.conform.runtime.kernel.reference.ReferenceGroupNorm;
import dev.conform.runtime.kernel.reference.ReferenceLayerNorm;
import dev.conform.runtime.kernel.reference.ReferenceLocalResponseNorm;
import dev.conform.runtime.kernel.reference.ReferencePad2d;
import dev.conform.runtime.kernel.reference.ReferencePool2d;
import dev.conform.runtime.kernel.reference.ReferenceScale;
import dev.conform.runtime.kernel.reference.ReferenceSoftmax;
import dev.conform.runtime.kernel.reference.ReferenceTransposedConv2d;
import dev.conform.runtime.kernel.reference.ReferenceUpsample2d;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every reference operation, on tiny awkward shapes. */
class ReferenceGradientTest {

  private static final double[] NONE = {};

  static Stream<Conv2d> convolutions() {
    return Stream.of(
        Conv2d.of(1, 1, 1),
        Conv2d.of(2, 5, 4).filters(3).kernel(3, 2),
        Conv2d.of(3, 4, 5).filters(2).kernel(1, 1).stride(2, 3),
        Conv2d.of(2, 7, 3).filters(3).kernel(3, 3).stride(2, 1).padding(1, 1, 1, 1),
        Conv2d.of(1, 4, 4).filters(2).kernel(2, 3).padding(0, 2, 1, 0),
        Conv2d.of(2, 7, 6).filters(2).kernel(3, 2).dilation(2, 3).padding(1, 0, 0, 2),
        Conv2d.of(4, 4, 3).filters(6).kernel(2, 2).groups(2),
        Conv2d.of(3, 5, 5).filters(3).kernel(3, 3).groups(3).padding(1, 1, 1, 1).stride(2, 2),
        Conv2d.of(2, 3, 3).filters(4).kernel(2, 2).groups(2).dilation(2, 2).padding(2, 1, 0, 1),
        Conv2d.of(1, 2, 2).filters(1).kernel(5, 5).padding(3, 3, 3, 3));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void convolution(Conv2d conv) {
    int batch = 2;
    Draw draw = new Draw(conv.toString().hashCode());
    double[] input = draw.values(batch * conv.inChannels() * conv.inHeight() * conv.inWidth());
    double[] weight = draw.values(conv.outChannels() * conv.patch());
    double[] bias = draw.values(conv.outChannels());
    double[] output = new double[batch * conv.outChannels() * conv.outHeight() * conv.outWidth()];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    double[] dWeight = new double[weight.length];
    double[] dBias = new double[bias.length];
    ReferenceConv2d.backward(dInput, dWeight, dBias, dOutput, input, weight, conv, batch);
    DoubleSupplier loss =
        () -> {
          ReferenceConv2d.forward(output, input, weight, bias, conv, batch);
          return Draw.dot(dOutput, output);
        };
    GradientCheck.smooth("input", input, dInput, loss);
    GradientCheck.smooth("weight", weight, dWeight, loss);
    GradientCheck.smooth("bias", bias, dBias, loss);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 5, 2", "1, 7, 3", "4, 1, 5"})
  void dense(int batch, int inputs, int units) {
    Draw draw = new Draw(inputs);
    double[] input = draw.values(batch * inputs);
    double[] weight = draw.values(units * inputs);
    double[] bias = draw.values(units);
    double[] output = new double[batch * units];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    double[] dWeight = new double[weight.length];
    double[] dBias = new double[units];
    ReferenceDense.backward(dInput, dWeight, dBias, dOutput, input, weight, inputs, units, batch);
    DoubleSupplier loss =
        () -> {
          ReferenceDense.forward(output, input, weight, bias, inputs, units, batch);
          return Draw.dot(dOutput, output);
        };
    GradientCheck.smooth("input", input, dInput, loss);
    GradientCheck.smooth("weight", weight, dWeight, loss);
    GradientCheck.smooth("bias", bias, dBias, loss);
  }

  static Stream<Pool2d> pools() {
    return Stream.of(
        Pool2d.of(1, 1, 1),
        Pool2d.global(2, 3, 5),
        Pool2d.of(2, 5, 4).size(2, 2).stride(2, 2).output(2, 2),
        Pool2d.of(1, 5, 7).size(3, 2).stride(1, 2).output(3, 3),
        Pool2d.of(2, 4, 4).size(3, 3).stride(2, 2).padding(1, 1, 1, 1).output(2, 2),
        Pool2d.of(1, 4, 4).size(3, 3).stride(2, 2).padding(1, 1, 1, 1).output(2, 2).ignorePadding(),
        Pool2d.of(1, 5, 5).size(2, 2).stride(2, 2).output(3, 3), // ceil mode
        Pool2d.of(1, 4, 7).size(3, 3).stride(3, 3).padding(1, 0, 1, 1).output(2, 3),
        Pool2d.of(1, 4, 7).size(3, 3).stride(3, 3).padding(1, 0, 1, 1).output(2, 3).ignorePadding(),
        Pool2d.of(1, 6, 5).size(2, 2).stride(1, 1).dilation(3, 2).output(3, 3));
  }

  @ParameterizedTest
  @MethodSource("pools")
  void averagePool(Pool2d pool) {
    int batch = 2;
    Draw draw = new Draw(pool.toString().hashCode());
    double[] input = draw.values(batch * pool.channels() * pool.inHeight() * pool.inWidth());
    double[] output = new double[batch * pool.channels() * pool.outHeight() * pool.outWidth()];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    ReferencePool2d.averageBackward(dInput, dOutput, pool, batch);
    GradientCheck.smooth(
        "input",
        input,
        dInput,
        () -> {
          ReferencePool2d.averageForward(output, input, pool, batch);
          return Draw.dot(dOutput, output);
        });
  }

  @ParameterizedTest
  @MethodSource("pools")
  void maxPool(Pool2d pool) {
    int batch = 2;
    Draw draw = new Draw(pool.toString().hashCode());
    // Values further apart than a step: no window is about to change its winner.
    double[] input = draw.apart(batch * pool.channels() * pool.inHeight() * pool.inWidth());
    double[] output = new double[batch * pool.channels() * pool.outHeight() * pool.outWidth()];
    int[] argmax = new int[output.length];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    ReferencePool2d.maxForward(output, argmax, input, pool, batch);
    ReferencePool2d.maxBackward(dInput, dOutput, argmax, pool, batch);
    GradientCheck.smooth(
        "input",
        input,
        dInput,
        () -> {
          ReferencePool2d.maxForward(output, argmax, input, pool, batch);
          return Draw.dot(dOutput, output);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, 4, true",
    "4, 1, 1, true",
    "2, 2, 3, false",
    "3, 5, 1, true",
    "1, 2, 2, false"
  })
  void batchNorm(int batch, int channels, int pixels, boolean affine) {
    double epsilon = 1e-2;
    Draw draw = new Draw(channels);
    double[] input = draw.values(batch * channels * pixels);
    double[] weight = affine ? draw.values(channels) : NONE;
    double[] bias = affine ? draw.values(channels) : NONE;
    double[] output = new double[input.length];
    double[] dOutput = draw.values(output.length);
    double[] mean = new double[channels];
    double[] invStd = new double[channels];
    Runnable forward =
        () ->
            ReferenceBatchNorm.forwardTraining(
                output,
                mean,
                invStd,
                new double[channels],
                new double[channels],
                input,
                weight,
                bias,
                channels,
                pixels,
                0.1,
                epsilon,
                batch);
    DoubleSupplier loss =
        () -> {
          forward.run();
          return Draw.dot(dOutput, output);
        };
    forward.run();
    double[] dInput = new double[input.length];
    double[] dWeight = new double[weight.length];
    double[] dBias = new double[bias.length];
    ReferenceBatchNorm.backward(
        dInput, dWeight, dBias, dOutput, input, mean, invStd, weight, channels, pixels, batch);
    GradientCheck.smooth("input", input, dInput, loss);
    if (affine) {
      GradientCheck.smooth("weight", weight, dWeight, loss);
      GradientCheck.smooth("bias", bias, dBias, loss);
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void activation(Activation activation) {
    double slope = 0.3;
    Draw draw = new Draw(activation.name().hashCode());
    double[] input = draw.apart(141); // from −7 to 7, among them 0 and 6
    double[] output = new double[input.length];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    ReferenceActivation.backward(dInput, dOutput, input, activation, slope);
    GradientCheck.kinked(
        "input",
        input,
        dInput,
        () -> {
          ReferenceActivation.forward(output, input, activation, slope);
          return Draw.dot(dOutput, output);
        },
        i -> kinks(activation).anyMatch(x -> Math.abs(input[i] - x) <= GradientCheck.STEP));
  }

  private static DoubleStream kinks(Activation activation) {
    return switch (activation) {
      case RELU, LEAKY_RELU -> DoubleStream.of(0);
      case RELU6 -> DoubleStream.of(0, 6);
      default -> DoubleStream.empty();
    };
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 3, 1", "1, 5, 4", "3, 2, 2"})
  void softmax(int batch, int channels, int pixels) {
    Draw draw = new Draw(channels);
    double[] input = draw.values(batch * channels * pixels);
    double[] output = new double[input.length];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    ReferenceSoftmax.forward(output, input, channels, pixels, batch);
    ReferenceSoftmax.backward(dInput, dOutput, output, channels, pixels, batch);
    GradientCheck.smooth(
        "input",
        input,
        dInput,
        () -> {
          ReferenceSoftmax.forward(output, input, channels, pixels, batch);
          return Draw.dot(dOutput, output);
        });
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.9})
  void dropout(double rate) {
    Draw draw = new Draw(1);
    double[] input = draw.values(17);
    boolean[] kept = draw.bits(input.length);
    double[] output = new double[input.length];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    ReferenceDropout.apply(dInput, dOutput, kept, rate);
    GradientCheck.smooth(
        "input",
        input,
        dInput,
        () -> {
          ReferenceDropout.apply(output, input, kept, rate);
          return Draw.dot(dOutput, output);
        });
  }

  @ParameterizedTest
  @CsvSource({"0, 2, 3", "2, 3, 5", "1, 1, 4"})
  void concat(int offset, int channels, int outputChannels) {
    Draw draw = new Draw(channels);
    double[] input = draw.values(2 * channels * 3);
    double[] output = new double[2 * outputChannels * 3];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    ReferenceConcat.backward(dInput, dOutput, offset, channels, outputChannels, 3, 2);
    GradientCheck.smooth(
        "input",
        input,
        dInput,
        () -> {
          ReferenceConcat.forward(output, input, offset, channels, outputChannels, 3, 2);
          return Draw.dot(dOutput, output);
        });
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 3, 4", "3, 2, 1"})
  void channelScale(int batch, int channels, int pixels) {
    Draw draw = new Draw(channels);
    double[] input = draw.values(batch * channels * pixels);
    double[] scale = draw.values(batch * channels);
    double[] output = new double[input.length];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    double[] dScale = new double[scale.length];
    ReferenceChannelScale.backward(dInput, dScale, dOutput, input, scale, channels, pixels, batch);
    DoubleSupplier loss =
        () -> {
          ReferenceChannelScale.forward(output, input, scale, channels, pixels, batch);
          return Draw.dot(dOutput, output);
        };
    GradientCheck.smooth("input", input, dInput, loss);
    GradientCheck.smooth("scale", scale, dScale, loss);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 0.75", "7, 3, 3, 0.75", "5, 2, 4, 0.5", "3, 1, 8, 1.5", "6, 2, 2, 0.75"})
  void localResponseNorm(int channels, int pixels, int size, double beta) {
    Draw draw = new Draw(channels);
    double[] input = draw.values(2 * channels * pixels);
    double[] output = new double[input.length];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    ReferenceLocalResponseNorm.backward(
        dInput, dOutput, input, channels, pixels, size, 0.8, beta, 1.5, 2);
    GradientCheck.smooth(
        "input",
        input,
        dInput,
        () -> {
          ReferenceLocalResponseNorm.forward(
              output, input, channels, pixels, size, 0.8, beta, 1.5, 2);
          return Draw.dot(dOutput, output);
        });
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 4, true", "3, 5, 1, true", "2, 2, 3, false"})
  void layerNorm(int batch, int channels, int pixels, boolean affine) {
    Draw draw = new Draw(channels);
    double[] input = draw.values(batch * channels * pixels);
    double[] weight = affine ? draw.values(channels) : NONE;
    double[] bias = affine ? draw.values(channels) : NONE;
    double[] output = new double[input.length];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    double[] dWeight = new double[weight.length];
    double[] dBias = new double[bias.length];
    ReferenceLayerNorm.backward(
        dInput, dWeight, dBias, dOutput, input, weight, channels, pixels, 0.01, batch);
    DoubleSupplier loss =
        () -> {
          ReferenceLayerNorm.forward(output, input, weight, bias, channels, pixels, 0.01, batch);
          return Draw.dot(dOutput, output);
        };
    GradientCheck.smooth("input", input, dInput, loss);
    if (affine) {
      GradientCheck.smooth("weight", weight, dWeight, loss);
      GradientCheck.smooth("bias", bias, dBias, loss);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 4, 3, 2, true", "2, 6, 1, 3, true", "2, 3, 4, 1, true", "1, 4, 5, 4, false"})
  void groupNorm(int batch, int channels, int pixels, int groups, boolean affine) {
    Draw draw = new Draw(channels);
    double[] input = draw.values(batch * channels * pixels);
    double[] weight = affine ? draw.values(channels) : NONE;
    double[] bias = affine ? draw.values(channels) : NONE;
    double[] output = new double[input.length];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    double[] dWeight = new double[weight.length];
    double[] dBias = new double[bias.length];
    ReferenceGroupNorm.backward(
        dInput, dWeight, dBias, dOutput, input, weight, channels, pixels, groups, 0.01, batch);
    DoubleSupplier loss =
        () -> {
          ReferenceGroupNorm.forward(
              output, input, weight, bias, channels, pixels, groups, 0.01, batch);
          return Draw.dot(dOutput, output);
        };
    GradientCheck.smooth("input", input, dInput, loss);
    if (affine) {
      GradientCheck.smooth("weight", weight, dWeight, loss);
      GradientCheck.smooth("bias", bias, dBias, loss);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 4, true", "3, 5, 1, true", "2, 2, 3, false"})
  void scale(int batch, int channels, int pixels, boolean affine) {
    Draw draw = new Draw(channels);
    double[] input = draw.values(batch * channels * pixels);
    double[] weight = affine ? draw.values(channels) : NONE;
    double[] bias = affine ? draw.values(channels) : NONE;
    double[] output = new double[input.length];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    double[] dWeight = new double[weight.length];
    double[] dBias = new double[bias.length];
    ReferenceScale.backward(
        dInput, dWeight, dBias, dOutput, input, weight, channels, pixels, batch);
    DoubleSupplier loss =
        () -> {
          ReferenceScale.forward(output, input, weight, bias, channels, pixels, batch);
          return Draw.dot(dOutput, output);
        };
    GradientCheck.smooth("input", input, dInput, loss);
    if (affine) {
      GradientCheck.smooth("weight", weight, dWeight, loss);
      GradientCheck.smooth("bias", bias, dBias, loss);
    }
  }

  static Stream<Upsample2d> upsamples() {
    return Stream.of(
            Upsample2d.of(1, 1, 1),
            Upsample2d.of(2, 3, 4).factor(2, 2),
            Upsample2d.of(1, 2, 3).factor(3, 4),
            Upsample2d.of(3, 1, 2).factor(5, 1))
        .flatMap(shape -> Stream.of(shape, shape.mode(Upsample2d.Mode.BILINEAR)));
  }

  @ParameterizedTest
  @MethodSource("upsamples")
  void upsample(Upsample2d shape) {
    Draw draw = new Draw(shape.factorH());
    double[] input = draw.values(2 * shape.channels() * shape.inHeight() * shape.inWidth());
    double[] output = new double[2 * shape.channels() * shape.outHeight() * shape.outWidth()];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    ReferenceUpsample2d.backward(dInput, dOutput, shape, 2);
    GradientCheck.smooth(
        "input",
        input,
        dInput,
        () -> {
          ReferenceUpsample2d.forward(output, input, shape, 2);
          return Draw.dot(dOutput, output);
        });
  }

  static Stream<Pad2d> pads() {
    return Stream.of(
        Pad2d.of(1, 1, 1),
        Pad2d.of(2, 3, 4).padding(1, 2, 3, 0),
        Pad2d.of(2, 4, 5).stride(2, 3).channels(5),
        Pad2d.of(1, 5, 2).stride(2, 1).padding(0, 1, 1, 2).channels(2));
  }

  @ParameterizedTest
  @MethodSource("pads")
  void zeroPad(Pad2d shape) {
    Draw draw = new Draw(shape.outChannels());
    double[] input = draw.values(2 * shape.inChannels() * shape.inHeight() * shape.inWidth());
    double[] output = new double[2 * shape.outChannels() * shape.outHeight() * shape.outWidth()];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    ReferencePad2d.backward(dInput, dOutput, shape, 2);
    GradientCheck.smooth(
        "input",
        input,
        dInput,
        () -> {
          ReferencePad2d.forward(output, input, shape, 2);
          return Draw.dot(dOutput, output);
        });
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void transposedConvolution(Conv2d adjoint) {
    Draw draw = new Draw(adjoint.toString().hashCode());
    int inPixels = adjoint.outHeight() * adjoint.outWidth();
    double[] input = draw.values(2 * adjoint.outChannels() * inPixels);
    double[] weight = draw.values(adjoint.outChannels() * adjoint.patch());
    double[] bias = draw.values(adjoint.inChannels());
    double[] output = new double[2 * adjoint.inChannels() * adjoint.inHeight() * adjoint.inWidth()];
    double[] dOutput = draw.values(output.length);
    double[] dInput = new double[input.length];
    double[] dWeight = new double[weight.length];
    double[] dBias = new double[bias.length];
    ReferenceTransposedConv2d.backward(dInput, dWeight, dBias, dOutput, input, weight, adjoint, 2);
    DoubleSupplier loss =
        () -> {
          ReferenceTransposedConv2d.forward(output, input, weight, bias, adjoint, 2);
          return Draw.dot(dOutput, output);
        };
    GradientCheck.smooth("input", input, dInput, loss);
    GradientCheck.smooth("weight", weight, dWeight, loss);
    GradientCheck.smooth("bias", bias, dBias, loss);
  }

  /** The checker itself: a gradient that is wrong in one place by a ten-thousandth is found. */
  @Test
  void aSmallErrorIsFound() {
    double[] variable = {0.5, -2, 3};
    double[] gradient = {1, -4 * 1.0001, 6};
    DoubleSupplier squares = () -> Draw.dot(variable, variable);
    AssertionError error =
        assertThrows(
            AssertionError.class, () -> GradientCheck.smooth("x", variable, gradient, squares));
    assertTrue(
        String.valueOf(error.getMessage()).startsWith("dx[1] is -4.0004"), error.getMessage());
  }
}
