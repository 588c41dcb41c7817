package dev.conform.processor.analyze;

import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Tells how a shape came: {@code input 1×32×32 → c1 conv 6×28×28 → c1 pool 6×14×14 → c3}. */
final class Trace {

  private static final int LONGEST = 9;
  private static final int HEAD = 3;
  private static final int TAIL = 4;

  private final Optional<Shape> input;
  private final List<NetworkGraph.Node> nodes;
  private final List<Optional<Shape>> outputs;

  /**
   * Prepares a trace.
   *
   * @param input of the network
   * @param nodes of the graph
   * @param outputs of the nodes so far
   */
  Trace(Optional<Shape> input, List<NetworkGraph.Node> nodes, List<Optional<Shape>> outputs) {
    this.input = input;
    this.nodes = nodes;
    this.outputs = outputs;
  }

  /** Returns the way to a node's first input, then the node's layer. */
  String to(NetworkGraph.Node node) {
    return node.inputs().isEmpty() ? node.path() : to(node.inputs().get(0)) + " → " + node.path();
  }

  /** Returns the path of the layer that makes a value. */
  String maker(int node) {
    return node == ShapedGraph.INPUT ? "input" : nodes.get(node).path();
  }

  /** Returns the way to what a node makes. */
  String to(int from) {
    Deque<String> steps = new ArrayDeque<>();
    int id = from;
    while (id != ShapedGraph.INPUT) {
      NetworkGraph.Node step = nodes.get(id);
      Optional<Shape> output = outputs.get(id);
      if (output.isEmpty()) {
        // Behind a gap nothing is known that could be told.
        steps.addFirst("…");
        break;
      }
      step.operation()
          .flatMap(operation -> operation.accept(Word.INSTANCE))
          .ifPresent(word -> steps.addFirst(step.path() + " " + word + " " + output.get()));
      if (step.inputs().isEmpty()) {
        break;
      }
      id = step.inputs().get(0);
    }
    if (id == ShapedGraph.INPUT) {
      steps.addFirst("input " + input.map(Shape::toString).orElse("(not known)"));
    }
    List<String> all = new ArrayList<>(steps);
    if (all.size() > LONGEST) {
      List<String> some = new ArrayList<>(all.subList(0, HEAD));
      some.add("…");
      some.addAll(all.subList(all.size() - TAIL, all.size()));
      all = some;
    }
    return String.join(" → ", all);
  }

  /** Returns the name of the layer where the row of units that a node reads begins. */
  String flattener(NetworkGraph.Node node) {
    NetworkGraph.Node step = node;
    while (!step.inputs().isEmpty()
        && step.inputs().get(0) != ShapedGraph.INPUT
        && outputs.get(step.inputs().get(0)).map(Shape::flat).orElse(false)) {
      step = nodes.get(step.inputs().get(0));
    }
    return step.path();
  }

  /** What a step is called; nothing for what changes no shape. */
  private enum Word implements Operation.Visitor<Optional<String>> {
    INSTANCE;

    @Override
    public Optional<String> visit(Operation.Conv conv) {
      return Optional.of("conv");
    }

    @Override
    public Optional<String> visit(Operation.Pool pool) {
      return Optional.of("pool");
    }

    @Override
    public Optional<String> visit(Operation.GlobalPool pool) {
      return Optional.of("global pool");
    }

    @Override
    public Optional<String> visit(Operation.Dense dense) {
      return Optional.of("dense");
    }

    @Override
    public Optional<String> visit(Operation.Flatten flatten) {
      return Optional.of("flatten");
    }

    @Override
    public Optional<String> visit(Operation.BatchNorm norm) {
      return Optional.empty();
    }

    @Override
    public Optional<String> visit(Operation.Dropout dropout) {
      return Optional.empty();
    }

    @Override
    public Optional<String> visit(Operation.Softmax softmax) {
      return Optional.empty();
    }

    @Override
    public Optional<String> visit(Operation.Activate activate) {
      return Optional.empty();
    }

    @Override
    public Optional<String> visit(Operation.TransposedConv operation) {
      return Optional.of("transposed conv");
    }

    @Override
    public Optional<String> visit(Operation.Upsample operation) {
      return Optional.of("upsample");
    }

    @Override
    public Optional<String> visit(Operation.ZeroPad operation) {
      return Optional.of("pad");
    }

    @Override
    public Optional<String> visit(Operation.Add operation) {
      return Optional.of("add");
    }

    @Override
    public Optional<String> visit(Operation.Concat operation) {
      return Optional.of("concat");
    }

    @Override
    public Optional<String> visit(Operation.Input operation) {
      return Optional.of("input");
    }

    @Override
    public Optional<String> visit(Operation.LayerNorm operation) {
      return Optional.empty();
    }

    @Override
    public Optional<String> visit(Operation.GroupNorm operation) {
      return Optional.empty();
    }

    @Override
    public Optional<String> visit(Operation.LocalResponseNorm operation) {
      return Optional.empty();
    }

    @Override
    public Optional<String> visit(Operation.Scale operation) {
      return Optional.empty();
    }

    @Override
    public Optional<String> visit(Operation.StochasticDepth operation) {
      return Optional.empty();
    }

    @Override
    public Optional<String> visit(Operation.Gate operation) {
      return Optional.empty();
    }
  }
}
