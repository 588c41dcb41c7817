package dev.conform.tests.network;

import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Mode;
import java.util.ArrayList;
import java.util.List;

/** Executes a graph with the reference kernels: plainly, node by node, in double precision. */
final class ReferenceNetwork {

  private final ShapedGraph graph;
  private final ReferenceParameters parameters;
  private final List<ReferenceLayer> layers = new ArrayList<>();

  ReferenceNetwork(ShapedGraph graph) {
    this.graph = graph;
    this.parameters = new ReferenceParameters(graph);
    for (ShapedNode node : graph.nodes()) {
      layers.add(node.operation().accept(new ReferenceLayers(node, parameters)));
    }
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

  /** Returns the output; images in the order C×H×W. Training moves the running statistics. */
  double[] forward(double[] images, Mode mode) {
    int batch = Math.toIntExact(images.length / graph.input().elements());
    List<double[]> outputs = new ArrayList<>();
    for (ShapedNode node : graph.nodes()) {
      outputs.add(layers.get(node.id()).forward(read(node, images, outputs), mode, batch));
    }
    return outputs.get(outputs.size() - 1);
  }

  /**
   * Overwrites the gradients of all parameters from the gradient of the last training pass's
   * output, and returns that of its input. A node that several read gets the sum of their
   * gradients.
   */
  double[] backward(double[] dOutput) {
    int batch = Math.toIntExact(dOutput.length / graph.output().elements());
    List<double[]> gradients = new ArrayList<>();
    for (ShapedNode node : graph.nodes()) {
      gradients.add(new double[batch * Math.toIntExact(node.output().elements())]);
    }
    double[] dImages = new double[batch * Math.toIntExact(graph.input().elements())];
    add(gradients.get(gradients.size() - 1), dOutput);
    for (int id = graph.nodes().size() - 1; id >= 0; id--) {
      double[] dInput = layers.get(id).backward(gradients.get(id));
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
