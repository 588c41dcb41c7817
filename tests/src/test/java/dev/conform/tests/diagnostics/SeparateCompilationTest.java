package dev.conform.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.conform.processor.diag.Rule;
import dev.conform.tests.diagnostics.Folder.With;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks and blocks that were compiled before, into another folder. The names of their layers run
 * against the alphabet, and only the written order gives the shapes that are expected.
 */
class SeparateCompilationTest {

  private static final String IMPORTS =
      "import dev.conform.dsl.*; import dev.conform.runtime.Layer;\n";

  private static final String NETWORK =
      "package zoo; "
          + IMPORTS
          + """
          @Network(input = {3, 32, 32})
          public interface Base {
            @Conv(filters = 8, kernel = 5) @Relu Layer zebra();
            @Pool(size = 2) Layer monkey();
            @Conv(filters = 16, kernel = 3) @Relu Layer ant();
            @Dense(units = 10) Layer aardvark();
          }
          """;

  private static final String BLOCK =
      "package zoo; "
          + IMPORTS
          + """
          import static dev.conform.dsl.Dim.WIDTH;
          @Block
          public interface Steps {
            @Conv(filters = WIDTH, kernel = 5, padding = 2) @Relu Layer second();
            @Pool(size = 2) Layer first();
            @Conv(filters = 2 * WIDTH, kernel = 7) @Relu Layer a();
          }
          """;

  @TempDir private Path folder;
  private Folder library;
  private Folder user;

  @BeforeEach
  void makeFolders() {
    library =
        new Folder(folder.resolve("library"))
            .source("zoo.Base", NETWORK)
            .source("zoo.Steps", BLOCK);
    user = new Folder(folder.resolve("user"));
  }

  static Stream<Arguments> compilers() {
    return Stream.of(With.values())
        .flatMap(first -> Stream.of(With.values()).map(second -> Arguments.of(first, second)));
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void inheritedLayersKeepTheOrderInWhichTheyWereWritten(With first, With second)
      throws IOException {
    assertEquals(List.of(), library.compile(first));
    user.source(
        "Child",
        IMPORTS
            + """
            @Freeze(upTo = "ant")
            interface Child extends zoo.Base {
              @Override @Dense(units = 20) @Relu Layer aardvark();
              @Dense(units = 5) Layer baboon();
            }
            """);
    assertEquals(List.of(), user.compile(second, library));
    assertEquals(
        List.of(
            "zebra [8, 28, 28]",
            "monkey [8, 14, 14]",
            "ant [16, 12, 12]",
            "aardvark [20]",
            "baboon [5]"),
        layers("Child"));
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void layersOfBlocksKeepTheOrderInWhichTheyWereWritten(With first, With second)
      throws IOException {
    assertEquals(List.of(), library.compile(first));
    user.source(
        "Uses",
        IMPORTS
            + """
            @Network(input = {3, 32, 32})
            interface Uses {
              @Use(block = zoo.Steps.class, width = 4) Layer steps();
              @Dense(units = 5) Layer logits();
            }
            """);
    assertEquals(List.of(), user.compile(second, library));
    assertEquals(
        List.of(
            "steps.second [4, 32, 32]",
            "steps.first [4, 16, 16]",
            "steps.a [8, 10, 10]",
            "logits [5]"),
        layers("Uses"));
  }

  @ParameterizedTest
  @EnumSource(With.class)
  void anErrorInAnInheritedLayerStandsOnTheChild(With compiler) {
    library.compile(compiler);
    user.source(
        "Child",
        IMPORTS
            + """
            interface Child extends zoo.Base {
              @Override @Conv(filters = 8, kernel = 31) @Relu Layer zebra();
            }
            """);
    assertEquals(
        List.of(
            new Told(
                2,
                1,
                "error",
                """
                [Conform/KernelExceedsInput] layer ant: kernel 3×3 does not fit its input of 1×1
                output = floor((input + 2·padding − kernel) / stride) + 1 = floor((1 + 0 − 3) / 1) + 1 = −1
                input 3×32×32 → zebra conv 8×2×2 → monkey pool 8×1×1 → ant
                Child inherits layer ant from Base
                Use kernel = 1 for an output of 1×1, or padding = 1 for 1×1""")),
        user.compile(With.JAVAC, library));
  }

  @ParameterizedTest
  @EnumSource(With.class)
  void anErrorInABlockStandsWhereItIsUsed(With compiler) {
    library.compile(compiler);
    user.source(
        "Uses",
        IMPORTS
            + """
            @Network(input = {3, 8, 8})
            interface Uses {
              @Use(block = zoo.Steps.class, width = 4) Layer steps();
              @Dense(units = 5) Layer logits();
            }
            """);
    assertEquals(
        List.of(
            new Told(
                4,
                25,
                "error",
                """
                [Conform/KernelExceedsInput] layer steps.a: kernel 7×7 does not fit its input of 4×4
                output = floor((input + 2·padding − kernel) / stride) + 1 = floor((4 + 0 − 7) / 1) + 1 = −2
                input 3×8×8 → steps.second conv 4×8×8 → steps.first pool 4×4×4 → steps.a
                layer a is part of block Steps
                Use kernel = 4 for an output of 1×1, or padding = 2 for 2×2""")),
        user.compile(With.JAVAC, library));
  }

  @Test
  void theOrderIsNotGuessedWhereTheProcessorDidNotRun() {
    library.compile(With.JAVAC, List.of());
    user.source(
        "Nets",
        IMPORTS
            + """
            interface Nets {
              @Freeze(upTo = "zebra")
              interface Child extends zoo.Base {}

              @Network(input = {3, 32, 32})
              interface Uses {
                @Use(block = zoo.Steps.class, width = 4) Layer steps();
              }
            }
            """);
    List<Told> told = user.compile(With.JAVAC, library);
    assertEquals(
        List.of("4:3 [Conform/OrderUnknown] Base", "8:27 [Conform/OrderUnknown] Steps"),
        told.stream()
            .map(t -> t.line() + ":" + t.column() + " " + t.text().split(" was ", -1)[0])
            .toList());
  }

  /** The page of the error shows what javac really prints. */
  @Test
  void thePageShowsWhatJavacPrints() throws IOException {
    String page = Files.readString(Path.of("../docs/errors/OrderUnknown.md"));
    assertTrue(page.startsWith("# OrderUnknown\n\n**Error.** " + Rule.ORDER_UNKNOWN.summary()));
    List<String> blocks = new ArrayList<>();
    for (String part : page.split("```(?:java|text)\n", -1)) {
      blocks.add(part.split("```", -1)[0]);
    }
    Folder digits = new Folder(folder.resolve("digits")).source("zoo.Digits", blocks.get(1));
    assertEquals(List.of(), digits.compile(With.JAVAC, List.of()));
    user.source("Letters", blocks.get(2));
    List<Told> told = user.compile(With.JAVAC, digits);
    List<String> shown = blocks.get(3).lines().toList();
    assertEquals(1, told.size(), told.toString());
    assertEquals("Letters.java:" + told.get(0).line(), shown.get(0).split(": ", -1)[0]);
    assertEquals(told.get(0).column(), shown.get(2).indexOf('^') + 1L);
    List<String> text = new ArrayList<>(List.of(shown.get(0).split("error: ", -1)[1]));
    text.addAll(shown.subList(3, shown.size()));
    assertEquals(told.get(0).text(), Told.stripped(text));
  }

  /** What is generated follows a block or a parent that was compiled anew. */
  @ParameterizedTest
  @EnumSource(With.class)
  void whatChangedElsewhereChangesTheNetwork(With compiler) throws IOException {
    user.source(
        "Nets",
        IMPORTS
            + """
            interface Nets {
              @Freeze(upTo = "zebra")
              interface Child extends zoo.Base {}

              @Network(input = {3, 32, 32})
              interface Uses {
                @Use(block = zoo.Steps.class, width = 4) Layer steps();
              }
            }
            """);
    library.compile(compiler);
    assertEquals(List.of(), user.compile(compiler, library));
    library
        .source("zoo.Base", NETWORK.replace("kernel = 5", "kernel = 9"))
        .source("zoo.Steps", BLOCK.replace("kernel = 7", "kernel = 3"));
    library.compile(compiler);
    assertEquals(List.of(), user.compile(compiler, library));
    assertEquals("zebra [8, 24, 24]", layers("Nets.Child").get(0));
    assertEquals("steps.a [8, 14, 14]", layers("Nets.Uses").get(2));
  }

  private List<String> layers(String network) throws IOException {
    Map<String, Object> summary =
        JSON.std.mapFrom(user.read("META-INF/conform/" + network + ".json"));
    List<String> layers = new ArrayList<>();
    for (Object layer : (List<?>) Objects.requireNonNull(summary.get("layers"))) {
      Map<?, ?> values = (Map<?, ?>) layer;
      layers.add(values.get("name") + " " + values.get("output"));
    }
    return layers;
  }
}
