package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.javac.SourcePosition;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Finds annotations that do nothing because {@code @Network} was forgotten. */
public final class StrayAnnotations {

  private final Annotations annotations;

  /** Prepares to look. */
  public StrayAnnotations(Elements elements) {
    this.annotations = new Annotations(elements);
  }

  /** Returns what is wrong with an element that has one of Conform's annotations. */
  public Optional<Diagnostic> check(Element element) {
    Element type =
        element.getKind() == ElementKind.METHOD ? element.getEnclosingElement() : element;
    return type instanceof TypeElement owner && annotations.reader(owner, "Network").isEmpty()
        ? Annotations.onLayer(element).map(mirror -> stray(element, owner, mirror))
        : Optional.empty();
  }

  private static Diagnostic stray(Element element, TypeElement type, AnnotationMirror mirror) {
    String name = NetworkParser.interfaceName(type);
    return Diagnostic.of(
            Rule.LAYER_OUTSIDE_NETWORK,
            SourcePosition.of(element, mirror),
            "@%s does nothing here: %s has no @Network",
            mirror.getAnnotationType().asElement().getSimpleName(),
            name)
        .line("Add @Network(input = {channels, height, width}) to %s", name);
  }
}
