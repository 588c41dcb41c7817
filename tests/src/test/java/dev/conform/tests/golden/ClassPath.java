package dev.conform.tests.golden;

import dev.conform.dsl.Network;
import dev.conform.processor.NetworkProcessor;
import dev.conform.runtime.Model;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Class paths for compilers. */
final class ClassPath {

  private ClassPath() {}

  /** Returns what a user has: the annotations and the runtime. */
  static List<Path> ofUser() {
    return List.of(of(Network.class), of(Model.class));
  }

  /** Returns the processor with all it needs. */
  static String ofProcessor() {
    return Stream.concat(
            Stream.of(of(NetworkProcessor.class).toString()),
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)))
        .filter(path -> Files.exists(Path.of(path)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
