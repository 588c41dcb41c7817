package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.ir.NetworkGraph.Node;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the effect of one node after the other. What is not known because of an error is unknown to
 * all that follows from it, silently.
 */
final class Shapes {

  private final Optional<Shape> input;
  private final List<Optional<Shape>> outputs = new ArrayList<>();
  private final List<Diagnostic> problems = new ArrayList<>();
  private final Trace trace;

  /**
   * Prepares to look.
   *
   * @param input of the network
   * @param nodes of the graph, as they come
   */
  Shapes(Optional<Shape> input, List<Node> nodes) {
    this.input = input;
    this.trace = new Trace(input, nodes, outputs);
  }

  /** Returns the effect of the node that follows those seen so far. */
  Optional<Effect> visit(Node node) {
    Optional<Effect> effect =
        inputs(node).flatMap(shapes -> node.operation().flatMap(o -> effect(node, o, shapes)));
    outputs.add(effect.map(Effect::output).or(() -> node.operation().flatMap(Shapes::certain)));
    return effect;
  }

  /** Returns the shapes that a node reads, if all are known. */
  Optional<List<Shape>> inputs(Node node) {
    List<Shape> shapes = new ArrayList<>();
    for (int id : node.inputs()) {
      Optional<Shape> shape = of(id);
      if (shape.isEmpty()) {
        return Optional.empty();
      }
      shapes.add(shape.get());
    }
    return Optional.of(shapes);
  }

  /** Returns the shape of what a node makes. */
  Optional<Shape> of(int node) {
    return node == ShapedGraph.INPUT ? input : outputs.get(node);
  }

  List<Optional<Shape>> outputs() {
    return outputs;
  }

  Trace trace() {
    return trace;
  }

  /** Returns what is wrong with the nodes so far. */
  List<Diagnostic> problems() {
    return problems;
  }

  private Optional<Effect> effect(Node node, Operation operation, List<Shape> shapes) {
    Site site = new Site(node, shapes, trace);
    Optional<Effect> effect = operation.accept(new OperationRules(site));
    problems.addAll(site.problems());
    return effect;
  }

  /** A dense layer's output is known even where its input is not. */
  private static Optional<Shape> certain(Operation operation) {
    return operation instanceof Operation.Dense dense
        ? Optional.of(Shape.units(dense.units()))
        : Optional.empty();
  }
}
