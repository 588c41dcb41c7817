package dev.conform.tests.golden;

import dev.conform.processor.NetworkProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles declared networks into a folder, with every warning an error. */
final class Javac {

  private Javac() {}

  /** Compiles with javac. */
  static void compile(Path folder, List<Network> networks) {
    compile(
        ToolProvider.getSystemJavaCompiler(), folder, networks, List.of("-Xlint:all", "-Werror"));
  }

  /**
   * Compiles.
   *
   * @param folder gets the sources in {@code src}, what is generated in {@code generated}, and
   *     classes in {@code classes}
   * @throws AssertionError if the compiler says anything at all
   */
  static void compile(
      JavaCompiler compiler, Path folder, List<Network> networks, List<String> options) {
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<Path> sources = new ArrayList<>();
      for (Network network : networks) {
        Path source = Files.createDirectories(folder.resolve("src/sample"));
        sources.add(Files.writeString(source.resolve(network.name() + ".java"), network.source()));
      }
      Path generated = Files.createDirectories(folder.resolve("generated"));
      Path classes = Files.createDirectories(folder.resolve("classes"));
      files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(generated));
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, ClassPath.ofUser());
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              null, files, said, options, null, files.getJavaFileObjectsFromPaths(sources));
      task.setProcessors(List.<Processor>of(new NetworkProcessor()));
      boolean succeeded = task.call();
      if (!succeeded || !said.getDiagnostics().isEmpty()) {
        throw new AssertionError(
            compiler.getClass().getSimpleName() + ": " + said.getDiagnostics());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what was generated for a network. */
  static String generated(Path folder, Network network) {
    return read(folder.resolve("generated/sample/" + network.name() + "Model.java"));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
