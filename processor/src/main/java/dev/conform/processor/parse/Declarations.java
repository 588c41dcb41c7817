package dev.conform.processor.parse;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Tells which types are networks and blocks. */
public final class Declarations {

  private static final Set<String> OF_CHILDREN =
      Set.of("Expect", "Freeze", "CompoundScale", "Key", "Pretrained");

  private final Annotations annotations;

  /** Prepares to look. */
  public Declarations(Elements elements) {
    this.annotations = new Annotations(elements);
  }

  /** Tells whether a type declares a block. */
  public boolean isBlock(TypeElement type) {
    return type.getKind() == ElementKind.INTERFACE
        && annotations.reader(type, "Block").isPresent()
        && !isNetwork(type);
  }

  /**
   * Tells whether a type declares a network: it has {@code @Network}, or it extends a network and
   * says something of its own.
   */
  public boolean isNetwork(TypeElement type) {
    return annotations.reader(type, "Network").isPresent()
        || (saysSomething(type) && parent(type).isPresent());
  }

  /**
   * Tells whether a type may turn out to declare a network: it says something of one, but extends a
   * type that javac does not know yet.
   */
  public boolean mayBeNetwork(TypeElement type) {
    return isNetwork(type)
        || (saysSomething(type)
            && type.getInterfaces().stream().anyMatch(t -> t.getKind() == TypeKind.ERROR));
  }

  /** Returns the network that an interface extends. */
  public Optional<TypeElement> parent(TypeElement type) {
    for (TypeMirror mirror : type.getInterfaces()) {
      if (mirror instanceof DeclaredType declared
          && declared.asElement() instanceof TypeElement parent
          && (annotations.reader(parent, "Network").isPresent() || parent(parent).isPresent())) {
        return Optional.of(parent);
      }
    }
    return Optional.empty();
  }

  private static boolean saysSomething(TypeElement type) {
    return type.getKind() == ElementKind.INTERFACE
        && (type.getAnnotationMirrors().stream().anyMatch(Declarations::isOfChild)
            || ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .anyMatch(method -> Annotations.onLayer(method).isPresent()));
  }

  /** Returns the annotations of a type that only mean something on a network. */
  static List<AnnotationMirror> ofNetwork(TypeElement type) {
    List<? extends AnnotationMirror> mirrors = type.getAnnotationMirrors();
    return mirrors.stream()
        .filter(Declarations::isOfChild)
        .<AnnotationMirror>map(mirror -> mirror)
        .toList();
  }

  private static boolean isOfChild(AnnotationMirror mirror) {
    return Annotations.isOurs(mirror)
        && OF_CHILDREN.contains(mirror.getAnnotationType().asElement().getSimpleName().toString());
  }
}
