package dev.conform.processor.parse;

import dev.conform.processor.diag.Position;
import dev.conform.processor.javac.SourcePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.SimpleAnnotationValueVisitor14;

/**
 * Reads the values of one annotation. A value that javac could not make out, because a name in it
 * is not known (yet), is empty: javac tells of it itself.
 */
final class AnnotationReader {

  private final Elements elements;
  private final Element element;
  private final AnnotationMirror mirror;
  private final Optional<AnnotationMirror> outer;
  private final Map<String, AnnotationValue> values = new HashMap<>();
  private final Map<String, Position> positions = new HashMap<>();

  AnnotationReader(Elements elements, Element element, AnnotationMirror mirror) {
    this(elements, element, mirror, Optional.empty());
  }

  /**
   * Reads an annotation inside another one.
   *
   * @param outer the annotation on the element, which positions begin with
   */
  private AnnotationReader(
      Elements elements,
      Element element,
      AnnotationMirror mirror,
      Optional<AnnotationMirror> outer) {
    this.elements = elements;
    this.element = element;
    this.mirror = mirror;
    this.outer = outer;
    elements
        .getElementValuesWithDefaults(mirror)
        .forEach((method, value) -> values.put(name(method), value));
    mirror
        .getElementValues()
        .forEach(
            (method, value) -> {
              String name = name(method);
              positions.put(name, place(value));
              List<AnnotationValue> numbers = array(value);
              // With one number javac may have read it without braces: the whole is its place.
              for (int i = 0; i < numbers.size() && numbers.size() > 1; i++) {
                positions.put(name + "[" + i + "]", place(numbers.get(i)));
              }
            });
  }

  private static String name(ExecutableElement method) {
    Name name = method.getSimpleName();
    return name.toString();
  }

  /** Returns the simple name of the annotation. */
  String annotation() {
    return mirror.getAnnotationType().asElement().getSimpleName().toString();
  }

  Position position() {
    return SourcePosition.of(element, outer.orElse(mirror));
  }

  private Position place(AnnotationValue value) {
    return SourcePosition.of(element, outer.orElse(mirror), value);
  }

  Map<String, Position> positions() {
    return positions;
  }

  /** Returns the position of a value or of a number in it, else that of the annotation. */
  Position at(String value) {
    int bracket = value.indexOf('[');
    Position whole =
        bracket < 0 ? position() : positions.getOrDefault(value.substring(0, bracket), position());
    return positions.getOrDefault(value, whole);
  }

  /** Tells whether the user wrote this value. */
  boolean isWritten(String value) {
    return positions.containsKey(value);
  }

  /** Tells whether every value that was written can be read. */
  boolean isResolved() {
    return mirror.getElementValues().values().stream().allMatch(v -> v.accept(READABLE, null));
  }

  Optional<Integer> integer(String name) {
    return read(name, Integer.class);
  }

  Optional<Long> longInteger(String name) {
    return read(name, Long.class);
  }

  Optional<Double> number(String name) {
    return read(name, Double.class);
  }

  Optional<Boolean> flag(String name) {
    return read(name, Boolean.class);
  }

  /** Returns all texts of an array or a single text, or nothing if one of them cannot be read. */
  Optional<List<String>> texts(String name) {
    AnnotationValue value = values.get(name);
    if (value == null || !value.accept(READABLE, null)) {
      return Optional.empty();
    }
    List<AnnotationValue> elements =
        value.getValue() instanceof String ? List.of(value) : array(value);
    return Optional.of(elements.stream().map(e -> String.valueOf(e.getValue())).toList());
  }

  /** Returns the type that a class literal names, or nothing where javac does not know it. */
  Optional<TypeElement> type(String name) {
    AnnotationValue value = values.get(name);
    return value != null
            && value.getValue() instanceof DeclaredType type
            && type.getKind() == TypeKind.DECLARED
            && type.asElement() instanceof TypeElement element
        ? Optional.of(element)
        : Optional.empty();
  }

  /** Tells whether a class literal names something that has no declaration: an array, an int. */
  boolean isNoDeclaration(String name) {
    AnnotationValue value = values.get(name);
    return value != null
        && value.getValue() instanceof TypeMirror type
        && !(type instanceof DeclaredType);
  }

  /** Returns readers of the annotations inside this one. */
  List<AnnotationReader> nested(String name) {
    AnnotationValue value = values.get(name);
    return value == null
        ? List.of()
        : array(value).stream()
            .flatMap(v -> v.accept(ANNOTATION, null).stream())
            .map(inner -> new AnnotationReader(elements, element, inner, Optional.of(mirror)))
            .toList();
  }

  /** Returns the name of an enum constant. */
  Optional<String> constant(String name) {
    AnnotationValue value = values.get(name);
    return value == null ? Optional.empty() : value.accept(CONSTANT, null);
  }

  /** Returns all numbers of an array, or nothing if one of them cannot be read. */
  Optional<List<Integer>> integers(String name) {
    AnnotationValue value = values.get(name);
    if (value == null || !value.accept(READABLE, null)) {
      return Optional.empty();
    }
    List<Integer> numbers = new ArrayList<>();
    for (AnnotationValue number : array(value)) {
      if (number.getValue() instanceof Integer integer) {
        numbers.add(integer);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(numbers);
  }

  private <T> Optional<T> read(String name, Class<T> type) {
    AnnotationValue value = values.get(name);
    return value != null && type.isInstance(value.getValue())
        ? Optional.of(type.cast(value.getValue()))
        : Optional.empty();
  }

  private static List<AnnotationValue> array(AnnotationValue value) {
    return value.accept(ELEMENTS, null);
  }

  private static final SimpleAnnotationValueVisitor14<List<AnnotationValue>, Void> ELEMENTS =
      new SimpleAnnotationValueVisitor14<>(List.of()) {
        @Override
        public List<AnnotationValue> visitArray(
            List<? extends AnnotationValue> elements, Void unused) {
          return List.copyOf(elements);
        }
      };

  private static final SimpleAnnotationValueVisitor14<Optional<String>, Void> CONSTANT =
      new SimpleAnnotationValueVisitor14<>(Optional.empty()) {
        @Override
        public Optional<String> visitEnumConstant(VariableElement constant, Void unused) {
          return Optional.of(constant.getSimpleName().toString());
        }
      };

  private static final SimpleAnnotationValueVisitor14<Optional<AnnotationMirror>, Void> ANNOTATION =
      new SimpleAnnotationValueVisitor14<>(Optional.empty()) {
        @Override
        public Optional<AnnotationMirror> visitAnnotation(AnnotationMirror inner, Void unused) {
          return Optional.of(inner);
        }
      };

  /** javac gives this text where it could not make out a value. */
  private static final String UNKNOWN = "<error>";

  private static final SimpleAnnotationValueVisitor14<Boolean, Void> READABLE =
      new SimpleAnnotationValueVisitor14<>(true) {
        @Override
        public Boolean visitString(String text, Void unused) {
          return !text.equals(UNKNOWN);
        }

        @Override
        public Boolean visitType(TypeMirror type, Void unused) {
          return type.getKind() != TypeKind.ERROR;
        }

        @Override
        public Boolean visitAnnotation(AnnotationMirror inner, Void unused) {
          return inner.getElementValues().values().stream().allMatch(e -> e.accept(this, null));
        }

        @Override
        public Boolean visitArray(List<? extends AnnotationValue> elements, Void unused) {
          return elements.stream().allMatch(e -> e.accept(this, null));
        }
      };
}
