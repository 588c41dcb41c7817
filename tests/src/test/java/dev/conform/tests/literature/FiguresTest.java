package dev.conform.tests.literature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.tests.diagnostics.Javac;
import dev.conform.tests.diagnostics.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The build shows that javac accepts every figure of the examples; this shows that it would accept
 * no other.
 */
class FiguresTest {

  private static final Path EXAMPLES =
      Path.of("../generated-examples/src/main/java/dev/conform/examples");

  static Stream<Figure> figures() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      List<Path> sources =
          files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      return sources.stream().flatMap(Figure::of);
    }
  }

  /** Blocks and parents come from the class path. */
  @ParameterizedTest
  @MethodSource("figures")
  void isWrongByOne(Figure figure) {
    String text = figure.textWith(figure.value() + 1);

    List<Told> told = Javac.told(Javac.compile(Javac.source(figure.type(), text)));

    assertEquals(1, told.size(), told.toString());
    Told error = told.get(0);
    assertEquals("error", error.kind());
    assertTrue(error.text().startsWith("[Conform/ExpectationFailed]"), error.text());
    assertTrue(error.text().contains(figure.written()), error.text());
    assertEquals(figure.line(), error.line(), error.text());
    assertEquals(figure.column(), error.column(), error.text());
  }
}
