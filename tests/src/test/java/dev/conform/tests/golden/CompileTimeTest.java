package dev.conform.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long javac takes for large networks, in processes of their own, and prints it;
 * docs/performance.md says how to run it. It asserts no time: machines differ.
 */
@EnabledIfSystemProperty(named = "conform.measure", matches = "true")
class CompileTimeTest {

  private static final int ROUNDS = 5;

  private static final Path EXAMPLES =
      Path.of("../generated-examples/src/main/java/dev/conform/examples/resnet");

  @TempDir Path folder;

  @Test
  void resNet152() throws IOException, InterruptedException {
    Path nothing = Files.writeString(folder.resolve("Nothing.java"), "class Nothing {}\n");
    double[] added = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double without = seconds(List.of(), nothing);
      double with =
          seconds(
              List.of(),
              nothing,
              EXAMPLES.resolve("ResNet152.java"),
              EXAMPLES.resolve("Bottleneck.java"));
      added[round] = with - without;
    }
    Arrays.sort(added);
    System.out.printf(
        "ResNet-152 adds %.1f s (median of %d; %.1f to %.1f)%n",
        added[ROUNDS / 2], ROUNDS, added[0], added[ROUNDS - 1]);
  }

  @Test
  void tenThousandLayers() throws IOException, InterruptedException {
    String layers =
        IntStream.range(0, 10_000)
            .mapToObj("@Conv(filters = 3, kernel = 3, padding = 1) @Relu Layer c%d();\n"::formatted)
            .collect(Collectors.joining());
    Path network = write("Own", Network.of("Own", "3, 8, 8", layers).source());
    System.out.printf("10,000 layers, checked and written: %.1f s%n", checked(network));
    System.out.printf("10,000 layers, compiled as well: %.1f s%n", seconds(List.of(), network));
  }

  @Test
  void aBlockOfTwoLayersFiveThousandTimes() throws IOException, InterruptedException {
    Path block =
        write(
            "Two",
            """
            package sample;
            import dev.conform.dsl.*;
            import dev.conform.runtime.Layer;
            @Block
            interface Two {
              @Conv(filters = 3, kernel = 3, padding = 1) @Relu Layer first();
              @Conv(filters = 3, kernel = 3, padding = 1) @Relu Layer second();
            }
            """);
    Path network =
        write(
            "Repeated",
            Network.of(
                    "Repeated", "3, 8, 8", "@Use(block = Two.class, repeat = 5000) Layer all();\n")
                .source());
    System.out.printf("a block of two, 5,000 times: %.1f s%n", seconds(List.of(), block, network));
  }

  private Path write(String name, String source) throws IOException {
    return Files.writeString(folder.resolve(name + ".java"), source);
  }

  private double checked(Path network) throws IOException, InterruptedException {
    return seconds(List.of("-proc:only"), network);
  }

  /** Runs a javac that has nothing warm. */
  private double seconds(List<String> options, Path... sources)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.addAll(options);
    command.add("-d");
    command.add(Files.createTempDirectory(folder, "classes").toString());
    command.add("-cp");
    command.add(
        ClassPath.ofUser().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add("-processorpath");
    command.add(ClassPath.ofProcessor());
    Arrays.stream(sources).map(Path::toString).forEach(command::add);
    Path said = folder.resolve("said.txt");
    long start = System.nanoTime();
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    double seconds = (System.nanoTime() - start) * 1e-9;
    assertEquals(0, code, () -> Javac.read(said));
    return seconds;
  }
}
