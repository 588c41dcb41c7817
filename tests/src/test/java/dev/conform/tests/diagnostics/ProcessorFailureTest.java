package dev.conform.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import dev.conform.processor.NetworkProcessor;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.annotation.processing.Completion;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** A failure of the processor, or of the disk, is one error, and hides no other network's. */
class ProcessorFailureTest {

  private static final JavaFileObject SOURCE =
      Javac.source(
          "Nets",
          """
          import dev.conform.dsl.*;
          import dev.conform.runtime.Layer;

          class Nets {
            @Network(input = {1, 8, 8})
            interface First {
              @Dense(units = 10) Layer logits();
            }

            @Network(input = {1, 8, 8})
            interface Second {
              @Conv(filters = 6, kernel = 9) Layer c1();
            }

            @Network(input = {1, 8, 8})
            interface Third {
              @Dense(units = 10) Layer logits();
            }
          }
          """);

  @Test
  void anExceptionIsOneErrorThatAsksForAReport() {
    List<Told> told = compile(() -> new IllegalArgumentException("injected"));
    assertEquals(List.of(6L, 12L), told.stream().map(Told::line).toList(), told.toString());
    String text = told.get(0).text();
    assertTrue(
        text.matches(
            "(?s)\\[Conform/InternalError] Conform \\d+\\.\\d+\\.\\d+\\S* failed on Nets.First;"
                + " this is an error in Conform, not in your code\n"
                + "Please report it with the declaration and the lines below\n"
                + "java.lang.IllegalArgumentException: injected\n"
                + "at .*"),
        text);
    assertTrue(text.contains("at dev.conform.processor."), text);
    assertTrue(told.get(1).text().startsWith("[Conform/KernelExceedsInput]"), told.toString());
  }

  @Test
  void aFullDiskIsToldAsSuch() {
    List<Told> told = compile(() -> new IOException("No space left on device"));
    assertEquals(List.of(6L, 12L), told.stream().map(Told::line).toList(), told.toString());
    assertEquals(
        """
        [Conform/OutputFailed] First: cannot write Nets_FirstModel.java
        java.io.IOException: No space left on device
        Free some space, or make the output directory writable""",
        told.get(0).text());
  }

  private static List<Told> compile(Supplier<Exception> failure) {
    Compilation compilation =
        Javac.compile(List.of(), List.of(new Failing(new NetworkProcessor(), failure)), SOURCE);
    return Javac.told(compilation);
  }

  /** Runs a processor whose Filer fails for the class of the first network. */
  private record Failing(Processor processor, Supplier<Exception> failure) implements Processor {

    @Override
    public void init(ProcessingEnvironment environment) {
      Filer filer =
          proxy(Filer.class, environment.getFiler(), "createSourceFile", Optional.empty());
      processor.init(
          proxy(ProcessingEnvironment.class, environment, "getFiler", Optional.of(filer)));
    }

    private <T> T proxy(Class<T> type, T target, String method, Optional<Filer> result) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, called, arguments) -> {
                if (called.getName().equals(method)) {
                  if (result.isPresent()) {
                    return result.get();
                  }
                  if (arguments[0].equals("Nets_FirstModel")) {
                    throw failure.get();
                  }
                }
                try {
                  return called.invoke(target, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              }));
    }

    @Override
    public Set<String> getSupportedOptions() {
      return processor.getSupportedOptions();
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return processor.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return processor.getSupportedSourceVersion();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      processor.process(annotations, round);
      return false;
    }

    @Override
    public Iterable<? extends Completion> getCompletions(
        Element element, AnnotationMirror annotation, ExecutableElement member, String text) {
      return processor.getCompletions(element, annotation, member, text);
    }
  }
}
