package dev.conform.processor.javac;

import dev.conform.processor.diag.Position;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * A place as javac knows it; each part narrows the one before.
 *
 * @param element or null for no place at all
 * @param annotation or null for the element itself
 * @param value or null for the whole annotation
 */
public record SourcePosition(
    @Nullable Element element,
    @Nullable AnnotationMirror annotation,
    @Nullable AnnotationValue value)
    implements Position {

  /** No place: an option of the compiler, for example. */
  public static final SourcePosition NONE = new SourcePosition(null, null, null);

  /** Returns the position of an element. */
  public static SourcePosition of(Element element) {
    return new SourcePosition(element, null, null);
  }

  /** Returns the position of an annotation. */
  public static SourcePosition of(Element element, AnnotationMirror annotation) {
    return new SourcePosition(element, annotation, null);
  }

  /** Returns the position of an annotation's value, or of one number in it. */
  public static SourcePosition of(
      Element element, AnnotationMirror annotation, AnnotationValue value) {
    return new SourcePosition(element, annotation, value);
  }

  /** Returns the names of the elements around this place, which are the same in every round. */
  String path() {
    StringBuilder path = new StringBuilder();
    for (Element e = element; e != null; e = e.getEnclosingElement()) {
      path.append(e).append(' ');
    }
    return path.append(annotation).append(' ').append(value).toString();
  }
}
