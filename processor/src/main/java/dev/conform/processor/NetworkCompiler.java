package dev.conform.processor;

import com.palantir.javapoet.JavaFile;
import dev.conform.processor.analyze.Blame;
import dev.conform.processor.analyze.Expander;
import dev.conform.processor.analyze.PretrainedCheck;
import dev.conform.processor.analyze.ShapeInference;
import dev.conform.processor.analyze.advice.Adviser;
import dev.conform.processor.diag.Checked;
import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Report;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.emit.ModelEmitter;
import dev.conform.processor.emit.OrderEmitter;
import dev.conform.processor.emit.ReservedNames;
import dev.conform.processor.emit.StubEmitter;
import dev.conform.processor.emit.Summary;
import dev.conform.processor.ir.BlockDecl;
import dev.conform.processor.ir.ModelName;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.PretrainedDecl;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.javac.Messages;
import dev.conform.processor.javac.Output;
import dev.conform.processor.javac.Resources;
import dev.conform.processor.javac.SourcePosition;
import dev.conform.processor.page.NetworkPage;
import dev.conform.processor.parse.BlockParser;
import dev.conform.processor.parse.ModelMethods;
import dev.conform.processor.parse.NetworkParser;
import dev.conform.processor.parse.SourceTypes;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.Planner;
import dev.conform.processor.weights.SafetensorsShapes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Takes one network through all stages. */
final class NetworkCompiler {

  /** With one of these no class could implement the interface, and a stub would be an error. */
  private static final Set<Rule> NO_STUB =
      EnumSet.of(
          Rule.GENERIC_NETWORK,
          Rule.PRIVATE_NETWORK,
          Rule.SEALED_NETWORK,
          Rule.GENERATED_NAME_TAKEN);

  private final Elements elements;
  private final Messages messages;
  private final Options options;
  private final GeneratedNames names;
  private final Output output;
  private final SourceTypes sources;
  private final Resources resources;
  private final NetworkParser parser;
  private final NetworkPage page = new NetworkPage();

  NetworkCompiler(
      ProcessingEnvironment environment,
      Messages messages,
      Options options,
      GeneratedNames names,
      SourceTypes sources) {
    this.elements = environment.getElementUtils();
    this.messages = messages;
    this.options = options;
    this.names = names;
    this.output = new Output(environment.getFiler());
    this.sources = sources;
    this.resources = new Resources(environment.getFiler(), options.pretrained());
    this.parser = new NetworkParser(elements, sources);
  }

  /** Checks a network, prints what was found, and writes its class. */
  void compile(TypeElement type) {
    Checked<NetworkDecl> declared = parser.parse(type);
    Report taken = new Report(declared.value().map(d -> namesTaken(d, type)).orElse(List.of()));
    Checked<NetworkGraph> graph = then(declared, new Expander()::expand);
    Checked<ShapedGraph> shaped = then(graph, new ShapeInference()::infer);
    Report report =
        new Blame()
            .place(taken.and(shaped.report()))
            .and(shaped.value().map(this::pretrained).orElse(Report.CLEAN));
    messages.print(report);
    if (report.isClean() && graph.value().isPresent() && shaped.value().isPresent()) {
      Report advice = new Adviser().advise(graph.value().get(), shaped.value().get());
      messages.print(Blame.shown(advice));
      write(shaped.value().get(), type);
    } else {
      declared.value().ifPresent(declaration -> writeStub(declaration, type, report));
    }
  }

  private Report pretrained(ShapedGraph graph) {
    return new Report(
        graph.pretrained().flatMap(pretrained -> compare(pretrained, graph)).stream().toList());
  }

  private Optional<Diagnostic> compare(PretrainedDecl pretrained, ShapedGraph graph) {
    try (InputStream file = resources.open(pretrained.file())) {
      return new PretrainedCheck(graph, pretrained).compare(SafetensorsShapes.read(file));
    } catch (IOException e) {
      return Optional.of(
          Diagnostic.of(
                  Rule.PRETRAINED_UNREADABLE,
                  pretrained.position(),
                  "%s: %s cannot be read as a safetensors file",
                  graph.interfaceName(),
                  pretrained.file())
              .line("%s", String.valueOf(e.getMessage()))
              .line(
                  "Put it among the resources, or name its directory: -A%s=weights",
                  Options.PRETRAINED));
    }
  }

  /** Checks a block by itself, and writes down the order of its layers. */
  void compileBlock(TypeElement type) {
    List<Diagnostic> problems = new ArrayList<>();
    BlockDecl block = new BlockParser(elements, sources, problems).parse(type);
    String name = ModelName.ofBlock(block.interfaceName());
    String className = block.packageName().isEmpty() ? name : block.packageName() + "." + name;
    names
        .take(className, type.getQualifiedName().toString(), block.position())
        .ifPresent(problems::add);
    Report parsed = new Report(problems);
    Report report = parsed.isClean() ? new Blame().alone(block) : parsed;
    messages.print(report);
    if (report.isClean()) {
      write(new OrderEmitter(seesGenerated(type)).emit(block), type);
    }
  }

  /** Runs a stage on the output of the one before it; the reports add up. */
  private static <A, B> Checked<B> then(Checked<A> before, Function<A, Checked<B>> stage) {
    Optional<Checked<B>> after = before.value().map(stage);
    return new Checked<>(
        after.flatMap(Checked::value),
        before.report().and(after.map(Checked::report).orElse(Report.CLEAN)));
  }

  private List<Diagnostic> namesTaken(NetworkDecl declaration, TypeElement type) {
    List<Diagnostic> problems = new ArrayList<>();
    names
        .take(className(declaration), type.getQualifiedName().toString(), declaration.position())
        .ifPresent(problems::add);
    for (TypeElement nested : ElementFilter.typesIn(type.getEnclosedElements())) {
      String name = nested.getSimpleName().toString();
      if (ReservedNames.isTypeReserved(name)) {
        problems.add(
            Diagnostic.of(
                    Rule.NESTED_TYPE_NAME_TAKEN,
                    SourcePosition.of(nested),
                    "the nested type %s hides the runtime's %s in the generated class",
                    name,
                    name)
                .line("Rename %s, or move it out of %s", name, declaration.interfaceName()));
      }
    }
    return problems;
  }

  private void write(ShapedGraph graph, TypeElement type) {
    ExecutionPlan plan = new Planner().plan(graph);
    write(new ModelEmitter(seesGenerated(type)).emit(plan), type);
    Summary summary = Summary.of(plan);
    String path = "META-INF/conform/" + type.getQualifiedName();
    output.resource(path + ".json", summary.json(), type);
    output.resource(path + ".txt", summary.text(), type);
    if (options.page()) {
      output.resource(path + ".html", page.of(plan), type);
    }
    if (options.summary()) {
      messages.note(
          graph.interfaceName() + "\n" + summary.text().stripTrailing(), SourcePosition.of(type));
    }
  }

  private void writeStub(NetworkDecl declaration, TypeElement type, Report report) {
    if (report.diagnostics().stream().map(Diagnostic::rule).anyMatch(NO_STUB::contains)) {
      return;
    }
    ModelMethods taken = new ModelMethods(elements);
    List<ExecutableElement> methods =
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
            .filter(method -> !method.getModifiers().contains(Modifier.STATIC))
            .toList();
    List<String> layers =
        methods.stream()
            .filter(method -> method.getParameters().isEmpty() && taken.clash(method).isEmpty())
            .map(method -> method.getSimpleName().toString())
            .toList();
    boolean implementable = methods.stream().allMatch(method -> taken.clash(method).isEmpty());
    write(
        new StubEmitter(seesGenerated(type))
            .emit(declaration.packageName(), declaration.interfaceName(), implementable, layers),
        type);
  }

  /** A module that does not read {@code java.compiler} cannot name the annotation. */
  private boolean seesGenerated(TypeElement type) {
    String annotation = "javax.annotation.processing.Generated";
    return elements.getTypeElement(elements.getModuleOf(type), annotation) != null;
  }

  private void write(JavaFile file, TypeElement type) {
    String name = file.typeSpec().name();
    String className = file.packageName().isEmpty() ? name : file.packageName() + "." + name;
    output.source(className, file.toString(), type);
  }

  private static String className(NetworkDecl declaration) {
    String name = ModelName.of(declaration.interfaceName());
    return declaration.packageName().isEmpty() ? name : declaration.packageName() + "." + name;
  }
}
