package dev.conform.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import dev.conform.processor.NetworkProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks that contain themselves, repeat for ever, come late, or lose an import. */
class BlockFaultsTest {

  private static final String IMPORTS =
      "import dev.conform.dsl.*; import dev.conform.runtime.Layer;"
          + " import static dev.conform.dsl.Dim.*; ";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aCycleIsOneErrorThatShowsTheWayRound(int length) {
    String blocks =
        IntStream.range(0, length)
            .mapToObj(
                i ->
                    "@Block interface B%d { @Relu Layer act(); @Use(block = B%d.class) Layer next(); }"
                        .formatted(i, (i + 1) % length))
            .collect(Collectors.joining(" "));
    // The network comes into the cycle in its middle.
    String network =
        " @Network(input = {1, 8, 8}) interface Net { @Use(block = B%d.class) Layer all(); }"
            .formatted(length / 2);
    List<Told> told =
        Javac.told(
            Javac.compile(
                Javac.source("Cycle", IMPORTS + "class Cycle { " + blocks + network + " }")));
    assertEquals(1, told.size(), told.toString());
    String way =
        IntStream.rangeClosed(0, length)
            .mapToObj(i -> "Cycle.B" + i % length)
            .collect(Collectors.joining(" → "));
    assertEquals(
        "[Conform/BlockCycle] layer next: block Cycle.B0 contains itself\n" + way,
        told.get(0).text().lines().limit(2).collect(Collectors.joining("\n")));
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, TooManyLayers",
    "50001, TooManyLayers",
    "-1, OutOfRange",
    "0, OutOfRange",
    "-2147483648, OutOfRange"
  })
  void aRepeatOutOfRangeIsRefusedQuickly(String repeat, String error) {
    assertOneErrorWithin5Seconds(
        error,
        "@Block interface B { @Relu Layer act(); } "
            + "@Network(input = {1, 8, 8}) interface Net { @Use(block = B.class, repeat = %s) Layer all(); }"
                .formatted(repeat));
  }

  /** Six blocks within each other, each repeated 1,000 times: a billion of billions of layers. */
  @ParameterizedTest
  @ValueSource(strings = {"@Relu", "@From(\"input\")", "@Conv(filters = IN, kernel = 1)"})
  void nestedRepeatsMultiplyQuickly(String layer) {
    String blocks =
        IntStream.range(1, 7)
            .mapToObj(
                i ->
                    "@Block interface B%d { @%s(block = B%d.class, repeat = 1000) Layer all(); } "
                        .formatted(i, i % 2 == 0 ? "Use" : "Residual", i - 1))
            .collect(Collectors.joining());
    assertOneErrorWithin5Seconds(
        "TooManyLayers",
        "@Block interface B0 { %s Layer act(); } %s".formatted(layer, blocks)
            + "@Network(input = {1, 8, 8}) interface Net { @Use(block = B6.class) Layer all();"
            + " @Dense(units = 2) Layer logits(); }");
  }

  private static void assertOneErrorWithin5Seconds(String error, String types) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    List<Told> told =
        Javac.told(Javac.compile(Javac.source("Far", IMPORTS + "class Far { " + types + " }")));
    // Of the processor, not of the clock: other tests may run beside it.
    long seconds = (threads.getCurrentThreadCpuTime() - before) / 1_000_000_000;
    assertTrue(seconds < 5, seconds + " s");
    assertEquals(1, told.size(), told.toString());
    assertTrue(told.get(0).text().startsWith("[Conform/" + error + "]"), told.toString());
  }

  /** javac tells of the name that it does not know; nothing else is told. */
  @Test
  void aMissingImportIsTheCompilersToTell() {
    List<String> imports =
        List.of(
            "import dev.conform.dsl.Block;",
            "import dev.conform.dsl.Branch;",
            "import dev.conform.dsl.Concat;",
            "import dev.conform.dsl.Conv;",
            "import dev.conform.dsl.Dense;",
            "import dev.conform.dsl.From;",
            "import dev.conform.dsl.Freeze;",
            "import dev.conform.dsl.GlobalPool;",
            "import dev.conform.dsl.Network;",
            "import dev.conform.dsl.Residual;",
            "import dev.conform.dsl.Shortcut;",
            "import dev.conform.dsl.Use;",
            "import dev.conform.runtime.Layer;",
            "import static dev.conform.dsl.Dim.WIDTH;",
            "import static dev.conform.dsl.Dim.IN;");
    String types =
        """
        class All {
          @Block interface Step { @Conv(filters = WIDTH, kernel = 1) Layer conv(); }
          @Block interface Same { @Conv(filters = IN, kernel = 1) Layer conv(); }
          @Network(input = {3, 8, 8}) interface Net {
            @Use(block = Step.class, width = 4) Layer steps();
            @Residual(block = Same.class, shortcut = Shortcut.IDENTITY) Layer sum();
            @Concat(branches = {@Branch(block = Same.class), @Branch(block = Step.class, width = 2)})
            Layer branches();
            @From("sum") @Conv(filters = 6, kernel = 1) @dev.conform.dsl.Add("branches") Layer both();
            @GlobalPool Layer pool();
            @Dense(units = 2) Layer logits();
          }
          @Freeze(upTo = "pool") interface Child extends Net {}
        }
        """;
    assertEquals(List.of(), compileAll(String.join("\n", imports) + types));
    for (String missing : imports) {
      String source =
          imports.stream().filter(i -> !i.equals(missing)).collect(Collectors.joining("\n"))
              + types;
      List<Told> told = compileAll(source);
      assertTrue(
          !told.isEmpty() && told.stream().noneMatch(t -> t.text().contains("[Conform/")),
          missing + "\n" + told);
    }
  }

  private static List<Told> compileAll(String source) {
    return Javac.told(Javac.compile(Javac.source("All", source))).stream()
        .filter(t -> t.kind().equals("error"))
        .toList();
  }

  /** Writes a block and a network in the first round. */
  private static final class LateTypes extends AbstractProcessor {
    private boolean written;

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!written) {
        written = true;
        write(
            "made.Steps",
            "@Block public interface Steps {"
                + " @Conv(filters = WIDTH, kernel = 3) @Relu Layer b(); @Relu Layer a(); }");
        write(
            "made.Base",
            "@Network(input = {3, 8, 8}) public interface Base {"
                + " @Use(block = Steps.class, width = 4) Layer z(); @Dense(units = 10) Layer y(); }");
      }
      return false;
    }

    private void write(String name, String text) {
      try (Writer writer = processingEnv.getFiler().createSourceFile(name).openWriter()) {
        writer.write("package made; " + IMPORTS + text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }
  }

  @Test
  void waitsForBlocksAndParentsThatAnotherProcessorWrites() {
    JavaFileObject source =
        Javac.source(
            "Late",
            IMPORTS
                + """
                class Late {
                  @Network(input = {3, 16, 16}) @Expect(output = {5, 14, 14})
                  interface Uses { @Use(block = made.Steps.class, width = 5) Layer steps(); }
                  @Block
                  interface Outer { @Residual(block = made.Steps.class, width = IN) Layer steps(); }
                  @Freeze(upTo = "z")
                  interface Child extends made.Base { @Override @Dense(units = 2) Layer y(); }
                }
                """);
    Compilation compilation =
        Javac.compile(List.of(), List.of(new NetworkProcessor(), new LateTypes()), source);
    assertEquals(List.of(), Javac.told(compilation));
    for (String made :
        List.of(
            "Late_UsesModel",
            "Late_OuterLayers",
            "Late_ChildModel",
            "made.StepsLayers",
            "made.BaseModel")) {
      assertTrue(compilation.generatedSourceFile(made).isPresent(), made);
    }
  }

  /** Of a sum both sides are normalised alike: no epsilon or momentum is one that nobody wrote. */
  @Test
  void aProjectionIsNormalisedAsItsBlockIs() throws IOException {
    Compilation compilation =
        Javac.compile(
            Javac.source(
                "Sum",
                IMPORTS
                    + """
                    class Sum {
                      @Block interface Step {
                        @Conv(filters = WIDTH, kernel = 1, bias = false)
                        @BatchNorm(epsilon = 0.25, momentum = 0.75) Layer conv();
                      }
                      @Network(input = {3, 8, 8}) interface Net {
                        @Residual(block = Step.class, width = 4) Layer stage();
                        @Dense(units = 2) Layer logits();
                      }
                    }
                    """));
    String generated =
        compilation
            .generatedSourceFile("Sum_NetModel")
            .orElseThrow()
            .getCharContent(false)
            .toString();
    assertTrue(generated.contains("shortcut") && generated.contains("0.25f"), generated);
    assertFalse(generated.contains("1.0E-5f") || generated.contains("0.1f"), generated);
  }

  /**
   * Two runs in one process write the same bytes, and a block that changed changes its networks.
   */
  @Test
  void aNetworkIsMadeAnewWhenItsBlockChanges(@TempDir Path root) {
    Folder folder = new Folder(root);
    folder.source(
        "Net",
        IMPORTS
            + "@Network(input = {3, 8, 8}) interface Net {"
            + " @Use(block = Step.class, width = 4) Layer s(); @Dense(units = 2) Layer logits(); }");
    String block =
        IMPORTS + "@Block interface Step { @Conv(filters = WIDTH, kernel = 3) @Relu Layer c(); }";
    folder.source("Step", block);
    assertEquals(List.of(), folder.compile(Folder.With.JAVAC));
    String before = folder.read("META-INF/conform/Net.json");
    assertEquals(List.of(), folder.compile(Folder.With.JAVAC));
    assertEquals(before, folder.read("META-INF/conform/Net.json"));
    folder.source("Step", block.replace("kernel = 3", "kernel = 5"));
    assertEquals(List.of(), folder.compile(Folder.With.JAVAC));
    String after = folder.read("META-INF/conform/Net.json");
    Folder clean =
        new Folder(root.resolve("clean"))
            .source("Net", folder.written("Net"))
            .source("Step", folder.written("Step"));
    assertEquals(List.of(), clean.compile(Folder.With.JAVAC));
    assertEquals(clean.read("META-INF/conform/Net.json"), after);
    assertTrue(!after.equals(before), after);
  }

  /** Each is told of once, or works. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class All { @Block private interface B { @Relu Layer a(); } } | ",
        "class All { @Block interface B<T> { @Relu Layer a(); } } | GenericNetwork",
        "@Block interface All { @Relu Layer a(); default int b() { return 1; } static int c() { return 2; } } | ",
        "@Block interface All {} | EmptyNetwork",
        "@Block interface All { @Relu int a(); } | NotALayer",
        "@Block interface All { @Relu Layer a(int b); } | NotALayer",
        "@Block interface All { Layer a(); } | LayerWithoutOperation",
        "@Block interface All { @Relu default Layer a() { return null; } } | LayerWithBody EmptyNetwork",
        "@Block @interface All { } | NotABlock",
        "@Block enum All { ONE } | NotABlock",
        "@Block abstract class All { @Relu abstract Layer a(); } | NotABlock",
        "@Block interface All { @Relu Layer close(); @Relu Layer parameters(); } | ",
        "@Block interface All { @Relu Layer a(); } class AllLayers {} | GeneratedNameTaken",
        "@Block interface All { @Relu Layer a(); } @Block interface ALL { @Relu Layer a(); } | GeneratedNameTaken",
        "class All { @Block interface B { @Relu Layer a(); } } @Block interface All_B { @Relu Layer a(); } | GeneratedNameTaken",
        "@Block interface Сеть { @Relu Layer слой(); } | ",
        "@Block sealed interface All permits X { @Relu Layer a(); } non-sealed interface X extends All {} | ",
      })
  void aBlockIsAnyInterface(String types, String errors) {
    List<String> found =
        Javac.told(Javac.compile(Javac.source("Many", IMPORTS + types + " class Many {}"))).stream()
            .map(t -> t.text().replaceAll("(?s)\\[Conform/(\\w+)].*", "$1"))
            .sorted()
            .toList();
    assertEquals(
        errors == null ? List.of() : List.of(errors.split(" ", -1)).stream().sorted().toList(),
        found);
  }
}
