package dev.conform.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's module: it need not require anything for the sake of generated code. */
class ModuleTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "requires java.compiler;"})
  void aModuleNeedsOnlyConform(String requires, @TempDir Path folder) throws IOException {
    List<Path> userPath = ClassPath.ofUser();
    String modules =
        jar(folder, "conform-dsl.jar", userPath.get(0))
            + File.pathSeparator
            + jar(folder, "conform-runtime.jar", userPath.get(1));
    Path network = Files.writeString(folder.resolve("LeNet5.java"), Network.LENET5.source());
    Path module =
        Files.writeString(
            folder.resolve("module-info.java"),
            "module sample { requires conform.dsl; requires conform.runtime; " + requires + " }");
    run(
        "javac",
        "-d",
        folder.toString(),
        "-processorpath",
        ClassPath.ofProcessor(),
        "--module-path",
        modules,
        module.toString(),
        network.toString());
    String text = Javac.read(folder.resolve("sample/LeNet5Model.java"));
    assertEquals(!requires.isEmpty(), text.contains("@Generated("));
    assertTrue(Files.exists(folder.resolve("sample/LeNet5Model.class")));
  }

  private static Path jar(Path folder, String name, Path content) {
    Path jar = folder.resolve(name);
    if (Files.isRegularFile(content)) {
      return copy(content, jar);
    }
    run("jar", "--create", "--file", jar.toString(), "-C", content.toString(), ".");
    return jar;
  }

  private static Path copy(Path from, Path to) {
    try {
      return Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String tool, String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    int code = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
    assertEquals(0, code, said.toString());
  }
}
