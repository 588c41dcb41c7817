package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.Group;
import dev.conform.processor.ir.NetworkGraph.Node;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.OperationDecl;
import dev.conform.processor.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The graph while it grows, with the shapes so far: a block's width may depend on its input. */
final class GraphBuilder {

  /** More nodes than this make a class that no compiler takes. */
  static final int MOST_NODES = 50_000;

  private final List<Node> nodes = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final List<Diagnostic> problems = new ArrayList<>();
  private final Shapes shapes;

  GraphBuilder(Optional<Shape> input) {
    this.shapes = new Shapes(input, nodes);
  }

  /** Adds a node and returns its id. */
  int add(Place place, OperationDecl written, Optional<Operation> operation, List<Integer> inputs) {
    Node node =
        new Node(
            nodes.size(), place.path(), place.method(), place.layer(), written, operation, inputs);
    nodes.add(node);
    shapes.visit(node);
    return node.id();
  }

  void addGroup(String path, String block) {
    groups.add(new Group(path, block));
  }

  /** Returns the shape of what a node makes, if it is known. */
  Optional<Shape> shape(int node) {
    return shapes.of(node);
  }

  /** Tells whether repetitions were left out because there was no room. */
  boolean isCut() {
    return problems.stream().anyMatch(problem -> problem.rule() == Rule.TOO_MANY_LAYERS);
  }

  /** Tells whether there is no room for another repetition, the first time with an error. */
  boolean isFull(Place place, OperationDecl written) {
    boolean full = nodes.size() + groups.size() >= MOST_NODES;
    if (full && !isCut()) {
      tell(
          Diagnostic.of(
                  Rule.TOO_MANY_LAYERS,
                  written.at("repeat"),
                  "layer %s: with its repetitions the network has more than %,d operations",
                  place.path(),
                  MOST_NODES)
              .line("A class that holds more of them would not compile")
              .line("Use a smaller repeat"));
    }
    return full;
  }

  void tell(Diagnostic problem) {
    problems.add(problem);
  }

  /** Replaces the operation of a node. */
  void replace(int id, Operation operation) {
    Node node = nodes.get(id);
    nodes.set(
        id,
        new Node(
            id,
            node.path(),
            node.method(),
            node.layer(),
            node.written(),
            Optional.of(operation),
            node.inputs()));
  }

  List<Node> nodes() {
    return nodes;
  }

  List<Group> groups() {
    return groups;
  }

  List<Diagnostic> problems() {
    return problems;
  }
}
