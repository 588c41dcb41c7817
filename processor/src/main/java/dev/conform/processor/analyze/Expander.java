package dev.conform.processor.analyze;

import dev.conform.processor.diag.Checked;
import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Report;
import dev.conform.processor.ir.BlockDecl;
import dev.conform.processor.ir.FreezeDecl;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.NetworkGraph.MadeLayer;
import dev.conform.processor.ir.ShapedGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns a declaration into a graph: names become edges, blocks become the nodes they stand for. */
public final class Expander {

  /** Returns the graph of a declaration. */
  public Checked<NetworkGraph> expand(NetworkDecl declaration) {
    return expand(declaration, Sizing.NUMBERS);
  }

  /**
   * Returns the graph of a block's layers, of which only those sizes are known that are the same in
   * every use.
   */
  Checked<NetworkGraph> expandAlone(BlockDecl block) {
    NetworkDecl alone =
        new NetworkDecl(
            block.packageName(),
            block.interfaceName(),
            0,
            Optional.empty(),
            block.layers(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Set.of(),
            block.position());
    return expand(alone, Sizing.UNKNOWN);
  }

  private static Checked<NetworkGraph> expand(NetworkDecl declaration, Sizing sizing) {
    GraphBuilder graph = new GraphBuilder(declaration.input());
    List<MadeLayer> layers = new ArrayList<>();
    Scope scope = Scope.of(declaration.layers(), ShapedGraph.INPUT);
    int value = ShapedGraph.INPUT;
    for (LayerDecl layer : declaration.layers()) {
      Place place = new Place(layer, layer, layer.name(), scope, sizing);
      value = new LayerExpansion(graph, place).expand(value);
      scope.made(layer.name(), value);
      layers.add(new MadeLayer(layer, value));
    }
    NetworkGraph expanded =
        new NetworkGraph(
            declaration, StochasticDepths.rated(graph.nodes()), layers, graph.groups());
    List<Diagnostic> problems = new ArrayList<>(graph.problems());
    declaration.freeze().flatMap(freeze -> unknown(declaration, freeze)).ifPresent(problems::add);
    if (graph.isCut()) {
      // What is left has shapes that nobody wrote.
      return Checked.failed(problems);
    }
    if (new Report(problems).isClean() && !layers.isEmpty()) {
      problems.addAll(sizing.symbolic() ? unusedInBlock(expanded) : unused(expanded));
    }
    return Checked.of(expanded, problems);
  }

  private static List<Diagnostic> unused(NetworkGraph graph) {
    boolean known = graph.nodes().stream().allMatch(node -> node.operation().isPresent());
    return known
        ? MainOutput.problem(graph).map(List::of).orElse(UnusedLayers.in(graph, false))
        : List.of();
  }

  /** Of a block all that is read is known, though sizes are not. */
  private static List<Diagnostic> unusedInBlock(NetworkGraph graph) {
    boolean known = graph.nodes().stream().allMatch(node -> node.written().construct().isPresent());
    return known ? UnusedLayers.in(graph, true) : List.of();
  }

  private static Optional<Diagnostic> unknown(NetworkDecl declaration, FreezeDecl freeze) {
    List<String> names = declaration.layers().stream().map(LayerDecl::name).toList();
    if (names.contains(freeze.upTo())) {
      return Optional.empty();
    }
    return Optional.of(
        UnknownNames.tell(freeze.position(), declaration.interfaceName(), freeze.upTo(), names));
  }
}
