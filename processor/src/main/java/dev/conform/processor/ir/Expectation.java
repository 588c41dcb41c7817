package dev.conform.processor.ir;

import dev.conform.processor.diag.Position;
import java.util.List;

/**
 * One figure that an {@code @Expect} asserts.
 *
 * @param figure what is asserted
 * @param values what it should be: one number, or the dimensions of a shape
 * @param position of the value
 */
public record Expectation(Figure figure, List<Long> values, Position position) {

  /** Keeps an immutable copy. */
  public Expectation {
    values = List.copyOf(values);
  }

  /** What can be asserted. */
  public enum Figure {
    PARAMETERS,
    MACS,
    INPUTS,
    OUTPUT,
    RECEPTIVE_FIELD
  }
}
