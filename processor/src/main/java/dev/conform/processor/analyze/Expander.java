package dev.conform.processor.analyze;

import dev.conform.processor.diag.Checked;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.OperationDecl;
import dev.conform.processor.ir.ShapedGraph;
import java.util.ArrayList;
import java.util.List;

/** Turns a declaration into a graph: each operation reads the one before it. */
public final class Expander {

  /** Returns the graph of a declaration. */
  public Checked<NetworkGraph> expand(NetworkDecl declaration) {
    List<NetworkGraph.Node> nodes = new ArrayList<>();
    int previous = ShapedGraph.INPUT;
    for (LayerDecl layer : declaration.layers()) {
      for (OperationDecl operation : layer.operations()) {
        int id = nodes.size();
        nodes.add(new NetworkGraph.Node(id, layer, operation, List.of(previous)));
        previous = id;
      }
    }
    return Checked.of(new NetworkGraph(declaration, nodes), List.of());
  }
}
