package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.Shape;
import java.util.ArrayList;
import java.util.List;

/** Where a shape rule works: a node, the shape that it reads, and the way that shape came. */
final class Site {

  private final NetworkGraph.Node node;
  private final List<Shape> inputs;
  private final Trace trace;
  private final List<Diagnostic> problems = new ArrayList<>();

  Site(NetworkGraph.Node node, List<Shape> inputs, Trace trace) {
    this.node = node;
    this.inputs = inputs;
    this.trace = trace;
  }

  /** Returns the shape of the first input. */
  Shape input() {
    return inputs.get(0);
  }

  List<Shape> inputs() {
    return inputs;
  }

  /** Returns the way to what each input is: {@code input 3×32×32 → stem conv 64×16×16}. */
  List<String> ways() {
    return node.inputs().stream().map(trace::to).toList();
  }

  /** Returns the layer that makes an input. */
  String maker(int index) {
    return trace.maker(node.inputs().get(index));
  }

  String trace() {
    return trace.to(node);
  }

  /** Returns the name of the layer that made a row of the image. */
  String whereFlattened() {
    return trace.flattener(node);
  }

  /** Starts a diagnostic on one value of the node's annotation. */
  Diagnostic problem(Rule rule, String value, String headline, Object... arguments) {
    Diagnostic problem = Diagnostic.of(rule, node.written().at(value), headline, arguments);
    return new Diagnostic(
        rule,
        problem.position(),
        "layer " + node.path() + ": " + problem.headline(),
        problem.details());
  }

  /** Returns the annotation that the node comes from. */
  String annotation() {
    return "@" + node.written().annotation();
  }

  void add(Diagnostic problem) {
    problems.add(problem);
  }

  List<Diagnostic> problems() {
    return problems;
  }
}
