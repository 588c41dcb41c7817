package dev.conform.benchmarks.race;

import dev.conform.benchmarks.Task;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A library that was built, ready to be started.
 *
 * @param peer which library
 * @param name what results call it
 * @param module the directory of its module
 * @param classPath of its JVM
 */
record Library(Peer peer, String name, Path module, List<Path> classPath) {

  /** What the name of another checkout's Conform ends with. */
  static final String AGAINST = "-against";

  /**
   * The same for all. The young generation is small, so that what was thrown away while the engine
   * started does not count as memory that it needs.
   */
  private static final List<String> JVM =
      List.of("--enable-native-access=ALL-UNNAMED", "-Xmx1g", "-Xmn8m", "-XX:+UseSerialGC");

  /** Returns a library as the benchmarks' build left it. */
  static Library of(Peer peer, Path benchmarks) throws IOException {
    Path module = peer.module(benchmarks);
    Path target = module.resolve("target");
    List<Path> classPath = new ArrayList<>();
    classPath.add(target.resolve(peer.jar()));
    String needed = Files.readString(target.resolve("classpath.txt")).strip();
    Arrays.stream(needed.split(File.pathSeparator, -1)).map(Path::of).forEach(classPath::add);
    return new Library(peer, peer.toString(), module, List.copyOf(classPath));
  }

  /**
   * Returns this library with the modules of another checkout in place of its own, wherever that
   * has them.
   *
   * @param checkout another commit's directory, where {@code mvn package} has run
   * @throws IllegalArgumentException if nothing is built there
   */
  Library builtIn(Path checkout) {
    Path own = module.resolve(Path.of("..", "..")).normalize();
    List<Path> others =
        classPath.stream()
            .map(
                entry -> entry.startsWith(module.getParent()) ? entry : moved(entry, own, checkout))
            .toList();
    if (others.equals(classPath)) {
      throw new IllegalArgumentException(
          "against=%s: there is no build of Conform; run mvn -DskipTests package there"
              .formatted(checkout));
    }
    return new Library(peer, name + AGAINST, module, others);
  }

  /** A module's jar, or its classes where the build stopped before packaging. */
  private static Path moved(Path entry, Path own, Path checkout) {
    if (!entry.startsWith(own)) {
      return entry;
    }
    Path jar = checkout.resolve(own.relativize(entry));
    Path classes = jar.resolveSibling("classes");
    if (Files.exists(jar)) {
      return jar;
    }
    return Files.exists(classes) ? classes : entry;
  }

  /**
   * Prepares to start one of its programs with a task as its arguments.
   *
   * @param program the main class
   * @param log where the library's own words go
   * @param options of the JVM besides those that all have
   */
  ProcessBuilder start(String program, Task task, Path log, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(peer.options(module));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cp",
            classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            program));
    command.addAll(task.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(peer.environment(module, task.threads()));
    builder.redirectError(log.toFile());
    return builder;
  }

  @Override
  public String toString() {
    return name;
  }
}
