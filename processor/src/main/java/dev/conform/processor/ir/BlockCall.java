package dev.conform.processor.ir;

import dev.conform.processor.diag.Position;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The use of a block.
 *
 * @param block what is used
 * @param values of the symbols that were given; the stride is always there
 * @param position of the annotation
 * @param positions of its values, by their names
 */
public record BlockCall(
    BlockDecl block,
    Map<Symbol, Integer> values,
    Position position,
    Map<String, Position> positions) {

  /** Keeps immutable copies. */
  public BlockCall {
    values = Map.copyOf(values);
    positions = Map.copyOf(positions);
  }

  /** Returns the same with every size replaced. */
  public BlockCall map(Resizing sizes) {
    return new BlockCall(
        block,
        values.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> sizes.size(e.getValue()))),
        position,
        positions);
  }
}
