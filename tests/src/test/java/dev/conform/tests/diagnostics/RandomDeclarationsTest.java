package dev.conform.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import com.google.testing.compile.Compilation;
import dev.conform.processor.NetworkProcessor;
import dev.conform.tests.diagnostics.RandomBlock.Count;
import dev.conform.tests.diagnostics.RandomBlock.Dims;
import dev.conform.tests.diagnostics.RandomBlock.Shortcut;
import dev.conform.tests.diagnostics.RandomNetwork.Layer;
import dev.conform.tests.diagnostics.ShapeOracle.Size;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 2,000 declarations drawn by chance: 1,000 right ones, whose shapes, parameters and
 * multiplications are counted here once more, and 1,000 with exactly one mistake, which must give
 * exactly one error.
 */
class RandomDeclarationsTest {

  private static final int PER_FILE = 25;
  private static final int FILES = 40;
  private static final String HEAD =
      "package random; import dev.conform.dsl.*; import dev.conform.runtime.Layer;"
          + " import static dev.conform.dsl.Dim.*; class R {";

  static IntStream files() {
    return IntStream.range(0, FILES);
  }

  @ParameterizedTest
  @MethodSource("files")
  void rightOnesCompileToTheShapesCountedHere(int file) throws IOException {
    List<RandomNetwork> networks = new ArrayList<>();
    StringBuilder source = new StringBuilder(HEAD);
    for (int i = 0; i < PER_FILE; i++) {
      RandomNetwork network = new RandomNetwork("N" + i, 1_000L * file + i);
      networks.add(network);
      network.blocks.forEach(block -> source.append('\n').append(block));
      source.append('\n').append(network.header());
      network.layers.forEach(l -> source.append('\n').append(expected(l)));
      source.append("\n}");
    }
    source.append("\n}\n");
    Compilation compilation = check(source.toString());
    assertEquals(List.of(), errors(compilation), source.toString());
    for (RandomNetwork network : networks) {
      assertCounted(network, compilation);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void oneMistakeGivesOneErrorAtItsElement(int file) {
    List<String> lines = new ArrayList<>(List.of(HEAD));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < PER_FILE; i++) {
      int number = PER_FILE * file + i;
      Fault fault = Fault.ALL.get(number % Fault.ALL.size());
      for (String line : broken(number, fault)) {
        lines.add(line.replace(Fault.HERE, ""));
        if (line.contains(Fault.HERE)) {
          int column = line.indexOf(Fault.HERE) + 1;
          expected.add(lines.size() + ":" + column + " " + fault.error());
        }
      }
    }
    lines.add("}");
    String source = String.join("\n", lines);
    List<String> told =
        errors(check(source)).stream()
            .map(
                t ->
                    t.text()
                        .replaceAll(
                            "(?s)\\[Conform/(\\w+)].*", t.line() + ":" + t.column() + " $1"))
            .toList();
    assertEquals(expected, told, source);
  }

  /** A network, one that replaces its head, and one twice as wide and as deep. */
  @ParameterizedTest
  @MethodSource("files")
  void inheritedAndScaledOnesHaveTheSizesCountedHere(int file) {
    StringBuilder source = new StringBuilder(HEAD);
    for (int i = 0; i < PER_FILE; i++) {
      Random random = new Random(2_000_000L + (long) PER_FILE * file + i);
      RandomBlock block = new RandomBlock("B" + i, random);
      Dims dims =
          new Dims(
              1 + random.nextInt(4), 1 + random.nextInt(3), 1 + 2 * random.nextInt(2), 2, 3, 2, 0);
      int side = 4 + random.nextInt(9);
      int filters = 1 + random.nextInt(5);
      int repeat = 1 + random.nextInt(2);
      int units = 1 + random.nextInt(9);
      source.append(
          """

          %s
          @Network(input = {3, %d, %d}) %s interface N%d {
          @Conv(filters = %d, kernel = 3, padding = 1) @Relu Layer stem();
          @Residual(%s, repeat = %d) Layer stage();
          @GlobalPool Layer pool();
          @Dense(units = %d) Layer head(); }
          @Freeze(upTo = "stem") %s interface H%d extends N%d {
          @Override @Dense(units = %d) Layer head(); }
          @CompoundScale(width = 2, depth = 2, resolution = %d, divisor = 1) %s
          interface S%d extends N%d {}
          """
              .formatted(
                  block.text(),
                  side,
                  side,
                  expected(block, dims, side, filters, repeat, units),
                  i,
                  filters,
                  String.join(", ", block.values(dims)),
                  repeat,
                  units,
                  expected(block, dims, side, filters, repeat, units + 1),
                  i,
                  i,
                  units + 1,
                  side + 3,
                  expected(block, dims.times(2), side + 3, 2 * filters, 2 * repeat, units),
                  i,
                  i));
    }
    source.append("}\n");
    assertEquals(List.of(), errors(check(source.toString())), source.toString());
  }

  private static String expected(
      RandomBlock block, Dims dims, int side, int filters, int repeat, int units) {
    Count stem = RandomBlock.convolve(new Size(3, side, side, false), filters, 3, 1, true, false);
    Count stage = block.residual(dims, repeat, stem.output(), Shortcut.AUTO);
    long weights = (long) stage.output().channels() * units;
    return "@Expect(output = %d, parameters = %d, macs = %dL)"
        .formatted(
            units,
            stem.parameters() + stage.parameters() + weights + units,
            stem.macs() + stage.macs() + weights);
  }

  /** Draws networks until one has a place for the mistake. */
  private static List<String> broken(int number, Fault fault) {
    for (long seed = 1_000_000L + 1_000L * number; ; seed++) {
      RandomNetwork network = new RandomNetwork("N" + number % PER_FILE, seed);
      Optional<List<String>> lines = fault.change().in(network, new Random(seed));
      if (lines.isPresent()) {
        return lines.get();
      }
    }
  }

  /** Generated classes need not be compiled for what is asked here. */
  private static Compilation check(String source) {
    return Javac.compile(
        List.of("-proc:only"), List.of(new NetworkProcessor()), Javac.source("random.R", source));
  }

  /** Returns the method with what was counted: the whole of what it uses, too. */
  private static String expected(Layer layer) {
    return "@Expect(output = {%s}, parameters = %d, macs = %dL) %s"
        .formatted(
            layer.output().dimensions().toString().replaceAll("[\\[\\]]", ""),
            layer.parameters(),
            layer.macs(),
            RandomNetwork.method(layer));
  }

  private static List<Told> errors(Compilation compilation) {
    return Javac.told(compilation).stream().filter(t -> t.kind().equals("error")).toList();
  }

  private static void assertCounted(RandomNetwork network, Compilation compilation)
      throws IOException {
    String path = "META-INF/conform/random.R." + network.name + ".json";
    JavaFileObject file =
        compilation
            .generatedFile(StandardLocation.CLASS_OUTPUT, path)
            .orElseThrow(() -> new AssertionError("no " + path));
    Map<String, Object> summary;
    try (InputStream in = file.openInputStream()) {
      summary = JSON.std.mapFrom(in);
    }
    assertEquals(network.input.dimensions(), summary.get("input"));
    assertEquals(
        network.layers.stream().mapToLong(Layer::parameters).sum(),
        number(value(summary, "parameters")),
        network.name);
    assertEquals(
        network.layers.stream().mapToLong(Layer::macs).sum(),
        number(value(summary, "macs")),
        network.name);
    Map<String, Object> outputs = new HashMap<>();
    for (Object entry : (List<?>) value(summary, "layers")) {
      Map<?, ?> layer = (Map<?, ?>) entry;
      outputs.put((String) layer.get("name"), layer.get("output"));
    }
    for (Layer layer : network.layers) {
      // Of a layer that uses a block, the layers inside are listed.
      if (outputs.containsKey(layer.name())) {
        assertEquals(
            layer.output().dimensions(),
            outputs.get(layer.name()),
            () -> RandomNetwork.method(layer) + " in " + network.header());
      }
    }
  }

  private static Object value(Map<String, Object> summary, String key) {
    return Objects.requireNonNull(summary.get(key), key);
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }
}
