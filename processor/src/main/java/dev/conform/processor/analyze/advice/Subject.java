package dev.conform.processor.analyze.advice;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Position;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network without errors, as the rules of advice look at it. */
final class Subject {

  private final NetworkGraph written;
  private final ShapedGraph shaped;
  private final Map<Integer, Integer> readers = new HashMap<>();

  Subject(NetworkGraph written, ShapedGraph shaped) {
    this.written = written;
    this.shaped = shaped;
    shaped.nodes().stream()
        .map(ShapedNode::inputs)
        .flatMap(Collection::stream)
        .forEach(id -> readers.merge(id, 1, Integer::sum));
  }

  ShapedGraph graph() {
    return shaped;
  }

  List<ShapedNode> nodes() {
    return shaped.nodes();
  }

  /** Returns the only node that a node reads, if no other node reads that one. */
  Optional<ShapedNode> before(ShapedNode node) {
    if (node.inputs().size() != 1 || node.inputs().get(0) == ShapedGraph.INPUT) {
      return Optional.empty();
    }
    int id = node.inputs().get(0);
    return readers.getOrDefault(id, 0) == 1
        ? Optional.of(shaped.nodes().get(id))
        : Optional.empty();
  }

  /** Returns what a value of a node sees of the image, or a pixel of the image itself. */
  ReceptiveField field(int id) {
    return id == ShapedGraph.INPUT ? ReceptiveField.PIXEL : shaped.nodes().get(id).receptiveField();
  }

  /** Returns the path of the layer that makes a value. */
  String path(int id) {
    return id == ShapedGraph.INPUT ? "input" : shaped.nodes().get(id).path();
  }

  Position networkPosition() {
    return written.declaration().position();
  }

  /** Starts a diagnostic on one value of a node's annotation; empty for the annotation itself. */
  Diagnostic advice(Rule rule, ShapedNode node, String value, String format, Object... arguments) {
    return Diagnostic.of(
        rule, written.nodes().get(node.id()).written().at(value), format, arguments);
  }

  static boolean isWeighted(ShapedNode node) {
    return node.operation().isWeightedLayer();
  }

  static long trained(ShapedNode node) {
    return node.parameters().stream()
        .filter(parameter -> parameter.role().trained())
        .mapToLong(ParameterSpec::elements)
        .sum();
  }

  static String pair(long first, long second) {
    return first == second ? String.valueOf(first) : "{" + first + ", " + second + "}";
  }

  /** Returns for example {@code last row and last 2 columns}. */
  static String lastRowsAndColumns(long rows, long columns) {
    String both = rows > 0 && columns > 0 ? " and " : "";
    return last(rows, "row") + both + last(columns, "column");
  }

  private static String last(long number, String noun) {
    if (number == 0) {
      return "";
    }
    return number == 1 ? "last " + noun : "last " + number + " " + noun + "s";
  }
}
