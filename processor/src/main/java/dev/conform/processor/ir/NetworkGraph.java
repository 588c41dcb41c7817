package dev.conform.processor.ir;

import java.util.List;
import java.util.Optional;

/**
 * A network as a graph of operations: blocks are expanded and names resolved, nothing is known of
 * shapes.
 *
 * @param declaration what it was made from
 * @param nodes in an order in which each comes after its inputs
 * @param layers what each method of the network makes, in order; the last one without
 *     {@code @Output} is the network's main output
 * @param groups the uses of blocks, outer ones before those inside
 */
public record NetworkGraph(
    NetworkDecl declaration, List<Node> nodes, List<MadeLayer> layers, List<Group> groups) {

  /** Keeps immutable copies. */
  public NetworkGraph {
    nodes = List.copyOf(nodes);
    layers = List.copyOf(layers);
    groups = List.copyOf(groups);
  }

  /** Returns the id of the node that makes the network's main output. */
  public int output() {
    int output = ShapedGraph.INPUT;
    for (MadeLayer layer : layers) {
      output = layer.declaration().output().isEmpty() ? layer.node() : output;
    }
    return output;
  }

  /**
   * One operation.
   *
   * @param id its place in {@link NetworkGraph#nodes()}
   * @param path of the layer it belongs to: {@code c1}, or {@code stage1.0.reduce} inside blocks
   * @param method of the network that it comes from
   * @param layer the method it was written on, in the network or a block
   * @param written the annotation
   * @param operation with numbers for symbols; empty if it is not known because of an error
   * @param inputs ids of the nodes it reads; {@link ShapedGraph#INPUT} is the network's input
   */
  public record Node(
      int id,
      String path,
      LayerDecl method,
      LayerDecl layer,
      OperationDecl written,
      Optional<Operation> operation,
      List<Integer> inputs) {

    /** Keeps an immutable copy. */
    public Node {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * A method and what it makes.
   *
   * @param declaration the method
   * @param node that makes its result; that of an earlier layer if it does nothing itself
   */
  public record MadeLayer(LayerDecl declaration, int node) {}
}
