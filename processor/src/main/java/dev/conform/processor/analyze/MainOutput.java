package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.NetworkGraph.MadeLayer;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import java.util.Optional;

/** The last layer without {@code @Output} must compute something. */
final class MainOutput {

  private MainOutput() {}

  /** Tells what is wrong with the network's main output. */
  static Optional<Diagnostic> problem(NetworkGraph graph) {
    NetworkDecl declaration = graph.declaration();
    Optional<MadeLayer> last =
        graph.layers().stream()
            .filter(layer -> layer.declaration().output().isEmpty())
            .reduce((before, layer) -> layer);
    if (last.isEmpty()) {
      return Optional.of(
          Diagnostic.of(
                  Rule.NO_MAIN_OUTPUT,
                  declaration.position(),
                  "%s has no main output: each of its layers is an @Output",
                  declaration.interfaceName())
              .line("The last layer without @Output is the main output; the others are beside it")
              .line("Remove @Output from the last layer"));
    }
    if (!isInput(graph, last.get().node())) {
      return Optional.empty();
    }
    String name = last.get().declaration().name();
    return Optional.of(
        Diagnostic.of(
                Rule.NO_MAIN_OUTPUT,
                last.get().declaration().position(),
                "layer %s: %s's main output is an input, unchanged",
                name,
                declaration.interfaceName())
            .line("The last layer without @Output is the main output")
            .line("Move %s up, or write a layer behind it", name));
  }

  private static boolean isInput(NetworkGraph graph, int node) {
    return node == ShapedGraph.INPUT
        || graph.nodes().get(node).operation().orElse(null) instanceof Operation.Input;
  }
}
