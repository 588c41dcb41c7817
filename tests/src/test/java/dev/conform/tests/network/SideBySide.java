package dev.conform.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Layer;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A generated model beside the reference of the same graph, with the same parameters. */
final class SideBySide {

  private final Model model;
  private final ReferenceNetwork exact;
  private final ReferenceNetwork rounded;
  private final Closeness close;

  SideBySide(Model model, ShapedGraph graph, int capacity) {
    this.model = model;
    this.exact = new ReferenceNetwork(graph);
    this.rounded = ReferenceNetwork.rounding(graph);
    this.close = new Closeness(graph, capacity);
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
      rounded.parameters().set(parameter.name(), widen(values));
    }
  }

  /** Runs a batch in inference. */
  void compareInference(float[] images) {
    close.check(
        "inference output",
        exact.forward(widen(images), Mode.INFERENCE),
        rounded.forward(widen(images), Mode.INFERENCE),
        model.forward(images, Mode.INFERENCE));
  }

  /** Runs a batch forward and backward and compares all that a training step makes. */
  void compareTraining(float[] images, SplittableRandom random) {
    int batch = images.length / model.inputShape().size();
    float[] output = model.forward(images, Mode.TRAINING);
    keepWhatTheModelKeeps(batch);
    close.check(
        "training output",
        exact.forward(widen(images), Mode.TRAINING),
        rounded.forward(widen(images), Mode.TRAINING),
        output);

    float[] dOutput = draw(output.length, random);
    model.backward(dOutput);
    exact.backward(widen(dOutput));
    rounded.backward(widen(dOutput));
    for (Parameter parameter : model.parameters()) {
      String name = parameter.name();
      if (parameter.isTrained()) {
        close.check(
            "gradient of " + name,
            exact.parameters().gradient(name),
            rounded.parameters().gradient(name),
            parameter.gradient());
      } else {
        close.check(
            name,
            exact.parameters().value(name),
            rounded.parameters().value(name),
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
            part(rounded.output(layer.name()), image, size),
            layer.activation(image));
      }
    }
  }

  /** A dropout that is a layer's last operation shows in its output which values it kept. */
  private void keepWhatTheModelKeeps(int batch) {
    for (ShapedNode node : exact.graph().nodes()) {
      if (node.operation() instanceof Operation.Dropout) {
        Layer layer = model.layer(node.path());
        int size = layer.outputShape().size();
        boolean[] kept = new boolean[batch * size];
        for (int image = 0; image < batch; image++) {
          float[] values = layer.activation(image);
          for (int i = 0; i < size; i++) {
            kept[image * size + i] = values[i] != 0;
          }
        }
        exact.keep(node.path(), kept);
        rounded.keep(node.path(), kept);
      }
    }
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

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
