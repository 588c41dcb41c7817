package dev.conform.processor.ir;

import java.util.List;

/**
 * A network as a graph of operations: names are resolved, nothing is known of shapes.
 *
 * @param declaration what it was made from
 * @param nodes in an order in which each comes after its inputs; the last one is the network's
 *     output
 */
public record NetworkGraph(NetworkDecl declaration, List<Node> nodes) {

  /** Keeps an immutable copy. */
  public NetworkGraph {
    nodes = List.copyOf(nodes);
  }

  /**
   * One operation.
   *
   * @param id its place in {@link NetworkGraph#nodes()}
   * @param layer the method it was written on
   * @param operation what was written
   * @param inputs ids of the nodes it reads; {@link ShapedGraph#INPUT} is the network's input
   */
  public record Node(int id, LayerDecl layer, OperationDecl operation, List<Integer> inputs) {

    /** Keeps an immutable copy. */
    public Node {
      inputs = List.copyOf(inputs);
    }
  }
}
