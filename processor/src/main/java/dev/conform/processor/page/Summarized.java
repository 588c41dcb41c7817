package dev.conform.processor.page;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A network as its summary tells of it.
 *
 * @param qualifiedName of its interface
 * @param figures what the script of the page reads
 */
record Summarized(String qualifiedName, Map<String, Object> figures) {

  private static final String FOLDER = "META-INF/conform";

  /** Members of a summary that the page shows. */
  private static final List<String> SHOWN =
      List.of("name", "input", "output", "depth", "parameters", "macs", "memory");

  /** Keeps an immutable copy. */
  Summarized {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** Tells whether the network says when it was published. */
  boolean hasYear() {
    return year() != 0;
  }

  /** Returns the year of publication, or 0. */
  int year() {
    return figures.get("year") instanceof Integer year ? year : 0;
  }

  /** Returns the number of weighted layers on the longest path. */
  int depth() {
    return figures.get("depth") instanceof Integer depth ? depth : 0;
  }

  /**
   * Finds summaries.
   *
   * @param path one of them, or a folder or a jar with compiled networks
   * @throws IllegalArgumentException if there is none
   */
  static List<Summarized> in(Path path) {
    try {
      if (Files.isDirectory(path)) {
        return inFolder(path, path);
      }
      if (!Files.exists(path)) {
        throw new IllegalArgumentException(path + " is not there");
      }
      if (path.toString().endsWith(".json")) {
        return List.of(read(path));
      }
      try (FileSystem jar = FileSystems.newFileSystem(path)) {
        return inFolder(jar.getPath("/"), path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + ": " + e, e);
    }
  }

  private static List<Summarized> inFolder(Path root, Path told) throws IOException {
    Path folder = root.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          told + " has no " + FOLDER + ": compile networks into it, or name another place");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(Summarized::read)
          .toList();
    }
  }

  private static Summarized read(Path file) {
    Map<String, Object> all;
    try {
      all = JSON.std.mapFrom(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " is no summary of a network: " + e.getMessage(), e);
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    for (String name : SHOWN) {
      Object value = all.get(name);
      if (value == null) {
        throw new IllegalArgumentException(
            file
                + " is no summary that can be compared: it has no \""
                + name
                + "\"; compile the network again");
      }
      figures.put(name, value);
    }
    for (String name : List.of("year", "featureField")) {
      Object value = all.get(name);
      if (value != null) {
        figures.put(name, value);
      }
    }
    String qualified = String.valueOf(file.getFileName()).replaceAll("\\.json$", "");
    figures.put("id", qualified);
    return new Summarized(qualified, figures);
  }
}
