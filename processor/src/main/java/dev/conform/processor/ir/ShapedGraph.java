package dev.conform.processor.ir;

import java.util.List;
import java.util.Optional;

/**
 * A network whose every shape, parameter and multiplication is known: what the plan is made from.
 *
 * @param packageName of the declaring interface, empty for the default package
 * @param interfaceName its name inside the package; a nested one reads {@code Outer.Inner}
 * @param year of its publication; 0 if not given
 * @param input the shape of one image
 * @param nodes in an order in which each comes after its inputs
 * @param layers the methods in order
 * @param groups the uses of blocks, outer ones before those inside
 * @param output the id of the node that makes the main output
 * @param pretrained what {@code @Pretrained} says
 */
public record ShapedGraph(
    String packageName,
    String interfaceName,
    int year,
    Shape input,
    List<ShapedNode> nodes,
    List<LayerOutput> layers,
    List<Group> groups,
    int output,
    Optional<PretrainedDecl> pretrained) {

  /** The id of the network's input. */
  public static final int INPUT = -1;

  /** Keeps immutable copies. */
  public ShapedGraph {
    nodes = List.copyOf(nodes);
    layers = List.copyOf(layers);
    groups = List.copyOf(groups);
  }

  /** Returns the shape of what a node makes, or of the network's input. */
  public Shape shape(int node) {
    return node == INPUT ? input : nodes.get(node).output();
  }

  /**
   * Returns the depth as the literature counts it: the convolutions and dense layers on the longest
   * path from an input to the main output (He et al. 2015, table 1). A projection beside a residual
   * block's longer branch does not count.
   */
  public int depth() {
    int[] depths = new int[nodes.size()];
    for (ShapedNode node : nodes) {
      int before =
          node.inputs().stream().mapToInt(id -> id == INPUT ? 0 : depths[id]).max().orElse(0);
      depths[node.id()] = before + (node.operation().isWeightedLayer() ? 1 : 0);
    }
    return output == INPUT ? 0 : depths[output];
  }

  /**
   * Returns the receptive field as the literature gives it (Araujo et al. 2019): of the last
   * feature map on the way to the main output, in front of the first global pool, flattening or
   * dense layer, which see everything. Without one it is that of the output.
   */
  public ReceptiveField featureField() {
    int map = output;
    for (int id = output; id != INPUT; id = before(id)) {
      if (nodes.get(id).operation() instanceof Operation.GlobalPool
          || nodes.get(id).operation() instanceof Operation.Flatten
          || nodes.get(id).operation() instanceof Operation.Dense) {
        map = before(id);
      }
    }
    return map == INPUT ? ReceptiveField.PIXEL : nodes.get(map).receptiveField();
  }

  /** Returns what a node reads first: for a gate or a sum, what is gated, or the longer branch. */
  private int before(int node) {
    List<Integer> inputs = nodes.get(node).inputs();
    return inputs.isEmpty() ? INPUT : inputs.get(0);
  }

  /** Returns the shape of the network's main output. */
  public Shape outputShape() {
    return shape(output);
  }

  /**
   * A method of the network.
   *
   * @param name of the method
   * @param node that makes its result; {@link #INPUT} if it passes the input on
   * @param output what makes it another output of the network
   */
  public record LayerOutput(String name, int node, Optional<OutputDecl> output) {}
}
