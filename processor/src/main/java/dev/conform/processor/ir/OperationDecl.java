package dev.conform.processor.ir;

import dev.conform.processor.diag.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One annotation on a layer, as it was written.
 *
 * @param annotation its simple name
 * @param construct what it means; empty if its values mean nothing, which has been told already
 * @param position of the annotation
 * @param values positions of its values
 */
public record OperationDecl(
    String annotation,
    Optional<Construct> construct,
    Position position,
    Map<String, Position> values) {

  /** Keeps an immutable copy. */
  public OperationDecl {
    values = Map.copyOf(values);
  }

  /**
   * Returns the position of a value, or that of the annotation where the value is left out.
   *
   * @param value for example {@code kernel}, or {@code kernel[1]} for its second number
   */
  public Position at(String value) {
    Position exact = values.get(value);
    if (exact != null) {
      return exact;
    }
    int bracket = value.indexOf('[');
    return bracket < 0 ? position : at(value.substring(0, bracket));
  }

  /** Returns the same with all its positions replaced. */
  OperationDecl at(UnaryOperator<Position> places) {
    Map<String, Position> replaced = new HashMap<>();
    values.forEach((value, place) -> replaced.put(value, places.apply(place)));
    return new OperationDecl(annotation, construct, places.apply(position), replaced);
  }
}
