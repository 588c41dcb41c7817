package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.javac.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Finds annotations that do nothing because {@code @Network} was forgotten. */
public final class StrayAnnotations {

  private final Declarations declarations;

  /** Prepares to look. */
  public StrayAnnotations(Elements elements) {
    this.declarations = new Declarations(elements);
  }

  /** Returns what is wrong in a type and the types inside it, in source order. */
  public List<Diagnostic> check(TypeElement type) {
    List<Diagnostic> found = new ArrayList<>();
    if (!declarations.mayBeNetwork(type) && !declarations.isBlock(type)) {
      add(found, type, type);
      for (Element method : ElementFilter.methodsIn(type.getEnclosedElements())) {
        add(found, method, type);
      }
    }
    for (TypeElement nested : ElementFilter.typesIn(type.getEnclosedElements())) {
      found.addAll(check(nested));
    }
    return found;
  }

  private static void add(List<Diagnostic> found, Element element, TypeElement type) {
    Annotations.onLayer(element).map(mirror -> stray(element, type, mirror)).ifPresent(found::add);
  }

  private static Diagnostic stray(Element element, TypeElement type, AnnotationMirror mirror) {
    String name = NetworkParser.interfaceName(type);
    return Diagnostic.of(
            Rule.LAYER_OUTSIDE_NETWORK,
            SourcePosition.of(element, mirror),
            "@%s does nothing here: %s has neither @Network nor @Block",
            mirror.getAnnotationType().asElement().getSimpleName(),
            name)
        .line(
            "Add @Network(input = {channels, height, width}) to %s, or @Block if networks use it",
            name);
  }
}
