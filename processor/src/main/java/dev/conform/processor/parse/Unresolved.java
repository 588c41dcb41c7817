package dev.conform.processor.parse;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Looks for names that javac does not know yet. Another processor may write them in this round; if
 * none does, javac tells of them.
 */
public final class Unresolved {

  private final Elements elements;

  /** Prepares to look. */
  public Unresolved(Elements elements) {
    this.elements = elements;
  }

  /** Tells whether anything that the declaration of a network or a block depends on is unknown. */
  public boolean isIn(TypeElement type) {
    return isIn(type, new HashSet<>());
  }

  private boolean isIn(TypeElement type, Set<TypeElement> seen) {
    return seen.add(type)
        && (hasUnknownAnnotation(type)
            || type.getInterfaces().stream().anyMatch(parent -> parent.getKind() == TypeKind.ERROR)
            || ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(LayerParser::isMeantAsLayer)
                .anyMatch(this::isIn)
            || dependencies(type).anyMatch(other -> isIn(other, seen)));
  }

  /** Returns the networks that a type extends and the blocks that it uses. */
  private Stream<TypeElement> dependencies(TypeElement type) {
    Stream<TypeElement> blocks =
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
            .flatMap(method -> annotations(method))
            .flatMap(reader -> Stream.concat(Stream.of(reader), reader.nested("branches").stream()))
            .flatMap(reader -> reader.type("block").stream());
    return Stream.concat(new Declarations(elements).parent(type).stream(), blocks);
  }

  private Stream<AnnotationReader> annotations(Element element) {
    return element.getAnnotationMirrors().stream()
        .filter(Annotations::isOurs)
        .map(mirror -> new AnnotationReader(elements, element, mirror));
  }

  private boolean isIn(ExecutableElement layer) {
    return layer.getReturnType().getKind() == TypeKind.ERROR || hasUnknownAnnotation(layer);
  }

  private boolean hasUnknownAnnotation(Element element) {
    return Annotations.hasUnknown(element)
        || annotations(element).anyMatch(reader -> !reader.isResolved());
  }
}
