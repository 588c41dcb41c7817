package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Position;
import dev.conform.processor.diag.Rule;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** What is wrong with a block that is none. */
final class BlockChecks {

  private static final String WHAT_IT_IS =
      "A block is an interface with @Block, whose methods are layers";

  private final Annotations annotations;
  private final Declarations declarations;
  private final SourceTypes sources;

  BlockChecks(Elements elements, SourceTypes sources) {
    this.annotations = new Annotations(elements);
    this.declarations = new Declarations(elements);
    this.sources = sources;
  }

  /**
   * Tells of a type that is used as a block and is none; nothing where {@code @Block} stands on
   * something that cannot be one or is not imported, which is told there.
   *
   * @param use where it is named
   * @param owner how messages start
   */
  Optional<Diagnostic> used(TypeElement type, Position use, String owner) {
    if (annotations.reader(type, "Block").isPresent() || Annotations.hasUnknown(type)) {
      return Optional.empty();
    }
    String name = NetworkParser.interfaceName(type);
    if (declarations.isNetwork(type)) {
      return Optional.of(
          problem(use, owner + name + " is a network, not a block")
              .line("Move the layers that both need into an interface with @Block"));
    }
    boolean mayBecome = type.getKind() == ElementKind.INTERFACE && !sources.isElsewhere(type);
    return Optional.of(
        problem(use, owner + name + " is no block")
            .line("%s", mayBecome ? "Add @Block to " + name : WHAT_IT_IS));
  }

  /** Tells of a class literal that names an array or a primitive type. */
  static Diagnostic usedNoType(Position use, String owner) {
    return problem(use, owner + "this is no block").line(WHAT_IT_IS);
  }

  /** Tells of {@code @Block} on something that cannot be a block. */
  Optional<Diagnostic> declared(TypeElement type) {
    return annotations
        .reader(type, "Block")
        .filter(reader -> !declarations.isBlock(type))
        .map(AnnotationReader::position)
        .map(position -> declared(type, position));
  }

  private Diagnostic declared(TypeElement type, Position position) {
    String name = NetworkParser.interfaceName(type);
    if (declarations.isNetwork(type)) {
      return problem(position, name + " is a network, so it cannot be a block")
          .line("Remove @Block, and move layers that other networks need into a block");
    }
    return problem(
            position,
            name + " is " + NetworkParser.kind(type) + ", but a block is declared by an interface")
        .line("Write interface %s", type.getSimpleName());
  }

  private static Diagnostic problem(Position position, String headline) {
    return Diagnostic.of(Rule.NOT_A_BLOCK, position, "%s", headline);
  }
}
