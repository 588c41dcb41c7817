package dev.conform.tests.conformance;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the published vectors, which lie beside the project and not in it. */
public final class ConformanceFolder {

  private ConformanceFolder() {}

  /** Returns where this module may write. */
  static Path target() {
    return basedir().resolve("target");
  }

  /**
   * Returns the files of one kind, sorted; skips the test where the folder is absent, fails it in
   * CI.
   */
  public static List<Path> files(String kind) {
    Path folder = basedir().resolve("../../shared/conformance").normalize().resolve(kind);
    if (!Files.isDirectory(folder)) {
      String message = "no published vectors: " + folder + " is absent";
      return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder.toString(), e);
    }
  }

  /** Surefire says where the module is; elsewhere it is the working directory. */
  private static Path basedir() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  }
}
