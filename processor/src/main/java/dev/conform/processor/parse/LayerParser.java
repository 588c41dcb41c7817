package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.Expectation;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.OperationDecl;
import dev.conform.processor.ir.OutputDecl;
import dev.conform.processor.javac.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads one method of a network or a block. */
final class LayerParser {

  private static final String LAYER = "dev.conform.runtime.Layer";

  private final Annotations annotations;
  private final Optional<ModelMethods> taken;
  private final OperationParser operations;
  private final List<Diagnostic> problems;

  private LayerParser(
      Annotations annotations,
      Optional<ModelMethods> taken,
      OperationParser operations,
      List<Diagnostic> problems) {
    this.annotations = annotations;
    this.taken = taken;
    this.operations = operations;
    this.problems = problems;
  }

  /** Returns a parser of methods that a generated class will implement. */
  static LayerParser ofNetwork(
      Annotations annotations,
      ModelMethods taken,
      OperationParser operations,
      List<Diagnostic> problems) {
    return new LayerParser(annotations, Optional.of(taken), operations, problems);
  }

  /** Returns a parser of methods that nothing implements. */
  static LayerParser ofBlock(
      Annotations annotations, OperationParser operations, List<Diagnostic> problems) {
    return new LayerParser(annotations, Optional.empty(), operations, problems);
  }

  /** Tells whether a method has no body: the generated class must implement it. */
  static boolean isMeantAsLayer(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.ABSTRACT);
  }

  /**
   * Returns the layer that a method declares, with gaps where it means nothing; nothing for a
   * method that is none.
   */
  Optional<LayerDecl> parse(ExecutableElement method) {
    if (!isMeantAsLayer(method)) {
      refuseBody(method);
      return Optional.empty();
    }
    boolean isLayer = checkSignature(method);
    String name = method.getSimpleName().toString();
    return Optional.of(
        new LayerDecl(
            name,
            operations(method, name, isLayer),
            output(method, name),
            expectations(method, name),
            Annotations.silenced(method),
            SourcePosition.of(method)));
  }

  private void refuseBody(ExecutableElement method) {
    Annotations.onLayer(method)
        .ifPresent(
            mirror ->
                problems.add(
                    Diagnostic.of(
                            Rule.LAYER_WITH_BODY,
                            SourcePosition.of(method, mirror),
                            "%s has a body, but a layer is only declared",
                            method.getSimpleName())
                        .line(
                            "Write \"Layer %s();\" without a body, or remove @%s",
                            method.getSimpleName(),
                            mirror.getAnnotationType().asElement().getSimpleName())));
    taken
        .flatMap(methods -> methods.clash(method))
        .filter(clash -> !method.getModifiers().contains(Modifier.STATIC))
        .ifPresent(clash -> problems.add(nameTaken(method, clash)));
  }

  /** Tells what is wrong with the method itself, or returns true. */
  private boolean checkSignature(ExecutableElement method) {
    int before = problems.size();
    TypeMirror type = method.getReturnType();
    String name = method.getSimpleName().toString();
    if (!method.getParameters().isEmpty()) {
      problems.add(
          Diagnostic.of(
                  Rule.NOT_A_LAYER,
                  SourcePosition.of(method.getParameters().get(0)),
                  "%s has a parameter, but a layer's method has none",
                  name)
              .line("Write \"Layer %s();\": sizes go into its annotations", name));
    } else if (!method.getTypeParameters().isEmpty()) {
      problems.add(
          Diagnostic.of(
                  Rule.NOT_A_LAYER,
                  SourcePosition.of(method.getTypeParameters().get(0)),
                  "%s has a type parameter, but a layer's method has none",
                  name)
              .line("Write \"Layer %s();\"", name));
    } else if (!isLayer(type)) {
      problems.add(
          Diagnostic.of(
                  Rule.NOT_A_LAYER,
                  SourcePosition.of(method),
                  "%s returns %s, but a layer's method returns %s",
                  name,
                  type,
                  LAYER)
              .line("Let it return Layer, or give it a body if it is no layer"));
    }
    if (problems.size() == before) {
      taken
          .flatMap(methods -> methods.clash(method))
          .ifPresent(clash -> problems.add(nameTaken(method, clash)));
    }
    return problems.size() == before;
  }

  private static Diagnostic nameTaken(ExecutableElement method, String clash) {
    String name = method.getSimpleName().toString();
    return Diagnostic.of(
            Rule.LAYER_NAME_TAKEN, SourcePosition.of(method), "%s() is already %s", name, clash)
        .line("Rename it, for example to %sLayer", name);
  }

  /** A type that javac does not know is javac's to tell of. */
  private static boolean isLayer(TypeMirror type) {
    return type.getKind() == TypeKind.ERROR
        || (type instanceof DeclaredType declared
            && declared.asElement() instanceof TypeElement element
            && element.getQualifiedName().contentEquals(LAYER));
  }

  private List<OperationDecl> operations(ExecutableElement method, String name, boolean isLayer) {
    List<OperationDecl> found = new ArrayList<>();
    for (AnnotationMirror mirror : method.getAnnotationMirrors()) {
      if (Annotations.isUnknown(mirror)) {
        // It may be an operation whose import is missing: javac says so, and we know no more.
        SourcePosition position = SourcePosition.of(method, mirror);
        found.add(new OperationDecl(mirror.toString(), Optional.empty(), position, Map.of()));
      } else if (Annotations.isOperation(mirror)) {
        AnnotationReader reader = annotations.reader(method, mirror);
        if (isInBlock() && reader.annotation().equals("Input")) {
          problems.add(
              notInBlock(reader, name, "is an input, but a block has one input: what it is used on")
                  .line("Declare @Input in the network, and join it there"));
        }
        found.add(operations.parse(reader, name));
      }
    }
    if (found.isEmpty() && isLayer) {
      problems.add(
          Diagnostic.of(
                  Rule.LAYER_WITHOUT_OPERATION,
                  SourcePosition.of(method),
                  "%s has no annotation that says what it does",
                  name)
              .line(
                  "Add for example @Dense(units = 10), or give the method a body if it is no"
                      + " layer"));
    }
    if (found.isEmpty()) {
      // What it would make is not known, and nothing may follow from that.
      SourcePosition position = SourcePosition.of(method);
      found.add(new OperationDecl(name, Optional.empty(), position, Map.of()));
    }
    return found;
  }

  private Optional<OutputDecl> output(ExecutableElement method, String name) {
    Optional<AnnotationReader> reader = annotations.reader(method, "Output");
    if (reader.isPresent() && isInBlock()) {
      problems.add(
          notInBlock(reader.get(), name, "is an output, but a block has one output: its last layer")
              .line("Remove @Output here, and put it on a layer of the network"));
      return Optional.empty();
    }
    return reader.flatMap(
        r -> {
          Values values = new Values(r, "layer " + name + ": ", problems, Symbols.ofNetwork());
          Optional<Double> weight = values.number("weight", "weight", Range.over0Under(1e6));
          // Whatever its weight, it is an output: nothing else needs to read it.
          return values.flag("trainingOnly").map(only -> new OutputDecl(weight.orElse(1.0), only));
        });
  }

  private List<Expectation> expectations(ExecutableElement method, String name) {
    Optional<AnnotationReader> reader = annotations.reader(method, "Expect");
    if (reader.isPresent() && isInBlock()) {
      problems.add(
          notInBlock(reader.get(), name, "is part of a block, whose figures differ from use to use")
              .line("Put @Expect on the layer of the network that uses the block"));
      return List.of();
    }
    return reader
        .map(r -> new ExpectationParser(r, "layer " + name + ": ", problems).ofLayer())
        .orElse(List.of());
  }

  private boolean isInBlock() {
    return taken.isEmpty();
  }

  private static Diagnostic notInBlock(AnnotationReader reader, String name, String why) {
    return Diagnostic.of(Rule.NOT_IN_BLOCK, reader.position(), "layer %s %s", name, why);
  }
}
