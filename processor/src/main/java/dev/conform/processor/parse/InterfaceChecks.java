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
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** What an interface must be so that a class in its package can implement it. */
final class InterfaceChecks {

  private final Elements elements;
  private final Types types;

  InterfaceChecks(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  List<Diagnostic> check(TypeElement type) {
    List<Diagnostic> problems = new ArrayList<>();
    String name = NetworkParser.interfaceName(type);
    if (!type.getTypeParameters().isEmpty()) {
      problems.add(
          Diagnostic.of(
                  Rule.GENERIC_NETWORK,
                  SourcePosition.of(type.getTypeParameters().get(0)),
                  "%s has a type parameter, but a network is one class with fixed sizes",
                  name)
              .line("Remove <%s>", type.getTypeParameters().get(0)));
    }
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
    for (TypeMirror parent : type.getInterfaces()) {
      parentProblem(name, type, parent).ifPresent(problems::add);
    }
    return problems;
  }

  private Optional<Diagnostic> parentProblem(String name, TypeElement type, TypeMirror parent) {
    if (parent.getKind() != TypeKind.DECLARED
        || !(types.asElement(parent) instanceof TypeElement element)) {
      return Optional.empty();
    }
    if (new Declarations(elements).parent(type).filter(element::equals).isPresent()) {
      return Optional.empty();
    }
    return ElementFilter.methodsIn(elements.getAllMembers(element)).stream()
        .filter(method -> method.getModifiers().contains(Modifier.ABSTRACT))
        .findFirst()
        .map(method -> parentProblem(name, type, element, method));
  }

  private static Diagnostic parentProblem(
      String name, TypeElement type, TypeElement parent, ExecutableElement method) {
    return Diagnostic.of(
            Rule.UNSUPPORTED_PARENT,
            SourcePosition.of(type),
            "%s extends %s, whose method %s the generated class would have to implement",
            name,
            parent.getSimpleName(),
            method)
        .line("Only one parent may be a network; others have default methods only")
        .line("Declare all layers in %s itself, or in the network that it extends", name);
  }
}
