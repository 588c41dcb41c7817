package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.javac.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** What an interface must be so that a class in its package can implement it. */
final class InterfaceChecks {

  private final Elements elements;
  private final Declarations declarations;

  InterfaceChecks(Elements elements) {
    this.elements = elements;
    this.declarations = new Declarations(elements);
  }

  List<Diagnostic> check(TypeElement type) {
    List<Diagnostic> problems = new ArrayList<>();
    String name = NetworkParser.interfaceName(type);
    generic(name, type).ifPresent(problems::add);
    for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)) {
        problems.add(
            Diagnostic.of(
                    Rule.PRIVATE_NETWORK,
                    SourcePosition.of(type),
                    "%s cannot be seen by the class that implements it: %s is private",
                    name,
                    e.getSimpleName())
                .line("Remove private from %s", e.getSimpleName()));
      }
    }
    if (type.getModifiers().contains(Modifier.SEALED)) {
      problems.add(
          Diagnostic.of(
                  Rule.SEALED_NETWORK,
                  SourcePosition.of(type),
                  "%s is sealed, so the generated class may not implement it",
                  name)
              .line("Remove sealed and permits"));
    }
    problems.addAll(parents(name, type));
    return problems;
  }

  /**
   * Tells of a type parameter.
   *
   * @param name what the message begins with
   */
  Optional<Diagnostic> generic(String name, TypeElement type) {
    return type.getTypeParameters().stream()
        .findFirst()
        .map(
            parameter ->
                Diagnostic.of(
                        Rule.GENERIC_NETWORK,
                        SourcePosition.of(parameter),
                        declarations.isBlock(type)
                            ? "%s has a type parameter, but sizes are all that uses of a block give"
                            : "%s has a type parameter, but a network is one class with fixed sizes",
                        name)
                    .line("Remove <%s>", parameter));
  }

  /**
   * Tells of methods that are inherited and would be no layers.
   *
   * @param name what the message begins with
   */
  List<Diagnostic> parents(String name, TypeElement type) {
    return type.getInterfaces().stream()
        .flatMap(parent -> parentProblem(name, type, parent).stream())
        .toList();
  }

  private Optional<Diagnostic> parentProblem(String name, TypeElement type, TypeMirror parent) {
    if (parent.getKind() != TypeKind.DECLARED
        || !(parent instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)
        || declarations.parent(type).filter(element::equals).isPresent()) {
      return Optional.empty();
    }
    return ElementFilter.methodsIn(elements.getAllMembers(element)).stream()
        .filter(method -> method.getModifiers().contains(Modifier.ABSTRACT))
        .findFirst()
        .map(method -> parentProblem(name, type, element, method));
  }

  private Diagnostic parentProblem(
      String name, TypeElement type, TypeElement parent, ExecutableElement method) {
    boolean block = declarations.isBlock(type);
    return Diagnostic.of(
            Rule.UNSUPPORTED_PARENT,
            SourcePosition.of(type),
            "%s extends %s, whose method %s would be no layer of it",
            name,
            parent.getSimpleName(),
            method)
        .line(
            block
                ? "A block has the layers that it declares itself; parents may have default methods"
                : "A network may extend one network; other parents may have default methods only")
        .line(
            "%s",
            declarations.isBlock(parent)
                ? "Put the block in its place with @Use(block = "
                    + parent.getSimpleName()
                    + ".class) on a layer"
                : "Declare all layers in " + type.getSimpleName() + " itself");
  }
}
