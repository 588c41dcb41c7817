package dev.conform.processor.parse;

import dev.conform.processor.diag.Checked;
import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.Expectation;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.javac.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads an interface with {@code @Network}. */
public final class NetworkParser {

  private final Elements elements;
  private final Types types;
  private final Annotations annotations;

  /** Prepares to read what one compiler knows. */
  public NetworkParser(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
    this.annotations = new Annotations(elements);
  }

  /**
   * Returns what was written, with gaps where it means nothing; nothing at all if the type is no
   * interface.
   */
  public Checked<NetworkDecl> parse(TypeElement type) {
    List<Diagnostic> problems = new ArrayList<>();
    if (type.getKind() != ElementKind.INTERFACE) {
      return Checked.failed(List.of(notAnInterface(type)));
    }
    problems.addAll(new InterfaceChecks(elements, types).check(type));
    String name = interfaceName(type);
    AnnotationReader network =
        annotations
            .reader(type, "Network")
            .orElseThrow(() -> new IllegalArgumentException(type + " has no @Network"));
    Optional<Shape> input = input(network, name, problems);
    List<Expectation> expectations =
        annotations
            .reader(type, "Expect")
            .map(reader -> new ExpectationParser(reader, name + ": ", problems).ofNetwork())
            .orElse(List.of());
    LayerParser layerParser =
        LayerParser.ofNetwork(
            annotations,
            new ModelMethods(elements),
            new OperationParser(new BlockParser(elements, problems), Symbols.ofNetwork(), problems),
            problems);
    List<LayerDecl> layers = new ArrayList<>();
    boolean tried = false;
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      tried |= LayerParser.isMeantAsLayer(method) || Annotations.onLayer(method).isPresent();
      layerParser.parse(method).ifPresent(layers::add);
    }
    if (!tried) {
      problems.add(
          Diagnostic.of(Rule.EMPTY_NETWORK, SourcePosition.of(type), "%s has no layers", name)
              .line("Add a method for each layer, for example @Dense(units = 10) Layer logits();"));
    }
    return Checked.of(
        new NetworkDecl(
            elements.getPackageOf(type).getQualifiedName().toString(),
            name,
            input,
            layers,
            expectations,
            Annotations.silenced(type),
            SourcePosition.of(type)),
        problems);
  }

  /** Returns the name inside the package: {@code Outer.Inner}. */
  public static String interfaceName(TypeElement type) {
    Element outer = type.getEnclosingElement();
    String name = type.getSimpleName().toString();
    return outer instanceof TypeElement enclosing ? interfaceName(enclosing) + "." + name : name;
  }

  private Diagnostic notAnInterface(TypeElement type) {
    String kind =
        switch (type.getKind()) {
          case ENUM -> "an enum";
          case RECORD -> "a record";
          case ANNOTATION_TYPE -> "an annotation";
          default -> "a class";
        };
    return Diagnostic.of(
            Rule.NOT_AN_INTERFACE,
            annotations.position(type, "Network"),
            "%s is %s, but a network is declared by an interface",
            interfaceName(type),
            kind)
        .line("Write public interface %s", type.getSimpleName());
  }

  private static Optional<Shape> input(
      AnnotationReader network, String name, List<Diagnostic> problems) {
    return new Values(network, name + ": ", problems, Symbols.ofNetwork()).shape("input");
  }
}
