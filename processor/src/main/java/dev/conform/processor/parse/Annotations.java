package dev.conform.processor.parse;

import dev.conform.processor.diag.Position;
import dev.conform.processor.javac.SourcePosition;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.Elements;

/** Finds Conform's annotations on an element. */
final class Annotations {

  private static final String PACKAGE = "dev.conform.dsl.";
  private static final String ADVICE = "conform:";

  private final Elements elements;

  Annotations(Elements elements) {
    this.elements = elements;
  }

  /** Returns a reader of one annotation, if the element has it. */
  Optional<AnnotationReader> reader(Element element, String simpleName) {
    return element.getAnnotationMirrors().stream()
        .filter(mirror -> isOurs(mirror, simpleName))
        .findFirst()
        .map(mirror -> reader(element, mirror));
  }

  /** Returns a reader of an annotation. */
  AnnotationReader reader(Element element, AnnotationMirror mirror) {
    return new AnnotationReader(elements, element, mirror);
  }

  /** Returns the first annotation on an element that belongs on a layer. */
  static Optional<AnnotationMirror> onLayer(Element element) {
    List<? extends AnnotationMirror> mirrors = element.getAnnotationMirrors();
    return mirrors.stream()
        .filter(
            mirror -> isOperation(mirror) || isOurs(mirror, "Expect") || isOurs(mirror, "Output"))
        .findFirst()
        .map(mirror -> mirror);
  }

  /** Tells whether javac does not know the type of an annotation: its import may be missing. */
  static boolean isUnknown(AnnotationMirror mirror) {
    return mirror.getAnnotationType().getKind() == TypeKind.ERROR;
  }

  /** Tells whether an element has an annotation that javac does not know, which may be ours. */
  static boolean hasUnknown(Element element) {
    return element.getAnnotationMirrors().stream().anyMatch(Annotations::isUnknown);
  }

  /** Returns the place of one annotation, or of the element. */
  Position position(Element element, String simpleName) {
    return reader(element, simpleName)
        .map(AnnotationReader::position)
        .orElseGet(() -> SourcePosition.of(element));
  }

  /** Returns the ids of the advice that an element silences, or a type around it. */
  static Set<String> silenced(Element element) {
    Set<String> ids = new HashSet<>();
    for (Element e = element; e != null; e = e.getEnclosingElement()) {
      SuppressWarnings suppressed = e.getAnnotation(SuppressWarnings.class);
      for (String name : suppressed == null ? new String[0] : suppressed.value()) {
        if (name.startsWith(ADVICE)) {
          ids.add(name.substring(ADVICE.length()));
        }
      }
    }
    return ids;
  }

  /** Tells whether an annotation says what a layer does. */
  static boolean isOperation(AnnotationMirror mirror) {
    return isOurs(mirror)
        && OperationParser.isOperation(
            mirror.getAnnotationType().asElement().getSimpleName().toString());
  }

  /** Tells whether an annotation is one of Conform's. */
  static boolean isOurs(AnnotationMirror mirror) {
    return !isUnknown(mirror)
        && mirror.getAnnotationType().asElement() instanceof TypeElement type
        && type.getQualifiedName().toString().startsWith(PACKAGE);
  }

  private static boolean isOurs(AnnotationMirror mirror, String simpleName) {
    return !isUnknown(mirror)
        && mirror.getAnnotationType().asElement() instanceof TypeElement type
        && type.getQualifiedName().contentEquals(PACKAGE + simpleName);
  }
}
