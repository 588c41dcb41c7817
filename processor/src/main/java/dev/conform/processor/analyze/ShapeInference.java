package dev.conform.processor.analyze;

import dev.conform.processor.diag.Checked;
import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Report;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the shape, parameters, multiplications and receptive field of every node. What is not known
 * because of an error is unknown to all that follows from it, silently.
 */
public final class ShapeInference {

  /** Returns the shaped graph, if everything in it is known. */
  public Checked<ShapedGraph> infer(NetworkGraph graph) {
    Pass pass = new Pass(graph);
    graph.nodes().forEach(pass::visit);
    Known known = new Known(graph, pass.outputs, pass.nodes);
    List<Diagnostic> problems = new ArrayList<>(pass.problems);
    problems.addAll(new Expectations(known).check());
    if (!new Report(problems).isClean() || !known.complete()) {
      return Checked.failed(problems);
    }
    NetworkDecl declaration = graph.declaration();
    return Checked.of(
        new ShapedGraph(
            declaration.packageName(),
            declaration.interfaceName(),
            declaration.input().orElseThrow(),
            known.nodes().stream().flatMap(Optional::stream).toList(),
            declaration.layers().stream().map(LayerDecl::name).toList()),
        problems);
  }

  /** One walk over the nodes. */
  private static final class Pass {

    private final NetworkGraph graph;
    private final List<Optional<Shape>> outputs = new ArrayList<>();
    private final Trace trace;
    private final ParameterNames names = new ParameterNames();
    private final List<Optional<ShapedNode>> nodes = new ArrayList<>();
    private final List<Diagnostic> problems = new ArrayList<>();

    Pass(NetworkGraph graph) {
      this.graph = graph;
      this.trace = new Trace(graph, outputs);
    }

    void visit(NetworkGraph.Node node) {
      int reads = node.inputs().get(0);
      Optional<Shape> input =
          reads == ShapedGraph.INPUT ? graph.declaration().input() : outputs.get(reads);
      Optional<Operation> operation = node.operation().operation();
      Optional<Effect> effect =
          input.flatMap(shape -> operation.flatMap(o -> effect(node, o, shape)));
      outputs.add(effect.map(Effect::output).or(() -> operation.flatMap(Pass::certainOutput)));
      nodes.add(input.flatMap(shape -> effect.flatMap(e -> shaped(node, e, shape))));
    }

    private Optional<Effect> effect(NetworkGraph.Node node, Operation operation, Shape input) {
      Site site = new Site(node, input, trace);
      Optional<Effect> effect = operation.accept(new OperationRules(site));
      problems.addAll(site.problems());
      return effect;
    }

    /** A dense layer's output is known even where its input is not. */
    private static Optional<Shape> certainOutput(Operation operation) {
      return operation instanceof Operation.Dense dense
          ? Optional.of(Shape.units(dense.units()))
          : Optional.empty();
    }

    private Optional<ShapedNode> shaped(NetworkGraph.Node node, Effect effect, Shape input) {
      return receptiveField(node, effect, input)
          .map(
              field ->
                  new ShapedNode(
                      node.id(),
                      node.layer().name(),
                      effect.operation(),
                      node.inputs(),
                      input,
                      effect.output(),
                      names.name(node.layer().name(), effect),
                      effect.macs(),
                      field));
    }

    private Optional<ReceptiveField> receptiveField(
        NetworkGraph.Node node, Effect effect, Shape input) {
      int reads = node.inputs().get(0);
      Optional<ReceptiveField> before =
          reads == ShapedGraph.INPUT
              ? Optional.of(ReceptiveFields.PIXEL)
              : nodes.get(reads).map(ShapedNode::receptiveField);
      Shape network = graph.declaration().input().orElse(input);
      try {
        return before.map(effect.operation().accept(new ReceptiveFields(network, input)));
      } catch (ArithmeticException overflow) {
        // The strides multiply to more than a long: no error of ours, but of the declaration.
        problems.add(
            new Site(node, input, trace)
                .problem(
                    Rule.TOO_LARGE,
                    "stride",
                    "its receptive field is over %,d pixels",
                    Long.MAX_VALUE)
                .line("%s", trace.to(node))
                .line("Use smaller strides"));
        return Optional.empty();
      }
    }
  }
}
