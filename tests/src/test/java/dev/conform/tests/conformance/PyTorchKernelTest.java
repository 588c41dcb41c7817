package dev.conform.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import dev.conform.runtime.kernel.reference.ReferenceLoss;
import dev.conform.runtime.kernel.reference.ReferenceOptimizer;
import dev.conform.runtime.kernel.reference.ReferencePool2d;
import dev.conform.tests.json.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference kernels against PyTorch in double precision, where ONNX publishes nothing. */
class PyTorchKernelTest {

  private static final double EXACT = 1e-13;

  private final JsonObject recorded = PyTorch.recorded("kernels.json");

  /** Among the arguments are ±0, NaN, ±infinity, denormals and large numbers. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"IDENTITY", "SCALED_TANH"})
  void activations(Activation activation) {
    JsonObject activations = recorded.object("activations");
    double[] x = activations.numbers("x");
    JsonObject expected = activations.object(activation.name());
    double[] y = new double[x.length];
    ReferenceActivation.forward(y, x, activation, 0.3);
    assertArrayEquals(expected.numbers("y"), y, EXACT);
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    double[] dx = new double[x.length];
    ReferenceActivation.backward(dx, ones, x, activation, 0.3);
    assertArrayEquals(expected.numbers("dx"), dx, EXACT);
  }

  @Test
  void maxPoolWithNan() {
    Pool2d pool = Pool2d.of(1, 5, 6).size(3, 3).stride(2, 2).padding(1, 1, 1, 1).output(3, 3);
    double[] x = PyTorch.draw(20, 30);
    x[1 * 6 + 1] = Double.NaN;
    x[4 * 6 + 5] = Double.NEGATIVE_INFINITY;
    double[] y = new double[9];
    int[] argmax = new int[9];
    ReferencePool2d.maxForward(y, argmax, x, pool, 1);
    JsonObject expected = recorded.object("maxPoolWithNan");
    assertArrayEquals(expected.numbers("y"), y);
    assertArrayEquals(expected.integers("indices"), argmax);
  }

  @Test
  void crossEntropy() {
    double[] logits = logits();
    int[] labels = {1, 0, 4, 4};
    double[] losses = new double[4];
    ReferenceLoss.crossEntropyForward(losses, logits, labels, 5, 4);
    double[] gradient = new double[20];
    ReferenceLoss.crossEntropyBackward(gradient, logits, labels, 5, 4);
    assertLoss("crossEntropy", losses, gradient);
  }

  @Test
  void squaredError() {
    double[] target = PyTorch.draw(3, 20);
    double[] losses = new double[4];
    ReferenceLoss.squaredErrorForward(losses, logits(), target, 5, 4);
    double[] gradient = new double[20];
    ReferenceLoss.squaredErrorBackward(gradient, logits(), target, 5, 4);
    assertLoss("squaredError", losses, gradient);
  }

  @Test
  void binaryCrossEntropy() {
    double[] target = Arrays.stream(PyTorch.draw(4, 20)).map(Math::abs).toArray();
    double[] losses = new double[4];
    ReferenceLoss.binaryCrossEntropyForward(losses, logits(), target, 5, 4);
    double[] gradient = new double[20];
    ReferenceLoss.binaryCrossEntropyBackward(gradient, logits(), target, 5, 4);
    assertLoss("binaryCrossEntropy", losses, gradient);
  }

  @ParameterizedTest
  @CsvSource({"sgd, 0, 0, false", "momentum, 0.9, 0.01, false", "nesterov, 0.9, 0.01, true"})
  void sgd(String name, double momentum, double weightDecay, boolean nesterov) {
    double[] velocity = new double[7];
    assertTrajectory(
        name,
        (parameter, gradient, step) ->
            ReferenceOptimizer.sgd(
                parameter, velocity, gradient, 0.1, momentum, weightDecay, nesterov));
  }

  @Test
  void adam() {
    double[] mean = new double[7];
    double[] variance = new double[7];
    assertTrajectory(
        "adam",
        (parameter, gradient, step) ->
            ReferenceOptimizer.adam(
                parameter, mean, variance, gradient, 0.01, 0.8, 0.95, 1e-6, 0.02, step));
  }

  @Test
  void adamW() {
    double[] mean = new double[7];
    double[] variance = new double[7];
    assertTrajectory(
        "adamw",
        (parameter, gradient, step) ->
            ReferenceOptimizer.adamW(
                parameter, mean, variance, gradient, 0.01, 0.8, 0.95, 1e-6, 0.02, step));
  }

  private static double[] logits() {
    return Arrays.stream(PyTorch.draw(2, 20)).map(v -> 3 * v).toArray();
  }

  private void assertLoss(String name, double[] losses, double[] gradient) {
    JsonObject expected = recorded.object("losses").object(name);
    assertEquals(expected.number("loss"), Arrays.stream(losses).average().orElseThrow(), EXACT);
    assertArrayEquals(expected.numbers("gradient"), gradient, EXACT);
  }

  /** Makes one step of an optimizer. */
  @FunctionalInterface
  private interface Step {
    void make(double[] parameter, double[] gradient, int step);
  }

  private void assertTrajectory(String name, Step optimizer) {
    double[][] expected = recorded.object("optimizers").matrix(name);
    assertEquals(5, expected.length);
    double[] parameter = PyTorch.draw(5, 7);
    for (int step = 1; step <= expected.length; step++) {
      optimizer.make(parameter, PyTorch.draw(5 + step, 7), step);
      assertArrayEquals(expected[step - 1], parameter, EXACT, name + " after step " + step);
    }
  }
}
