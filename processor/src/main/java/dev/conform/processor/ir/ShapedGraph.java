package dev.conform.processor.ir;

import java.util.List;

/**
 * A network whose every shape, parameter and multiplication is known: what the plan is made from.
 *
 * @param packageName of the declaring interface, empty for the default package
 * @param interfaceName its name inside the package; a nested one reads {@code Outer.Inner}
 * @param input the shape of one image
 * @param nodes in an order in which each comes after its inputs; the last one is the network's
 *     output
 * @param layers the methods in order, each the name of at least one node
 */
public record ShapedGraph(
    String packageName,
    String interfaceName,
    Shape input,
    List<ShapedNode> nodes,
    List<String> layers) {

  /** The id of the network's input. */
  public static final int INPUT = -1;

  /** Keeps immutable copies. */
  public ShapedGraph {
    nodes = List.copyOf(nodes);
    layers = List.copyOf(layers);
  }

  /** Returns the shape of the network's output. */
  public Shape output() {
    return nodes.get(nodes.size() - 1).output();
  }
}
