package dev.conform.processor.analyze;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.OperationDecl;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Structure;
import dev.conform.processor.ir.Structure.Shortcut;
import dev.conform.processor.ir.Window;
import java.util.List;
import java.util.Optional;

/** Joins the input of one repetition of a block to its output (He et al. 2015). */
final class Residuals {

  private final GraphBuilder graph;
  private final Place place;
  private final OperationDecl written;
  private final int firstNode;

  /**
   * Prepares to join.
   *
   * @param place the repetition
   * @param firstNode of the block; all nodes from there on belong to it
   */
  Residuals(GraphBuilder graph, Place place, OperationDecl written, int firstNode) {
    this.graph = graph;
    this.place = place;
    this.written = written;
    this.firstNode = firstNode;
  }

  /**
   * Adds shortcut, sum and activation.
   *
   * @param first whether this is the first repetition
   * @param input the node that the block reads
   * @param branch the node that makes the block's output
   * @return the node that makes the result
   */
  int join(Structure.Residual residual, boolean first, int input, int branch) {
    Optional<Shape> in = graph.shape(input);
    Optional<Shape> out = graph.shape(branch);
    boolean differ = in.isPresent() && out.isPresent() && !in.equals(out);
    if (differ && residual.shortcut() == Shortcut.MATCHING) {
      withoutStochasticDepth();
      return branch;
    }
    int shortcut =
        in.isPresent() && out.isPresent()
            ? shortcut(residual.shortcut(), first, differ, input, in.get(), out.get())
            : input;
    int sum = add(place, new Operation.Add(), branch, shortcut);
    return residual.activation().map(activation -> add(place, activation, sum)).orElse(sum);
  }

  private int shortcut(
      Shortcut kind, boolean first, boolean differ, int input, Shape in, Shape out) {
    return switch (kind) {
      case IDENTITY, MATCHING -> input;
      // No projection makes other rows of units: the sum says how they differ.
      case AUTO -> differ && !in.flat() && !out.flat() ? projection(input, in, out) : input;
      case PROJECTION -> differ || first ? projection(input, in, out) : input;
      case ZERO_PAD -> differ && !in.flat() && !out.flat() ? zeroPad(input, in, out) : input;
    };
  }

  private int projection(int input, Shape in, Shape out) {
    Optional<Operation> norm =
        graph.nodes().subList(firstNode, graph.nodes().size()).stream()
            .flatMap(node -> node.operation().stream())
            .filter(operation -> operation instanceof Operation.BatchNorm)
            .reduce((before, last) -> last);
    Place at = place.at(place.path() + ".shortcut");
    Window window =
        Window.pointwise(stride(in.height(), out.height()), stride(in.width(), out.width()));
    int projected =
        add(at, new Operation.Conv(out.channels(), window, 1, norm.isEmpty(), List.of()), input);
    // The branches of a sum are normalised alike.
    return norm.map(same -> add(at, same, projected)).orElse(projected);
  }

  private int zeroPad(int input, Shape in, Shape out) {
    int channels = Math.max(0, out.channels() - in.channels());
    return add(
        place.at(place.path() + ".shortcut"),
        new Operation.ZeroPad(
            0,
            0,
            0,
            0,
            stride(in.height(), out.height()),
            stride(in.width(), out.width()),
            channels),
        input);
  }

  /**
   * Returns the stride that makes {@code out} of {@code in}; where there is none the sum says so.
   */
  private static int stride(int in, int out) {
    int stride = Math.max(1, (int) Math.round((double) in / out));
    return (in - 1) / stride + 1 == out || (in - 1) / (stride + 1) + 1 != out ? stride : stride + 1;
  }

  /** Without a shortcut a dropped branch would leave nothing. */
  private void withoutStochasticDepth() {
    for (int id = firstNode; id < graph.nodes().size(); id++) {
      if (graph.nodes().get(id).operation().orElse(null) instanceof Operation.StochasticDepth) {
        graph.replace(id, new Operation.StochasticDepth(0, false));
      }
    }
  }

  private int add(Place at, Operation operation, Integer... inputs) {
    return graph.add(at, written, Optional.of(operation), List.of(inputs));
  }
}
