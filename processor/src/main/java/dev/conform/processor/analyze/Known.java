package dev.conform.processor.analyze;

import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What inference found out, with gaps where there were errors.
 *
 * @param graph what was looked at
 * @param outputs of its nodes
 * @param nodes of the shaped graph
 */
record Known(NetworkGraph graph, List<Optional<Shape>> outputs, List<Optional<ShapedNode>> nodes) {

  Known {
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
  }

  /** Tells whether there is no gap. */
  boolean complete() {
    return graph.declaration().input().isPresent()
        && !nodes.isEmpty()
        && nodes.stream().allMatch(Optional::isPresent);
  }

  /**
   * Returns the nodes of a method, with those of the blocks it uses, if all of them are known. One
   * that only reads another layer has none.
   */
  Optional<List<ShapedNode>> method(String name) {
    return all(
        IntStream.range(0, nodes.size())
            .filter(i -> graph.nodes().get(i).method().name().equals(name))
            .mapToObj(nodes::get)
            .toList());
  }

  /** Returns all nodes, if all of them are known. */
  Optional<List<ShapedNode>> network() {
    return all(nodes);
  }

  private static Optional<List<ShapedNode>> all(List<Optional<ShapedNode>> nodes) {
    return nodes.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(nodes.stream().flatMap(Optional::stream).toList());
  }

  /** Returns the shape of what a node makes, or of the network's input. */
  Optional<Shape> shape(int node) {
    return node == ShapedGraph.INPUT ? graph.declaration().input() : outputs.get(node);
  }

  /** Returns what a value sees that a node makes, or that is the network's input. */
  Optional<ReceptiveField> receptiveField(int node) {
    return node == ShapedGraph.INPUT
        ? Optional.of(ReceptiveField.PIXEL)
        : nodes.get(node).map(ShapedNode::receptiveField);
  }

  /** Returns the way to a node's input. */
  String trace(ShapedNode node) {
    return trace().to(graph.nodes().get(node.id()));
  }

  /** Returns the way to what a node makes, or the network's input. */
  String traceTo(int node) {
    return trace().to(node);
  }

  private Trace trace() {
    return new Trace(graph.declaration().input(), graph.nodes(), outputs);
  }
}
