package dev.conform.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The generated class of each construct, as it was read and found good, compiled by both compilers
 * without a warning. To accept a change, look at it, then run with {@code
 * -Dconform.golden.update=true}.
 */
class GoldenTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static List<Network> constructs() {
    return Network.constructs();
  }

  @ParameterizedTest
  @MethodSource("constructs")
  void javacWritesWhatWasReadAndFoundGood(Network network, @TempDir Path folder)
      throws IOException {
    Javac.compile(folder, List.of(network));
    String found = Javac.generated(folder, network);
    Path golden = golden(network);
    if (Boolean.getBoolean("conform.golden.update")) {
      Files.writeString(golden, found);
      fail(golden + " is written: read it, and run again without the option");
    }
    assertEquals(
        Files.exists(golden) ? Files.readString(golden) : "",
        found,
        () ->
            "%s differs from what is generated. If the new text is better, run again with -Dconform.golden.update=true and commit the file"
                .formatted(golden));
  }

  @ParameterizedTest
  @MethodSource("constructs")
  void theEclipseCompilerWritesTheSameWithoutAWarning(Network network, @TempDir Path folder)
      throws IOException {
    Javac.compile(
        new EclipseCompiler(),
        folder,
        List.of(network),
        List.of("-source", "17", "-target", "17", "-warn:-warningToken"));
    assertEquals(Files.readString(golden(network)), Javac.generated(folder, network));
  }

  @Test
  void theLocaleAndTheOrderOfTheSourcesChangeNothing(@TempDir Path folder) throws IOException {
    List<Network> reversed = Network.constructs().reversed();
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      Javac.compile(folder, reversed);
    } finally {
      Locale.setDefault(usual);
    }
    for (Network network : reversed) {
      assertEquals(Files.readString(golden(network)), Javac.generated(folder, network));
    }
  }

  private static Path golden(Network network) {
    return GOLDEN.resolve(network.name() + "Model.java");
  }
}
