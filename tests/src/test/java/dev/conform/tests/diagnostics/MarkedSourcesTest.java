package dev.conform.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import dev.conform.processor.NetworkProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** javac says exactly what the comments in each source say, at that line and column. */
class MarkedSourcesTest {

  static final Path SOURCES = Path.of("src/test/resources/diagnostics");

  static Stream<String> sources() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void isToldAsMarked(String file) throws IOException {
    MarkedSource source = MarkedSource.of(Files.readString(SOURCES.resolve(file)));
    Compilation compilation =
        Javac.compile(
            source.options(),
            List.of(new NetworkProcessor()),
            Javac.source("diagnostics." + file.replace(".java", ""), source.text()));
    List<Told> expected = source.expected().stream().sorted(Told.ORDER).toList();
    assertEquals(text(expected), text(Javac.told(compilation)));
  }

  private static String text(List<Told> told) {
    return String.join("", told.stream().map(Told::toString).toList());
  }
}
