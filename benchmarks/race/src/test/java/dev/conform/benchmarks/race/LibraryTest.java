package dev.conform.benchmarks.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.benchmarks.Network;
import dev.conform.benchmarks.NetworkTask;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that a test made of empty files. */
class LibraryTest {

  private static final Path RUNTIME = Path.of("runtime", "target", "conform-runtime.jar");
  private static final Path HARNESS = Path.of("benchmarks", "harness", "target", "harness.jar");

  @TempDir private Path directory;
  private Path here;
  private Path there;

  @BeforeEach
  void build() throws IOException {
    here = directory.resolve("here");
    there = directory.resolve("there");
    Path target = Files.createDirectories(here.resolve(Path.of("benchmarks", "conform", "target")));
    Files.writeString(
        target.resolve("classpath.txt"),
        String.join(
            File.pathSeparator,
            here.resolve(RUNTIME).toString(),
            here.resolve(HARNESS).toString(),
            "/repository/openblas.jar\n"));
  }

  private Library library() throws IOException {
    return Library.of(Peer.CONFORM, here.resolve("benchmarks"));
  }

  @Test
  void aLibraryIsWhatItsBuildLeft() throws IOException {
    assertEquals(
        List.of(
            here.resolve(
                Path.of("benchmarks", "conform", "target", "conform-benchmarks-conform.jar")),
            here.resolve(RUNTIME),
            here.resolve(HARNESS),
            Path.of("/repository/openblas.jar")),
        library().classPath());
  }

  /** The benchmarks themselves stay those of this checkout. */
  @Test
  void anotherCheckoutTakesThePlaceOfConform() throws IOException {
    Files.createDirectories(there.resolve(RUNTIME).getParent());
    Files.createFile(there.resolve(RUNTIME));
    Library library = library();
    Library other = library.builtIn(there);
    assertEquals("conform-against", other.name());
    assertEquals(there.resolve(RUNTIME), other.classPath().get(1));
    assertEquals(library.classPath().get(0), other.classPath().get(0));
    assertEquals(library.classPath().subList(2, 4), other.classPath().subList(2, 4));
  }

  @Test
  void aCheckoutWithoutABuildIsRefused() throws IOException {
    Library library = library();
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> library.builtIn(there));
    assertEquals(
        "against=%s: there is no build of Conform; run mvn -DskipTests package there"
            .formatted(there),
        error.getMessage());
  }

  @Test
  void allEnginesGetTheSameHeap() throws IOException {
    NetworkTask task = new NetworkTask(Network.LENET5, NetworkTask.Mode.INFERENCE, 1, 2, directory);
    List<String> command =
        library().start("Main", task, directory.resolve("log"), "-XX:AOTMode=on").command();
    assertTrue(
        command.containsAll(List.of("-Xmx1g", "-Xmn8m", "-XX:+UseSerialGC", "-XX:AOTMode=on")),
        command::toString);
    int main = command.indexOf("Main");
    assertTrue(
        command.indexOf("-XX:AOTMode=on") < main, "an option behind the class is an argument");
    assertEquals(task.arguments(), command.subList(main + 1, command.size()));
  }
}
