package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.javac.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Finds annotations that do nothing, because {@code @Network} was forgotten for example. */
public final class StrayAnnotations {

  private final Declarations declarations;
  private final BlockChecks blocks;

  /**
   * Prepares to look.
   *
   * @param sources the types whose source the compiler has
   */
  public StrayAnnotations(Elements elements, SourceTypes sources) {
    this.declarations = new Declarations(elements);
    this.blocks = new BlockChecks(elements, sources);
  }

  /** Returns what is wrong in a type and the types inside it, in source order. */
  public List<Diagnostic> check(TypeElement type) {
    List<Diagnostic> found = new ArrayList<>();
    blocks.declared(type).ifPresent(found::add);
    if (declarations.isBlock(type)) {
      Declarations.ofNetwork(type).forEach(mirror -> found.add(onBlock(type, mirror)));
    } else if (!declarations.mayBeNetwork(type) && !mayBeMore(type) && found.isEmpty()) {
      Declarations.ofNetwork(type).forEach(mirror -> found.add(stray(type, type, mirror)));
      for (Element method : ElementFilter.methodsIn(type.getEnclosedElements())) {
        Annotations.onLayer(method)
            .map(mirror -> stray(method, type, mirror))
            .ifPresent(found::add);
      }
    }
    for (TypeElement nested : ElementFilter.typesIn(type.getEnclosedElements())) {
      found.addAll(check(nested));
    }
    return found;
  }

  /** Tells whether a type or a parent has an annotation that is not known: an import may miss. */
  private static boolean mayBeMore(TypeElement type) {
    return Annotations.hasUnknown(type)
        || type.getInterfaces().stream()
            .anyMatch(
                parent ->
                    parent instanceof DeclaredType declared
                        && declared.asElement() instanceof TypeElement element
                        && mayBeMore(element));
  }

  private static Diagnostic onBlock(TypeElement type, AnnotationMirror mirror) {
    return Diagnostic.of(
            Rule.NOT_IN_BLOCK,
            SourcePosition.of(type, mirror),
            "@%s does nothing here: %s is a block",
            mirror.getAnnotationType().asElement().getSimpleName(),
            NetworkParser.interfaceName(type))
        .line("Move it to the network that uses the block");
  }

  private static Diagnostic stray(Element element, TypeElement type, AnnotationMirror mirror) {
    String name = NetworkParser.interfaceName(type);
    Diagnostic stray =
        Diagnostic.of(
            Rule.LAYER_OUTSIDE_NETWORK,
            SourcePosition.of(element, mirror),
            "@%s does nothing here: %s is neither a network nor a block",
            mirror.getAnnotationType().asElement().getSimpleName(),
            name);
    return element.equals(type)
        ? stray.line(
            "Add @Network(input = {channels, height, width}) to %s, or let it extend a network",
            name)
        : stray.line(
            "Add @Network(input = {channels, height, width}) to %s, or @Block if networks use it",
            name);
  }
}
