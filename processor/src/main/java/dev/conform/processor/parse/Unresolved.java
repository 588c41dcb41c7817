package dev.conform.processor.parse;

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

  /** Tells whether anything that the declaration of a network depends on is unknown. */
  public boolean isIn(TypeElement type) {
    return hasUnknownAnnotation(type)
        || type.getInterfaces().stream().anyMatch(parent -> parent.getKind() == TypeKind.ERROR)
        || ElementFilter.methodsIn(type.getEnclosedElements()).stream()
            .filter(LayerParser::isMeantAsLayer)
            .anyMatch(this::isIn);
  }

  private boolean isIn(ExecutableElement layer) {
    return layer.getReturnType().getKind() == TypeKind.ERROR || hasUnknownAnnotation(layer);
  }

  private boolean hasUnknownAnnotation(Element element) {
    return element.getAnnotationMirrors().stream()
        .anyMatch(
            mirror ->
                Annotations.isUnknown(mirror)
                    || (Annotations.isOurs(mirror)
                        && !new AnnotationReader(elements, element, mirror).isResolved()));
  }
}
