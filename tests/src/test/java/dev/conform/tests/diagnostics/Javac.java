package dev.conform.tests.diagnostics;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.conform.processor.NetworkProcessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** Runs javac with the processor and all lint. */
public final class Javac {

  /** processing and path tell of the test's own class path. */
  private static final String LINT = "-Xlint:all,-processing,-path";

  private Javac() {}

  /** Compiles with the processor. */
  public static Compilation compile(JavaFileObject... sources) {
    return compile(List.of(), List.of(new NetworkProcessor()), sources);
  }

  static Compilation compile(
      List<String> options, List<? extends Processor> processors, JavaFileObject... sources) {
    List<Object> all = new ArrayList<>(options);
    all.add(LINT);
    return Compiler.javac().withProcessors(processors).withOptions(all).compile(sources);
  }

  /** Returns a source of a type whose name has its package. */
  public static JavaFileObject source(String name, String text) {
    return JavaFileObjects.forSourceString(name, text);
  }

  /** Returns errors and warnings in order of their place. */
  public static List<Told> told(Compilation compilation) {
    return compilation.diagnostics().stream()
        .filter(d -> d.getKind() != Diagnostic.Kind.NOTE && d.getKind() != Diagnostic.Kind.OTHER)
        .map(Told::of)
        .sorted(Told.ORDER)
        .toList();
  }

  static List<Told> sorted(Told... told) {
    return Arrays.stream(told).sorted(Told.ORDER).toList();
  }
}
