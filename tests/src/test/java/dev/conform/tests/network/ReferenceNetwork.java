package dev.conform.tests.network;

import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Executes a graph with the reference kernels: plainly, node by node, in double precision. */
final class ReferenceNetwork {

  private final ShapedGraph graph;
  private final ReferenceParameters parameters;
  private final List<ReferenceLayer> layers = new ArrayList<>();
  private final List<double[]> outputs = new ArrayList<>();
  private final UnaryOperator<double[]> between;

  ReferenceNetwork(ShapedGraph graph) {
    this(graph, values -> values);
  }

  private ReferenceNetwork(ShapedGraph graph, UnaryOperator<double[]> between) {
    this.graph = graph;
    this.between = between;
    this.parameters = new ReferenceParameters(graph);
    for (ShapedNode node : graph.nodes()) {
      layers.add(node.operation().accept(new ReferenceLayers(node, parameters)));
    }
  }

  /**
   * Returns a network that rounds what passes from node to node to single precision: how far it is
   * from the exact one shows how much the network magnifies rounding errors.
   */
  static ReferenceNetwork rounding(ShapedGraph graph) {
    return new ReferenceNetwork(
        graph, values -> Arrays.stream(values).map(v -> (float) v).toArray());
  }

  ShapedGraph graph() {
    return graph;
  }

  ReferenceParameters parameters() {
    return parameters;
  }

  /** Says which values the dropout of a layer keeps in the next training pass. */
  void keep(String layer, boolean[] mask) {
    for (ReferenceLayer each : layers) {
      if (each instanceof DropoutLayer dropout && dropout.layer().equals(layer)) {
        dropout.keep(mask);
      }
    }
  }

  /** Takes over what another network of the same graph keeps. */
  void keepAs(ReferenceNetwork other) {
    for (int id = 0; id < layers.size(); id++) {
      if (layers.get(id) instanceof DropoutLayer mine
          && other.layers.get(id) instanceof DropoutLayer theirs) {
        mine.keep(theirs.kept());
      }
    }
  }

  /** Returns the output; images in the order C×H×W. Training moves the running statistics. */
  double[] forward(double[] images, Mode mode) {
    int batch = Math.toIntExact(images.length / graph.input().elements());
    outputs.clear();
    for (ShapedNode node : graph.nodes()) {
      double[] input = read(node, images, outputs);
      outputs.add(between.apply(layers.get(node.id()).forward(input, mode, batch)));
    }
    return outputs.get(outputs.size() - 1);
  }

  /** Returns what a layer made in the last forward pass: the output of its last operation. */
  double[] output(String layer) {
    return graph.nodes().stream()
        .filter(node -> node.path().equals(layer))
        .reduce((first, second) -> second)
        .map(node -> outputs.get(node.id()))
        .orElseThrow(() -> new IllegalArgumentException("no layer " + layer));
  }

  /**
   * Overwrites the gradients of all parameters from the gradient of the last training pass's
   * output, and returns that of its input. A node that several read gets the sum of their
   * gradients.
   */
  double[] backward(double[] dOutput) {
    int batch = Math.toIntExact(dOutput.length / graph.outputShape().elements());
    List<double[]> gradients = new ArrayList<>();
    for (ShapedNode node : graph.nodes()) {
      gradients.add(new double[batch * Math.toIntExact(node.output().elements())]);
    }
    double[] dImages = new double[batch * Math.toIntExact(graph.input().elements())];
    add(gradients.get(gradients.size() - 1), dOutput);
    for (int id = graph.nodes().size() - 1; id >= 0; id--) {
      double[] dInput = between.apply(layers.get(id).backward(gradients.get(id)));
      add(read(graph.nodes().get(id), dImages, gradients), dInput);
    }
    return dImages;
  }

  private static double[] read(ShapedNode node, double[] network, List<double[]> nodes) {
    int input = node.inputs().get(0);
    return input == ShapedGraph.INPUT ? network : nodes.get(input);
  }

  private static void add(double[] sum, double[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }
}
