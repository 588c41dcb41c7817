package dev.conform.processor.plan;

import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedNode;
import java.util.List;

/**
 * A run of nodes that belong to the same layer. A method that uses a block has one run for each
 * layer of the block, and one for what stands before and behind the block.
 *
 * @param path of the layer: {@code c1}, or {@code stage1.0.reduce} inside blocks
 * @param nodes what it is made of
 * @param steps what it does; none where it only changes the shape
 * @param handles of the methods whose result is known behind it
 */
public record PlannedLayer(
    String path, List<ShapedNode> nodes, List<Step> steps, List<Handle> handles) {

  /** Keeps immutable copies. */
  public PlannedLayer {
    nodes = List.copyOf(nodes);
    steps = List.copyOf(steps);
    handles = List.copyOf(handles);
  }

  /**
   * Returns the shape of what it makes.
   *
   * @return that of its last node
   */
  public Shape outputShape() {
    return nodes.get(nodes.size() - 1).output();
  }

  /**
   * Returns what a value of its output sees.
   *
   * @return that of its last node
   */
  public ReceptiveField receptiveField() {
    return nodes.get(nodes.size() - 1).receptiveField();
  }

  /**
   * Tells whether inference leaves it out.
   *
   * @return whether only outputs for training need it
   */
  public boolean trainingOnly() {
    return !steps.isEmpty() && steps.stream().allMatch(Step::trainingOnly);
  }

  /**
   * What an application gets of a method.
   *
   * @param name of the method
   * @param buffer of its result
   * @param shape of its result
   * @param trainingOnly whether inference does not compute it
   */
  public record Handle(String name, int buffer, Shape shape, boolean trainingOnly) {}
}
