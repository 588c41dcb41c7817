package dev.conform.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Input;
import dev.conform.runtime.Layer;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.Output;
import dev.conform.runtime.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;

/** A generated model beside the reference of the same graph, with the same parameters. */
final class SideBySide {

  /** How often rounding errors are drawn. */
  private static final int DRAWS = 3;

  private final Model model;
  private final ReferenceNetwork exact;
  private final List<ReferenceNetwork> disturbed;
  private final Closeness close = new Closeness();
  private final Masks masks;

  SideBySide(Model model, ShapedGraph graph, int capacity) {
    this.model = model;
    this.exact = new ReferenceNetwork(graph);
    this.disturbed =
        LongStream.rangeClosed(1, DRAWS)
            .mapToObj(seed -> new ReferenceNetwork(graph, new Rounding(graph, capacity, seed)))
            .toList();
    this.masks = new Masks(graph);
    assertEquals(
        exact.parameters().names(), model.parameters().stream().map(Parameter::name).toList());
  }

  /** The largest error so far, as a part of the tolerance. */
  double worst() {
    return close.worst();
  }

  /** Of how many of the compared tensors an error of a hundredth would pass. */
  double coarsePart() {
    return close.coarsePart();
  }

  /**
   * Gives all the same parameters and running statistics, none of them 0 or 1. Behind a batch norm
   * most channels are well above or below 0: where many values are near the kink of a rectifier,
   * rounding decides about some, and more of them in each layer that follows.
   */
  void drawParameters(SplittableRandom random) {
    for (ShapedNode node : exact.graph().nodes()) {
      for (ParameterSpec spec : node.parameters()) {
        float[] values = drawn(node, spec, random);
        parameter(spec.name()).set(values);
        exact.parameters().set(spec.name(), widen(values));
        disturbed.forEach(each -> each.parameters().set(spec.name(), widen(values)));
      }
    }
  }

  private float[] drawn(ShapedNode node, ParameterSpec spec, SplittableRandom random) {
    boolean ofBatchNorm = node.operation() instanceof Operation.BatchNorm;
    long fanIn = spec.dimensions().size() == 1 ? 4 : spec.elements() / spec.dimensions().get(0);
    float[] values = draw(Math.toIntExact(spec.elements()), random);
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (spec.role() == Role.RUNNING_VAR) {
        value = 1 + value / 2;
      } else if (ofBatchNorm && spec.role() == Role.WEIGHT) {
        value = (value + Math.signum(value)) * 0.15;
      } else if (ofBatchNorm && spec.role() == Role.BIAS) {
        value = (isCapped(node) ? Math.abs(value) + 1 : value + Math.signum(value)) * 0.5;
      } else {
        value *= Math.sqrt(3.0 / fanIn);
      }
      values[i] = (float) value;
    }
    return values;
  }

  /**
   * Tells whether ReLU6 follows. Depthwise convolutions come behind it, and a channel that is off
   * leaves nothing to normalise to the batch norm behind those.
   */
  private boolean isCapped(ShapedNode node) {
    return exact.graph().nodes().stream()
        .filter(reader -> reader.inputs().contains(node.id()))
        .anyMatch(
            reader ->
                reader.operation() instanceof Operation.Activate activate
                    && activate.function() == Operation.Function.RELU6);
  }

  private Parameter parameter(String name) {
    return model.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Draws images for each input of a model, by its name. */
  static Map<String, float[]> images(Model model, int batch, SplittableRandom random) {
    Map<String, float[]> images = new LinkedHashMap<>();
    for (Input input : model.inputs()) {
      images.put(input.name(), draw(input.shape().size() * batch, random));
    }
    return images;
  }

  /** Makes a bias of the model, and only of the model, larger by a fiftieth. */
  void changeBias() {
    List<String> biases =
        exact.parameters().trained().stream()
            .filter(name -> name.endsWith("bias") && isSharp(name))
            .toList();
    Parameter bias = parameter(biases.get(biases.size() / 2));
    bias.set(scaled(bias.values()));
  }

  /** Compares gradients that are larger by a fiftieth than those of the last training pass. */
  void assertSeesLargerGradients() {
    for (Parameter parameter : model.parameters()) {
      String name = parameter.name();
      if (parameter.isTrained() && isSharp(name)) {
        assertThrows(
            AssertionError.class, () -> compareGradient(name, scaled(parameter.gradient())), name);
      }
    }
  }

  /** Tells whether a gradient is not all noise. */
  private boolean isSharp(String name) {
    return Closeness.isSharp(
        exact.parameters().gradient(name),
        map(disturbed, each -> each.parameters().gradient(name)));
  }

  private static float[] scaled(float[] values) {
    float[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] *= 1.02f;
    }
    return result;
  }

  private void compareGradient(String name, float[] gradient) {
    close.check(
        "gradient of " + name,
        exact.parameters().gradient(name),
        map(disturbed, each -> each.parameters().gradient(name)),
        gradient);
  }

  /** Runs a batch in inference. */
  void compareInference(Map<String, float[]> images) {
    List<double[]> wide = widen(images.values());
    close.check(
        "inference output",
        exact.forward(wide, Mode.INFERENCE),
        map(disturbed, each -> each.forward(wide, Mode.INFERENCE)),
        model.forward(images, Mode.INFERENCE));
  }

  /** Runs a batch forward and backward and compares all that a training step makes. */
  void compareTraining(Map<String, float[]> images, int batch, SplittableRandom random) {
    List<double[]> wide = widen(images.values());
    float[] output = model.forward(images, Mode.TRAINING);
    keepWhatTheModelKeeps(batch);
    close.check(
        "training output",
        exact.forward(wide, Mode.TRAINING),
        map(disturbed, each -> each.forward(wide, Mode.TRAINING)),
        output);

    List<float[]> dOutputs =
        model.outputs().stream().map(each -> draw(each.shape().size() * batch, random)).toList();
    for (int i = 0; i < dOutputs.size(); i++) {
      leave(dOutputs.get(i), model.outputs().get(i));
    }
    model.backward();
    List<double[]> wideOutputs = widen(dOutputs);
    exact.backward(wideOutputs);
    disturbed.forEach(each -> each.backward(wideOutputs));
    for (Parameter parameter : model.parameters()) {
      String name = parameter.name();
      if (parameter.isTrained()) {
        compareGradient(name, parameter.gradient());
      } else {
        close.check(
            name,
            exact.parameters().value(name),
            map(disturbed, each -> each.parameters().value(name)),
            parameter.values());
      }
    }
    // An application may look at every layer's output after a step.
    for (Layer layer : model.layers()) {
      int size = layer.outputShape().size();
      for (int i = 0; i < batch; i++) {
        int image = i;
        close.check(
            layer + " of image " + image,
            part(exact.output(layer.name()), image, size),
            map(disturbed, each -> part(each.output(layer.name()), image, size)),
            layer.activation(image));
      }
    }
  }

  /** Does what a loss does: memory is channels-last. */
  private static void leave(float[] dOutput, Output output) {
    int channels = output.shape().channels();
    int pixels = output.shape().height() * output.shape().width();
    for (int i = 0; i < dOutput.length; i++) {
      int image = i / (channels * pixels);
      int channel = i / pixels % channels;
      output.gradient().set((image * pixels + i % pixels) * channels + channel, dOutput[i]);
    }
  }

  /** The references drop what the model dropped in its last training pass. */
  private void keepWhatTheModelKeeps(int batch) {
    masks
        .of(model, batch)
        .forEach(
            (node, mask) -> {
              exact.keep(node, mask);
              disturbed.forEach(each -> each.keep(node, mask));
            });
  }

  /** Draws values evenly from −1 to 1. */
  static float[] draw(int size, SplittableRandom random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }

  private static <T> List<double[]> map(List<T> from, Function<T, double[]> function) {
    return from.stream().map(function).toList();
  }

  private static double[] part(double[] all, int image, int size) {
    return Arrays.copyOfRange(all, image * size, (image + 1) * size);
  }

  private static List<double[]> widen(Collection<float[]> all) {
    return all.stream().map(SideBySide::widen).toList();
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
