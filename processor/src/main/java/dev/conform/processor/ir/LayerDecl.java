package dev.conform.processor.ir;

import dev.conform.processor.diag.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A method of a network or a block, as it was written.
 *
 * @param name of the method
 * @param operations its annotations from left to right
 * @param output what {@code @Output} says
 * @param expectations what its {@code @Expect} asserts
 * @param silenced ids of the advice that its {@code @SuppressWarnings} silences
 * @param position of the method
 */
public record LayerDecl(
    String name,
    List<OperationDecl> operations,
    Optional<OutputDecl> output,
    List<Expectation> expectations,
    Set<String> silenced,
    Position position) {

  /** Keeps immutable copies. */
  public LayerDecl {
    operations = List.copyOf(operations);
    expectations = List.copyOf(expectations);
    silenced = Set.copyOf(silenced);
  }

  /** Returns the same layer doing something else. */
  public LayerDecl with(List<OperationDecl> others) {
    return new LayerDecl(name, others, output, expectations, silenced, position);
  }

  /** Returns the same with more advice silenced. */
  public LayerDecl silencing(Set<String> more) {
    Set<String> all = new HashSet<>(silenced);
    all.addAll(more);
    return new LayerDecl(name, operations, output, expectations, all, position);
  }

  /**
   * Returns the layer as another network inherits it: what was expected of it was expected of the
   * other one.
   *
   * @param places where its places are for the other network
   */
  public LayerDecl inherited(UnaryOperator<Position> places) {
    return new LayerDecl(name, operations, output, List.of(), silenced, position).at(places);
  }

  /** Returns the same with its positions, and those of its operations, replaced. */
  public LayerDecl at(UnaryOperator<Position> places) {
    return new LayerDecl(
        name,
        operations.stream().map(operation -> operation.at(places)).toList(),
        output,
        expectations,
        silenced,
        places.apply(position));
  }
}
