package dev.conform.tests.kernel;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Conv2d.Algorithm;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Prepared;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import dev.conform.runtime.kernel.reference.ReferenceBatchNorm;
import dev.conform.runtime.kernel.reference.ReferenceConv2d;
import dev.conform.tests.kernel.ConvolutionTest.Case;
import dev.conform.tests.kernel.ConvolutionTest.Shape;
import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * A convolution with a batch norm folded in, a residual and an activation, in one call, against the
 * reference's convolution, batch norm, sum and activation one after the other.
 */
class PreparedConvolutionTest {

  private static final float EPSILON = 1e-3f;

  /** Where the residual lies. */
  private enum Residual {
    NONE,
    APART,
    IN_PLACE
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void isConvolutionNormSumAndActivation(Setup setup) {
    Random random = new Random(51);
    for (Shape shape : ConvolutionTest.shapes()) {
      for (Algorithm algorithm : shape.algorithms()) {
        for (Residual residual : Residual.values()) {
          try (Arena arena = Arena.ofConfined()) {
            check(setup, arena, shape.conv().algorithm(algorithm), shape.batch(), residual, random);
          }
        }
      }
    }
  }

  private static void check(
      Setup setup, Arena arena, Conv2d conv, int batch, Residual where, Random random) {
    Activation activation =
        switch (random.nextInt(4)) {
          case 0 -> Activation.RELU;
          case 1 -> Activation.LEAKY_RELU;
          case 2 -> Activation.SILU;
          default -> Activation.IDENTITY;
        };
    boolean hasBias = random.nextBoolean();
    boolean hasNorm = random.nextInt(4) > 0;
    boolean isAffine = random.nextBoolean();
    int filters = conv.outChannels();
    Case data = new Case(arena, conv, batch, random);
    Values mean = Values.row(arena, filters).random(random);
    Values var = Values.row(arena, filters).random(random);
    for (int c = 0; c < filters; c++) {
      var.put(c, 0.5f + Math.abs((float) var.reference()[c]));
    }
    Values gamma = Values.row(arena, filters).random(random);
    Values beta = Values.row(arena, filters).random(random);
    Values residual = data.output().random(random);
    Values output = data.output().filled(Float.NaN);

    double[] sums = new double[output.size()];
    ReferenceConv2d.forward(
        sums,
        data.input.reference(),
        data.weight.reference(),
        hasBias ? data.bias.reference() : new double[0],
        conv,
        batch);
    if (hasNorm) {
      double[] normalised = new double[sums.length];
      ReferenceBatchNorm.forwardInference(
          normalised,
          sums,
          mean.reference(),
          var.reference(),
          isAffine ? gamma.reference() : new double[0],
          isAffine ? beta.reference() : new double[0],
          filters,
          conv.outHeight() * conv.outWidth(),
          EPSILON,
          batch);
      sums = normalised;
    }
    if (where != Residual.NONE) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += residual.reference()[i];
      }
    }
    Values result = where == Residual.IN_PLACE ? residual : output;
    ReferenceActivation.forward(result.reference(), sums, activation, 0.1f);

    Kernels kernels = setup.kernels(arena, conv);
    Prepared prepared =
        new Prepared(arena, conv, random.nextBoolean() ? batch : 64, random.nextBoolean());
    Tensor bias = hasBias ? data.bias.tensor() : Tensor.NONE;
    if (hasNorm) {
      kernels.conv2dPrepare(
          prepared,
          data.weight.tensor(),
          bias,
          mean.tensor(),
          var.tensor(),
          isAffine ? gamma.tensor() : Tensor.NONE,
          isAffine ? beta.tensor() : Tensor.NONE,
          EPSILON,
          conv);
    } else {
      kernels.conv2dPrepare(prepared, data.weight.tensor(), bias, conv);
    }
    kernels.conv2dForwardPrepared(
        result.tensor(),
        data.input.tensor(),
        prepared,
        where == Residual.NONE ? Tensor.NONE : residual.tensor(),
        conv,
        activation,
        0.1f,
        batch);
    result.assertEqualsReference(
        "%s, %d images, norm %s, residual %s, %s, %s"
            .formatted(conv, batch, hasNorm, where, activation, setup),
        ConvolutionTest.terms(2L * conv.patch(), conv));
  }
}
