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
  private final Shape input;
  private final Trace trace;
  private final List<Diagnostic> problems = new ArrayList<>();

  Site(NetworkGraph.Node node, Shape input, Trace trace) {
    this.node = node;
    this.input = input;
    this.trace = trace;
  }

  Shape input() {
    return input;
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
    Diagnostic problem = Diagnostic.of(rule, node.operation().at(value), headline, arguments);
    return new Diagnostic(
        rule,
        problem.position(),
        "layer " + node.layer().name() + ": " + problem.headline(),
        problem.details());
  }

  void add(Diagnostic problem) {
    problems.add(problem);
  }

  List<Diagnostic> problems() {
    return problems;
  }
}
