package dev.conform.processor.plan;

import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import java.util.List;

/**
 * A method of the declaration.
 *
 * @param name of the method
 * @param steps what it does; none where it only changes the shape
 * @param output the buffer of what it makes
 * @param outputShape the shape of that
 * @param receptiveField of one value of that
 */
public record PlannedLayer(
    String name, List<Step> steps, int output, Shape outputShape, ReceptiveField receptiveField) {

  /** Keeps an immutable copy. */
  public PlannedLayer {
    steps = List.copyOf(steps);
  }
}
