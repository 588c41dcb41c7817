package dev.conform.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.Shape;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.kernel.Tensor;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {

  static List<Recorded> recorded() {
    return Recorded.read("losses.json");
  }

  /** PyTorch's value and gradient in double precision; ours are exact but for the last rounding. */
  @ParameterizedTest
  @MethodSource("recorded")
  void agreesWithPyTorch(Recorded recorded) {
    int batch = recorded.integer("batch");
    int units = recorded.integer("units");
    Loss loss =
        switch (recorded.string("loss")) {
          case "crossEntropy" -> Losses.crossEntropy(recorded.number("smoothing"));
          case "meanSquaredError" -> Losses.meanSquaredError();
          case "binaryCrossEntropy" -> Losses.binaryCrossEntropy();
          default -> throw new AssertionError(recorded);
        };
    Targets targets =
        recorded.has("labels")
            ? Targets.ofLabels(recorded.integers("labels"), Math.max(2, units))
            : Targets.ofVectors(recorded.floats("vectors"), units);
    float[] gradient = new float[batch * units];
    double value = compute(loss, gradient, recorded.floats("output"), targets, Shape.units(units));
    double expected = recorded.number("value");
    assertEquals(expected, value, 1e-12 * Math.max(1, Math.abs(expected)));
    double[] expectedGradient = recorded.doubles("gradient");
    for (int i = 0; i < gradient.length; i++) {
      double tolerance = 1e-7 * Math.max(Math.abs(expectedGradient[i]), 1e-3);
      assertEquals(expectedGradient[i], gradient[i], tolerance, "gradient " + i);
    }
  }

  private static double compute(
      Loss loss, float[] gradient, float[] output, Targets targets, Shape shape) {
    try (Arena arena = Arena.ofConfined()) {
      Tensor memory = new Tensor(arena.allocate(4L * output.length, 64));
      Tensor gradients = new Tensor(arena.allocate(4L * output.length, 64));
      memory.copyFrom(output);
      double value = loss.compute(gradients, memory, targets, shape, output.length / shape.size());
      gradients.copyTo(gradient);
      double alone =
          loss.compute(Tensor.NONE, memory, targets, shape, output.length / shape.size());
      assertEquals(value, alone, "the loss without its gradient");
      return value;
    }
  }

  static Stream<Arguments> losses() {
    Targets labels = Targets.ofLabels(new int[] {4, 0, 3}, 5);
    float[] vectors = new float[15];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = i % 4 / 3f;
    }
    Targets probabilities = Targets.ofVectors(vectors, 5);
    return Stream.of(
            Losses.crossEntropy(),
            Losses.crossEntropy(0.2),
            Losses.meanSquaredError(),
            Losses.binaryCrossEntropy())
        .flatMap(loss -> Stream.of(Arguments.of(loss, labels), Arguments.of(loss, probabilities)));
  }

  /** The loss itself is computed in double: central differences of its float arguments. */
  @ParameterizedTest
  @MethodSource("losses")
  void theGradientIsTheSlopeOfTheLoss(Loss loss, Targets targets) {
    Random random = new Random(3);
    float[] output = new float[15];
    for (int i = 0; i < output.length; i++) {
      output[i] = random.nextInt(-400, 400) / 128f; // so that ± 1/128 is exact
    }
    float[] gradient = new float[15];
    compute(loss, gradient, output, targets, Shape.units(5));
    float[] unused = new float[15];
    for (int i = 0; i < output.length; i++) {
      float at = output[i];
      double[] slopes = new double[2];
      for (int half = 0; half < 2; half++) {
        float step = (half + 1) / 128f;
        output[i] = at + step;
        double above = compute(loss, unused, output, targets, Shape.units(5));
        output[i] = at - step;
        double below = compute(loss, unused, output, targets, Shape.units(5));
        slopes[half] = (above - below) / (2.0 * step);
      }
      output[i] = at;
      double slope = (4 * slopes[0] - slopes[1]) / 3; // Richardson: the error is of order step⁴
      assertEquals(slope, gradient[i], 1e-7 * Math.max(1, Math.abs(slope)), "output " + i);
    }
  }

  /** Equal scores of K classes: the loss is log K and the gradient 1/K − [label]. */
  @ParameterizedTest
  @CsvSource({"2, 1", "10, 3", "1000, 2"})
  void crossEntropyOfEqualScoresIsTheLogOfTheirNumber(int classes, int batch) {
    float[] gradient = new float[classes * batch];
    Targets targets = Targets.ofLabels(new int[batch], classes);
    double value =
        compute(
            Losses.crossEntropy(),
            gradient,
            new float[classes * batch],
            targets,
            Shape.units(classes));
    assertEquals(Math.log(classes), value, 1e-12);
    assertEquals((1.0 / classes - 1) / batch, gradient[0], 1e-7);
    assertEquals(1.0 / classes / batch, gradient[1], 1e-7);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aValueThatIsNotFiniteMakesTheLossSo(Loss loss, Targets targets) {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      for (int position : new int[] {0, 7, 14}) {
        float[] output = new float[15];
        output[position] = value;
        double result = compute(loss, new float[15], output, targets, Shape.units(5));
        assertFalse(Double.isFinite(result), loss + " of " + value + " is " + result);
      }
    }
  }

  @Test
  void outputsThatLieAsAnImageMeetTheirTargets() {
    // 2×1×2 lies as [pixel][channel]: unit 1 is channel 0 of pixel 1, at place 2.
    Shape shape = Shape.image(2, 1, 2).flatten();
    float[] output = {10, 30, 20, 40};
    float[] gradient = new float[4];
    Targets vectors = Targets.ofVectors(new float[] {10, 20, 30, 44}, 4);
    assertEquals(4, compute(Losses.meanSquaredError(), gradient, output, vectors, shape));
    assertEquals(-2, gradient[3]);
    Targets label = Targets.ofLabels(new int[] {1}, 4);
    compute(Losses.crossEntropy(), gradient, output, label, shape);
    assertTrue(gradient[2] < -0.9, "the gradient of the label's score");
  }

  @Test
  void aSingleOutputTakesLabelsOf0And1() {
    float[] gradient = new float[2];
    Targets labels = Targets.ofLabels(new int[] {1, 0}, 2);
    double value =
        compute(Losses.binaryCrossEntropy(), gradient, new float[] {0, 0}, labels, Shape.units(1));
    assertEquals(Math.log(2), value, 1e-12);
    assertEquals(-0.25, gradient[0]);
    assertEquals(0.25, gradient[1]);
  }

  @Test
  void aTargetThatDoesNotFitIsNamed() {
    Targets labels = Targets.ofLabels(new int[] {0, 12}, 20);
    assertEquals(
        "label 12 of image 1 in the batch is outside 0 to 9, the network's outputs",
        refused(Losses.crossEntropy(), labels, 10));
    assertEquals(
        "the target of image 0 in the batch has 3 values, the network 4 outputs",
        refused(Losses.meanSquaredError(), Targets.ofVectors(new float[6], 3), 4));
  }

  private static String refused(Loss loss, Targets targets, int units) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    compute(
                        loss,
                        new float[2 * units],
                        new float[2 * units],
                        targets,
                        Shape.units(units)))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "1.1", "NaN"})
  void smoothingIsAShare(double smoothing) {
    assertThrows(IllegalArgumentException.class, () -> Losses.crossEntropy(smoothing));
  }
}
