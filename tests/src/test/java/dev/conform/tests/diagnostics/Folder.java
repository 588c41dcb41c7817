package dev.conform.tests.diagnostics;

import dev.conform.dsl.Network;
import dev.conform.processor.NetworkProcessor;
import dev.conform.runtime.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * A project with sources and classes of its own, compiled by itself.
 *
 * @param root gets the sources in {@code src}, the classes in {@code classes}
 */
record Folder(Path root) {

  /** Both compilers. */
  enum With {
    JAVAC,
    ECJ;

    private JavaCompiler compiler() {
      return this == JAVAC ? ToolProvider.getSystemJavaCompiler() : new EclipseCompiler();
    }
  }

  /** Writes or replaces a source of the default package or of another one. */
  Folder source(String name, String text) {
    return write(root.resolve("src/" + name.replace('.', '/') + ".java"), text);
  }

  /** Reads a source. */
  String written(String name) {
    return readFile(root.resolve("src/" + name.replace('.', '/') + ".java"));
  }

  private Folder write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path classes() {
    return root.resolve("classes");
  }

  /** Compiles all sources with the processor. */
  List<Told> compile(With with, Folder... libraries) {
    return compile(with, List.of(new NetworkProcessor()), libraries);
  }

  /** Compiles all sources and returns errors and warnings in order of their place. */
  List<Told> compile(With with, List<? extends Processor> processors, Folder... libraries) {
    JavaCompiler compiler = with.compiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8);
        Stream<Path> all = Files.walk(root.resolve("src"))) {
      List<Path> sources = all.filter(path -> path.toString().endsWith(".java")).sorted().toList();
      Path classes = Files.createDirectories(classes());
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      files.setLocationFromPaths(
          StandardLocation.SOURCE_OUTPUT,
          List.of(Files.createDirectories(root.resolve("generated"))));
      List<Path> path = new ArrayList<>(List.of(of(Network.class), of(Model.class)));
      Arrays.stream(libraries).map(Folder::classes).forEach(path::add);
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, path);
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              null,
              files,
              said,
              with == With.JAVAC
                  ? List.of("-Xlint:all,-processing")
                  : List.of("-source", "17", "-target", "17"),
              null,
              files.getJavaFileObjectsFromPaths(sources));
      task.setProcessors(processors);
      task.call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return said.getDiagnostics().stream()
        .filter(d -> d.getKind() != Diagnostic.Kind.NOTE)
        .map(Told::of)
        .sorted(Told.ORDER)
        .toList();
  }

  /** Reads a file among the classes. */
  String read(String name) {
    return readFile(classes().resolve(name));
  }

  private static String readFile(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
