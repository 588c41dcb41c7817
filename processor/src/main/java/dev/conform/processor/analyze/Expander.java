package dev.conform.processor.analyze;

import dev.conform.processor.diag.Checked;
import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Report;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.NetworkGraph.MadeLayer;
import dev.conform.processor.ir.ShapedGraph;
import java.util.ArrayList;
import java.util.List;

/** Turns a declaration into a graph: names become edges, blocks become the nodes they stand for. */
public final class Expander {

  /** Returns the graph of a declaration. */
  public Checked<NetworkGraph> expand(NetworkDecl declaration) {
    GraphBuilder graph = new GraphBuilder(declaration.input());
    List<MadeLayer> layers = new ArrayList<>();
    Scope scope = Scope.of(declaration.layers(), ShapedGraph.INPUT);
    int value = ShapedGraph.INPUT;
    for (LayerDecl layer : declaration.layers()) {
      Place place = new Place(layer, layer, layer.name(), scope, Sizing.NUMBERS);
      value = new LayerExpansion(graph, place).expand(value);
      scope.made(layer.name(), value);
      layers.add(new MadeLayer(layer, value));
    }
    NetworkGraph expanded =
        new NetworkGraph(
            declaration, StochasticDepths.rated(graph.nodes()), layers, graph.groups());
    List<Diagnostic> problems = new ArrayList<>(graph.problems());
    if (new Report(problems).isClean()) {
      problems.addAll(UnusedLayers.in(expanded));
    }
    return Checked.of(expanded, problems);
  }
}
