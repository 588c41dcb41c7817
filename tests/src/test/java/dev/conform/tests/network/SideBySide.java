package dev.conform.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.processor.ir.ShapedGraph;
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

/** A generated model beside the reference of the same graph, with the same parameters. */
final class SideBySide {

  private final Model model;
  private final ReferenceNetwork exact;
  private final ReferenceNetwork disturbed;
  private final Closeness close;
  private final Masks masks;

  SideBySide(Model model, ShapedGraph graph, int capacity) {
    this.model = model;
    this.exact = new ReferenceNetwork(graph);
    this.disturbed = ReferenceNetwork.disturbed(graph);
    this.close = new Closeness(graph, capacity);
    this.masks = new Masks(graph);
    assertEquals(
        exact.parameters().names(), model.parameters().stream().map(Parameter::name).toList());
  }

  /** The largest error so far, as a part of the tolerance. */
  double worst() {
    return close.worst();
  }

  /** Gives all the same parameters and running statistics, none of them 0 or 1. */
  void drawParameters(SplittableRandom random) {
    for (Parameter parameter : model.parameters()) {
      List<Integer> shape = parameter.shape();
      double fanIn = shape.size() == 1 ? 4 : (double) parameter.size() / shape.get(0);
      boolean isVariance = parameter.name().endsWith("running_var");
      float[] values = draw(parameter.size(), random);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (isVariance ? 1 + values[i] / 2 : values[i] * Math.sqrt(3 / fanIn));
      }
      parameter.set(values);
      exact.parameters().set(parameter.name(), widen(values));
      disturbed.parameters().set(parameter.name(), widen(values));
    }
  }

  /** Draws images for each input of a model, by its name. */
  static Map<String, float[]> images(Model model, int batch, SplittableRandom random) {
    Map<String, float[]> images = new LinkedHashMap<>();
    for (Input input : model.inputs()) {
      images.put(input.name(), draw(input.shape().size() * batch, random));
    }
    return images;
  }

  /** Runs a batch in inference. */
  void compareInference(Map<String, float[]> images) {
    List<double[]> wide = widen(images.values());
    close.check(
        "inference output",
        exact.forward(wide, Mode.INFERENCE),
        disturbed.forward(wide, Mode.INFERENCE),
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
        disturbed.forward(wide, Mode.TRAINING),
        output);

    List<float[]> dOutputs =
        model.outputs().stream().map(each -> draw(each.shape().size() * batch, random)).toList();
    for (int i = 0; i < dOutputs.size(); i++) {
      leave(dOutputs.get(i), model.outputs().get(i));
    }
    model.backward();
    exact.backward(widen(dOutputs));
    disturbed.backward(widen(dOutputs));
    for (Parameter parameter : model.parameters()) {
      String name = parameter.name();
      if (parameter.isTrained()) {
        close.check(
            "gradient of " + name,
            exact.parameters().gradient(name),
            disturbed.parameters().gradient(name),
            parameter.gradient());
      } else {
        close.check(
            name,
            exact.parameters().value(name),
            disturbed.parameters().value(name),
            parameter.values());
      }
    }
    // An application may look at every layer's output after a step.
    for (Layer layer : model.layers()) {
      int size = layer.outputShape().size();
      for (int image = 0; image < batch; image++) {
        close.check(
            layer + " of image " + image,
            part(exact.output(layer.name()), image, size),
            part(disturbed.output(layer.name()), image, size),
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
              disturbed.keep(node, mask);
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
