package dev.conform.tests.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes from a javac of its own in another locale. */
class LocaleTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @ParameterizedTest
  @ValueSource(strings = {"C", "tr_TR.UTF-8"})
  void javacInAnotherLocaleWritesTheSameBytes(String locale, @TempDir Path folder)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    if (locale.startsWith("tr")) {
      // Where the machine has not got the locale, the JVM still takes it.
      command.addAll(List.of("-J-Duser.language=tr", "-J-Duser.country=TR"));
    }
    command.addAll(List.of("-Xlint:all", "-Werror", "-d", folder.toString(), "-classpath"));
    command.add(
        ClassPath.ofUser().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.addAll(List.of("-processorpath", ClassPath.ofProcessor()));
    for (Network network : Network.constructs()) {
      Path source = folder.resolve(network.name() + ".java");
      command.add(Files.writeString(source, network.source()).toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", locale);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    for (Network network : Network.constructs()) {
      String name = network.name() + "Model.java";
      assertArrayEquals(
          Files.readAllBytes(GOLDEN.resolve(name)),
          Files.readAllBytes(folder.resolve("sample").resolve(name)),
          name);
    }
  }
}
