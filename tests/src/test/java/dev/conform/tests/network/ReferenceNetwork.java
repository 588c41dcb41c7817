package dev.conform.tests.network;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedGraph.LayerOutput;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Executes a graph with the reference kernels: plainly, node by node, in double precision. */
final class ReferenceNetwork {

  /** Changes what nodes compute. */
  @FunctionalInterface
  interface Disturbance {
    /**
     * Returns other values.
     *
     * @param node what has computed them
     * @param values its output, or a gradient of its inputs or parameters
     */
    double[] disturb(ShapedNode node, double[] values);
  }

  private final ShapedGraph graph;
  private final ReferenceParameters parameters;
  private final Disturbance disturbance;

  /** The nodes that the network's inputs are, the main one first. */
  private final List<Integer> inputs = new ArrayList<>();

  /** The nodes that losses look at, the main one first. */
  private final List<Integer> outputs = new ArrayList<>();

  private final Map<Integer, ReferenceLayer> layers = new HashMap<>();

  /** What nodes made in the last forward pass. */
  private final Map<Integer, double[]> values = new HashMap<>();

  ReferenceNetwork(ShapedGraph graph) {
    this(graph, (node, values) -> values);
  }

  /** Makes a network that is not exact: how far it is off shows what it makes of errors. */
  ReferenceNetwork(ShapedGraph graph, Disturbance disturbance) {
    this.graph = graph;
    this.disturbance = disturbance;
    this.parameters = new ReferenceParameters(graph);
    inputs.add(ShapedGraph.INPUT);
    for (ShapedNode node : graph.nodes()) {
      if (node.operation() instanceof Operation.Input) {
        inputs.add(node.id());
      } else {
        layers.put(node.id(), node.operation().accept(new ReferenceLayers(node, parameters)));
      }
    }
    outputs.add(graph.output());
    graph.layers().stream()
        .filter(layer -> layer.output().isPresent())
        .forEach(layer -> outputs.add(layer.node()));
  }

  ShapedGraph graph() {
    return graph;
  }

  ReferenceParameters parameters() {
    return parameters;
  }

  /** Returns the length of each input for one image, the main one first. */
  List<Integer> inputSizes() {
    return inputs.stream().map(this::size).toList();
  }

  /** Returns the length of each output for one image, the main one first. */
  List<Integer> outputSizes() {
    return outputs.stream().map(this::size).toList();
  }

  /** Says which values a node that drops some keeps in the next training pass. */
  void keep(int node, boolean[] mask) {
    if (layers.get(node) instanceof DropoutLayer dropout) {
      dropout.keep(mask);
    }
  }

  /** Takes over what another network of the same graph keeps. */
  void keepAs(ReferenceNetwork other) {
    other.layers.forEach(
        (node, layer) -> {
          if (layer instanceof DropoutLayer dropout) {
            keep(node, dropout.kept());
          }
        });
  }

  /** Runs a network of one input, as {@link #forward(List, Mode)}. */
  double[] forward(double[] images, Mode mode) {
    return forward(List.of(images), mode);
  }

  /**
   * Returns the main output; images in the order C×H×W. Training moves the running statistics.
   *
   * @param images of each input, the main one first
   */
  double[] forward(List<double[]> images, Mode mode) {
    int batch = images.get(0).length / size(ShapedGraph.INPUT);
    values.clear();
    for (int i = 0; i < inputs.size(); i++) {
      values.put(inputs.get(i), images.get(i));
    }
    for (ShapedNode node : graph.nodes()) {
      ReferenceLayer layer = layers.get(node.id());
      if (layer != null) {
        List<double[]> read = node.inputs().stream().map(this::value).toList();
        Mode own = node.frozen() ? Mode.INFERENCE : mode;
        values.put(node.id(), disturbance.disturb(node, layer.forward(read, own, batch)));
      }
    }
    return value(graph.output());
  }

  /** Returns what the outputs were in the last forward pass, the main one first. */
  List<double[]> outputs() {
    return outputs.stream().map(this::value).toList();
  }

  /** Returns what a layer made in the last forward pass. */
  double[] output(String layer) {
    return graph.layers().stream()
        .filter(method -> method.name().equals(layer))
        .map(LayerOutput::node)
        .map(this::value)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no layer " + layer));
  }

  /** Runs a network of one input and one output backward, as {@link #backward(List)}. */
  double[] backward(double[] dOutput) {
    return backward(List.of(dOutput)).get(0);
  }

  /**
   * Overwrites the gradients of all parameters from the gradients of the last training pass's
   * outputs, and returns those of its inputs. A node that several read gets the sum of their
   * gradients; what is frozen passes none on.
   *
   * @param dOutputs of each output, the main one first
   */
  List<double[]> backward(List<double[]> dOutputs) {
    Map<Integer, double[]> gradients = new HashMap<>();
    values.forEach((node, value) -> gradients.put(node, new double[value.length]));
    for (int i = 0; i < outputs.size(); i++) {
      add(gradients, outputs.get(i), dOutputs.get(i));
    }
    for (int id = graph.nodes().size() - 1; id >= 0; id--) {
      ShapedNode node = graph.nodes().get(id);
      ReferenceLayer layer = layers.get(id);
      if (layer != null && !node.frozen()) {
        List<Integer> read = node.inputs();
        List<double[]> dInputs = layer.gradients(known(gradients, id));
        for (int i = 0; i < read.size(); i++) {
          add(gradients, read.get(i), disturbance.disturb(node, dInputs.get(i)));
        }
        parameters.replaceGradients(node, values -> disturbance.disturb(node, values));
      }
    }
    return inputs.stream().map(input -> known(gradients, input)).toList();
  }

  private int size(int node) {
    return Math.toIntExact(graph.shape(node).elements());
  }

  private double[] value(int node) {
    return known(values, node);
  }

  private static void add(Map<Integer, double[]> gradients, int node, double[] more) {
    double[] sum = known(gradients, node);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  private static double[] known(Map<Integer, double[]> map, int node) {
    double[] array = map.get(node);
    if (array == null) {
      throw new IllegalArgumentException(
          "node " + node + " was not run; known are " + map.keySet());
    }
    return array;
  }
}
