package dev.conform.tests.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.kernel.reference.ReferenceLoss;
import dev.conform.runtime.kernel.reference.ReferenceOptimizer;
import dev.conform.tests.conformance.PyTorch;
import dev.conform.tests.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Declared networks, shaped by the processor's own stages and executed by the reference, against
 * the same networks written in PyTorch.
 */
class PyTorchNetworkTest {

  private static final double EXACT = 1e-10;

  /** A few hundred roundings of numbers up to 3. */
  private static final float SINGLE = 2e-5f;

  static Stream<Arguments> recordings() {
    return Stream.of(
        Arguments.of(Networks.LENET5, "lenet5.json", 50),
        Arguments.of(Networks.SMALL, "small.json", 51));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void outputsLossGradientsAndTrainingAreThoseOfPyTorch(Declared declared, String file, int salt) {
    JsonObject recorded = PyTorch.recorded(file);
    ReferenceNetwork network = new ReferenceNetwork(declared.graph());
    ReferenceParameters parameters = network.parameters();
    assertEquals(recorded.strings("parameters"), parameters.trained());
    fill(network);

    int[] labels = recorded.integers("labels");
    int classes = Math.toIntExact(network.graph().outputShape().elements());
    double[] images =
        PyTorch.draw(salt, labels.length * Math.toIntExact(network.graph().input().elements()));

    assertEquals(recorded.number("loss"), step(network, images, labels), EXACT);
    assertEquals(labels.length * classes, recorded.numbers("trainingLogits").length);
    JsonObject gradients = recorded.object("gradients");
    for (String name : parameters.trained()) {
      assertGradient(name, gradients.object(name), parameters.gradient(name), EXACT);
    }
    JsonObject running = recorded.object("running");
    for (String name : running.names()) {
      assertArrayEquals(running.numbers(name), parameters.value(name), EXACT, name);
    }
    assertArrayEquals(
        recorded.numbers("inferenceLogits"), network.forward(images, Mode.INFERENCE), EXACT);

    Map<String, double[]> first = new HashMap<>();
    Map<String, double[]> second = new HashMap<>();
    for (double expected : recorded.numbers("sgd")) {
      assertEquals(expected, step(network, images, labels), EXACT);
      for (String name : parameters.trained()) {
        double[] value = parameters.value(name);
        ReferenceOptimizer.sgd(
            value, state(first, name, value), parameters.gradient(name), 0.05, 0.9, 0.001, false);
      }
    }
    first.clear();
    int step = 0;
    for (double expected : recorded.numbers("adamw")) {
      assertEquals(expected, step(network, images, labels), EXACT);
      step++;
      for (String name : parameters.trained()) {
        double[] value = parameters.value(name);
        ReferenceOptimizer.adamW(
            value,
            state(first, name, value),
            state(second, name, value),
            parameters.gradient(name),
            0.002,
            0.9,
            0.999,
            1e-8,
            0.01,
            step);
      }
    }
  }

  /** The same with the class that the processor writes, in single precision. */
  @ParameterizedTest
  @MethodSource("recordings")
  void theGeneratedClassComputesWhatPyTorchDoes(Declared declared, String file, int salt) {
    JsonObject recorded = PyTorch.recorded(file);
    Compiled compiled = declared.compiled();
    ReferenceNetwork filled = new ReferenceNetwork(compiled.graph());
    fill(filled);
    int[] labels = recorded.integers("labels");
    try (Model model = compiled.builder().batchSize(labels.length).build()) {
      for (Parameter parameter : model.parameters()) {
        parameter.set(narrow(filled.parameters().value(parameter.name())));
      }
      float[] images = narrow(PyTorch.draw(salt, labels.length * model.inputShape().size()));
      float[] logits = model.forward(images, Mode.TRAINING);
      assertArrayEquals(narrow(recorded.numbers("trainingLogits")), logits, SINGLE);
      double[] gradient = new double[logits.length];
      ReferenceLoss.crossEntropyBackward(
          gradient, widen(logits), labels, model.outputShape().size(), labels.length);
      model.backward(narrow(gradient));
      for (Parameter parameter : model.parameters()) {
        String name = parameter.name();
        if (parameter.isTrained()) {
          JsonObject expected = recorded.object("gradients").object(name);
          assertGradient(name, expected, widen(parameter.gradient()), SINGLE);
        } else {
          double[] expected = recorded.object("running").numbers(name);
          assertArrayEquals(narrow(expected), parameter.values(), SINGLE, name);
        }
      }
      assertArrayEquals(
          narrow(recorded.numbers("inferenceLogits")),
          model.forward(images, Mode.INFERENCE),
          SINGLE);
    }
  }

  private static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  private static double[] widen(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  /** Runs forward and backward in training mode and returns the loss. */
  private static double step(ReferenceNetwork network, double[] images, int[] labels) {
    double[] logits = network.forward(images, Mode.TRAINING);
    int classes = logits.length / labels.length;
    double[] losses = new double[labels.length];
    ReferenceLoss.crossEntropyForward(losses, logits, labels, classes, labels.length);
    double[] gradient = new double[logits.length];
    ReferenceLoss.crossEntropyBackward(gradient, logits, labels, classes, labels.length);
    network.backward(gradient);
    return Arrays.stream(losses).average().orElseThrow();
  }

  private static double[] state(Map<String, double[]> states, String name, double[] value) {
    return states.computeIfAbsent(name, n -> new double[value.length]);
  }

  /** Repeats the script's {@code fill}. */
  private static void fill(ReferenceNetwork network) {
    int salt = 100;
    for (ShapedNode node : network.graph().nodes()) {
      double fanIn = 0;
      for (ParameterSpec spec : node.parameters()) {
        if (!spec.role().trained()) {
          continue;
        }
        boolean isNorm = spec.name().contains(".bn.");
        boolean isWeight = spec.role() == ParameterSpec.Role.WEIGHT;
        if (isWeight) {
          fanIn = (double) spec.elements() / spec.dimensions().get(0);
        }
        double shift = isNorm && isWeight ? 1 : 0;
        double scale = isNorm ? 0.25 : 1 / Math.sqrt(fanIn);
        double[] drawn = PyTorch.draw(salt++, Math.toIntExact(spec.elements()));
        network
            .parameters()
            .set(spec.name(), Arrays.stream(drawn).map(v -> shift + scale * v).toArray());
      }
    }
  }

  private static void assertGradient(
      String name, JsonObject expected, double[] gradient, double tolerance) {
    double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
    assertEquals(expected.number("norm"), norm, tolerance, name);
    assertEquals(expected.number("sum"), Arrays.stream(gradient).sum(), tolerance, name);
    int[] places = expected.integers("places");
    double[] values = Arrays.stream(places).mapToDouble(place -> gradient[place]).toArray();
    assertArrayEquals(expected.numbers("values"), values, tolerance, name);
  }
}
