package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.NetworkGraph.MadeLayer;
import dev.conform.processor.ir.NetworkGraph.Node;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds layers whose result reaches no output: a branch that was never joined. */
final class UnusedLayers {

  private UnusedLayers() {}

  /**
   * Tells of such layers.
   *
   * @param inBlock whether the graph is that of a block, which has one output
   */
  static List<Diagnostic> in(NetworkGraph graph, boolean inBlock) {
    boolean[] used = used(graph);
    Set<Integer> read = new HashSet<>(Set.of(graph.output()));
    graph.nodes().forEach(node -> read.addAll(node.inputs()));
    Set<LayerDecl> told = new HashSet<>();
    List<Diagnostic> problems = new ArrayList<>();
    for (Node node : graph.nodes()) {
      // What only leads to another unused layer follows from that one.
      if (!used[node.id()] && !read.contains(node.id()) && told.add(node.layer())) {
        problems.add(
            Diagnostic.of(
                    Rule.UNUSED_LAYER,
                    node.layer().position(),
                    "layer %s: nothing reads what it makes, and it is no output",
                    node.path())
                .line("The output of %s", output(graph))
                .line("%s", fix(node, inBlock)));
      }
    }
    if (!read.contains(ShapedGraph.INPUT)) {
      NetworkDecl declaration = graph.declaration();
      problems.add(
          Diagnostic.of(
                  Rule.UNUSED_LAYER,
                  declaration.position(),
                  "%s: nothing reads its input",
                  declaration.interfaceName())
              .line("A layer reads the one before it, also where that is an @Input")
              .line(
                  "Write @From(\"input\") on a layer, or give @Network the shape of the other input"));
    }
    return problems;
  }

  private static String output(NetworkGraph graph) {
    String network = graph.declaration().interfaceName();
    return network + " is made by " + graph.nodes().get(graph.output()).path();
  }

  private static String fix(Node node, boolean inBlock) {
    if (node.operation().orElse(null) instanceof Operation.Input) {
      return "Read it with @From, @Add or @Concat, or remove it";
    }
    return inBlock
        ? "Join it with @Add or @Concat inside the block, or remove it"
        : "Join it with @Add or @Concat, mark it with @Output, or remove it";
  }

  private static boolean[] used(NetworkGraph graph) {
    boolean[] used = new boolean[graph.nodes().size()];
    mark(used, graph.output());
    for (MadeLayer layer : graph.layers()) {
      if (layer.declaration().output().isPresent()) {
        mark(used, layer.node());
      }
    }
    for (int id = used.length - 1; id >= 0; id--) {
      if (used[id]) {
        graph.nodes().get(id).inputs().forEach(input -> mark(used, input));
      }
    }
    return used;
  }

  private static void mark(boolean[] used, int node) {
    if (node != ShapedGraph.INPUT) {
      used[node] = true;
    }
  }
}
