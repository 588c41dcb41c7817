package dev.conform.processor.analyze;

import dev.conform.processor.diag.Checked;
import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Report;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.NetworkGraph.MadeLayer;
import dev.conform.processor.ir.NetworkGraph.Node;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedGraph.LayerOutput;
import dev.conform.processor.ir.ShapedNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the shape, parameters, multiplications and receptive field of every node. What is not known
 * because of an error is unknown to all that follows from it, silently.
 */
public final class ShapeInference {

  /** Returns the shaped graph, if everything in it is known. */
  public Checked<ShapedGraph> infer(NetworkGraph graph) {
    Pass pass = new Pass(graph);
    graph.nodes().forEach(pass::visit);
    Known known = new Known(graph, pass.shapes.outputs(), pass.nodes);
    List<Diagnostic> problems = new ArrayList<>(pass.problems());
    if (known.complete()) {
      // With a gap some owners are not known, and a line may seem to fit nothing.
      problems.addAll(pass.keys.problems());
    }
    problems.addAll(new Expectations(known).check());
    if (!new Report(problems).isClean() || !known.complete()) {
      return Checked.failed(problems);
    }
    NetworkDecl declaration = graph.declaration();
    return Checked.of(
        new ShapedGraph(
            declaration.packageName(),
            declaration.interfaceName(),
            declaration.year(),
            declaration.input().orElseThrow(),
            known.nodes().stream().flatMap(Optional::stream).toList(),
            graph.layers().stream().map(ShapeInference::layer).toList(),
            graph.groups(),
            graph.output(),
            declaration.pretrained()),
        problems);
  }

  private static LayerOutput layer(MadeLayer layer) {
    return new LayerOutput(layer.declaration().name(), layer.node(), layer.declaration().output());
  }

  /** One walk over the nodes. */
  private static final class Pass {

    private final Optional<Shape> input;
    private final Set<String> frozen;
    private final Shapes shapes;
    private final Keys keys;
    private final ParameterNames names;
    private final List<Optional<ShapedNode>> nodes = new ArrayList<>();
    private final List<Diagnostic> tooLarge = new ArrayList<>();

    Pass(NetworkGraph graph) {
      this.input = graph.declaration().input();
      this.frozen = graph.declaration().frozenLayers();
      this.shapes = new Shapes(input, graph.nodes());
      this.keys = new Keys(graph.declaration().keys());
      this.names = new ParameterNames(keys);
    }

    List<Diagnostic> problems() {
      List<Diagnostic> all = new ArrayList<>(shapes.problems());
      all.addAll(tooLarge);
      return all;
    }

    void visit(Node node) {
      Optional<List<Shape>> inputs = shapes.inputs(node);
      Optional<Effect> effect = shapes.visit(node);
      nodes.add(inputs.flatMap(read -> effect.flatMap(e -> shaped(node, e, read))));
    }

    private Optional<ShapedNode> shaped(Node node, Effect effect, List<Shape> inputs) {
      return receptiveField(node, effect, inputs)
          .map(
              field ->
                  new ShapedNode(
                      node.id(),
                      node.path(),
                      node.method().name(),
                      effect.operation(),
                      node.inputs(),
                      inputs,
                      effect.output(),
                      names.name(node, effect),
                      effect.macs(),
                      field,
                      frozen.contains(node.method().name())));
    }

    /**
     * The weights of a gate look at the whole image, but weakly: as with statistics, nobody counts
     * them.
     */
    private static List<Integer> seen(Node node, Effect effect) {
      return effect.operation() instanceof Operation.Gate
          ? node.inputs().subList(0, 1)
          : node.inputs();
    }

    private Optional<ReceptiveField> receptiveField(Node node, Effect effect, List<Shape> inputs) {
      Optional<ReceptiveField> before = node.inputs().isEmpty() ? PIXEL : Optional.empty();
      for (int id : seen(node, effect)) {
        Optional<ReceptiveField> field =
            id == ShapedGraph.INPUT ? PIXEL : nodes.get(id).map(ShapedNode::receptiveField);
        if (field.isEmpty()) {
          return Optional.empty();
        }
        before = before.map(b -> b.with(field.get())).or(() -> field);
      }
      try {
        Shape first = inputs.isEmpty() ? effect.output() : inputs.get(0);
        return before.map(
            effect.operation().accept(new ReceptiveFields(input.orElse(first), first)));
      } catch (ArithmeticException overflow) {
        // The strides multiply to more than a long: no error of ours, but of the declaration.
        tooLarge.add(
            new Site(node, inputs, shapes.trace())
                .problem(
                    Rule.TOO_LARGE,
                    "stride",
                    "its receptive field is over %,d pixels",
                    Long.MAX_VALUE)
                .line("%s", shapes.trace().to(node))
                .line("Use smaller strides"));
        return Optional.empty();
      }
    }
  }

  private static final Optional<ReceptiveField> PIXEL = Optional.of(ReceptiveField.PIXEL);
}
