package dev.conform.processor;

import com.google.auto.service.AutoService;
import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.javac.Messages;
import dev.conform.processor.javac.SourcePosition;
import dev.conform.processor.parse.Declarations;
import dev.conform.processor.parse.SourceTypes;
import dev.conform.processor.parse.StrayAnnotations;
import dev.conform.processor.parse.Unresolved;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Checks every interface with {@code @Network} and writes its class. A network with a name that
 * javac does not know yet waits for the next round.
 */
@AutoService(Processor.class)
public final class NetworkProcessor extends AbstractProcessor {

  private static final String DSL = "dev.conform.dsl.";

  /** Qualified names of the networks that wait for another processor. */
  private final Set<String> waiting = new LinkedHashSet<>();

  private final GeneratedNames names = new GeneratedNames();
  private final SourceTypes sources = new SourceTypes();
  private @Nullable Session session;

  /** What is known once the compiler has introduced itself. */
  private record Session(Messages messages, NetworkCompiler compiler, Options options) {}

  /** For {@code ServiceLoader}. */
  public NetworkProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    // What we generate carries the second one; javac wants somebody to claim that, too.
    return Set.of(DSL + "*", "javax.annotation.processing.Generated");
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(Options.SUMMARY, Options.PAGE, Options.ADVICE, Options.PRETRAINED);
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    Options options = Options.of(environment.getOptions());
    Messages messages = new Messages(environment.getMessager(), options.adviceIsError());
    options.problems().forEach(messages::print);
    session =
        new Session(
            messages, new NetworkCompiler(environment, messages, options, names, sources), options);
  }

  // Claimed: else a user's -Xlint:all -Werror fails with "no processor claimed …".
  @Override
  @SuppressWarnings("DoNotClaimAnnotations")
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Session current = session;
    if (current == null) {
      throw new IllegalStateException("init was not called");
    }
    for (TypeElement type : ElementFilter.typesIn(round.getRootElements())) {
      names.written(type.getQualifiedName().toString());
      sources.add(type);
    }
    Unresolved unresolved = new Unresolved(processingEnv.getElementUtils());
    for (TypeElement type : declared(round)) {
      guard(
          current,
          type,
          () -> {
            if (!round.processingOver() && unresolved.isIn(type)) {
              waiting.add(type.getQualifiedName().toString());
            } else if (declarations().isBlock(type)) {
              current.compiler().compileBlock(type);
            } else {
              current.compiler().compile(type);
            }
          });
    }
    StrayAnnotations stray = new StrayAnnotations(processingEnv.getElementUtils(), sources);
    for (TypeElement type : ElementFilter.typesIn(round.getRootElements())) {
      guard(current, type, () -> stray.check(type).forEach(current.messages()::print));
    }
    return true;
  }

  private Declarations declarations() {
    return new Declarations(processingEnv.getElementUtils());
  }

  /** Returns the networks and blocks that waited, then those that are new. */
  private List<TypeElement> declared(RoundEnvironment round) {
    List<TypeElement> found = new ArrayList<>();
    for (String name : waiting) {
      TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
      if (type != null) {
        found.add(type);
      }
    }
    waiting.clear();
    Declarations declarations = declarations();
    for (TypeElement root : ElementFilter.typesIn(round.getRootElements())) {
      addDeclared(root, declarations, found);
    }
    return found;
  }

  private static void addDeclared(
      TypeElement type, Declarations declarations, List<TypeElement> found) {
    if (declarations.mayBeNetwork(type) || declarations.isBlock(type)) {
      found.add(type);
    }
    for (TypeElement nested : ElementFilter.typesIn(type.getEnclosedElements())) {
      addDeclared(nested, declarations, found);
    }
  }

  /** Turns a failure of ours into one error, so that it hides no other network's. */
  private static void guard(Session session, Element element, Runnable work) {
    try {
      work.run();
    } catch (UncheckedIOException e) {
      session
          .messages()
          .print(
              Diagnostic.of(
                      Rule.OUTPUT_FAILED,
                      SourcePosition.of(element),
                      "%s: %s",
                      element.getSimpleName(),
                      String.valueOf(e.getMessage()))
                  .line("%s", String.valueOf(e.getCause()))
                  .line("Free some space, or make the output directory writable"));
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      StringWriter stack = new StringWriter();
      e.printStackTrace(new PrintWriter(stack, true));
      session
          .messages()
          .print(
              Diagnostic.of(
                      Rule.INTERNAL_ERROR,
                      SourcePosition.of(element),
                      "Conform %s failed on %s; this is an error in Conform, not in your code",
                      Version.current(),
                      element)
                  .line("Please report it with the declaration and the lines below")
                  .line("%s", stack.toString().strip().replace("\t", "      ")));
    }
  }
}
