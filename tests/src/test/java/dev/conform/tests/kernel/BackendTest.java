package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.kernel.Backend;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which implementations a process gets, and what it says about it: each case in a new JVM. */
@Timeout(180)
class BackendTest {

  private static final String VECTOR = "--add-modules=jdk.incubator.vector";

  @TempDir Path temp;

  /** What a JVM printed, errors and all, and how it ended. */
  private record Run(int exit, String output) {
    void assertChose(String primitives, String gemm) {
      assertTrue(
          output.contains("inner loops: " + primitives + ", matrix products: " + gemm), output);
      assertTrue(output.contains("all right"), output);
      assertEquals(0, exit, output);
    }

    void assertSays(String text) {
      assertEquals(
          1, Arrays.stream(output.split("\n")).filter(l -> l.contains(text)).count(), output);
    }
  }

  @Test
  void everythingPresent() throws Exception {
    Run run = run(List.of(VECTOR), classPath());
    run.assertChose("vector", "openblas");
    assertTrue(!run.output.contains("Conform runs slower"), run.output);
  }

  @Test
  void withoutTheVectorModuleOneLineNamesTheFlag() throws Exception {
    Run run = run(List.of(), classPath());
    run.assertChose("plain", "openblas");
    run.assertSays("--add-modules jdk.incubator.vector");
    run.assertSays("INFO");
  }

  @Test
  void withoutTheNativeLibraryOneWarningNamesTheCause() throws Exception {
    String noNatives =
        Arrays.stream(classPath().split(File.pathSeparator))
            .filter(
                entry -> !entry.matches(".*(openblas|javacpp)-[0-9.-]+-[a-z]+-[a-z0-9_]+\\.jar"))
            .collect(Collectors.joining(File.pathSeparator));
    Run run = run(List.of(VECTOR), noNatives);
    run.assertChose("vector", "java");
    run.assertSays("WARNING: Conform runs slower: OpenBLAS cannot be loaded");
    assertTrue(run.output.contains("UnsatisfiedLinkError"), run.output);
  }

  @Test
  void aMissingLibraryThatIsAskedForIsAnError() throws Exception {
    String noNatives =
        Arrays.stream(classPath().split(File.pathSeparator))
            .filter(entry -> !entry.contains("javacpp"))
            .collect(Collectors.joining(File.pathSeparator));
    Run run = run(List.of(VECTOR, "-Dconform.gemm=openblas"), noNatives);
    assertEquals(1, run.exit, run.output);
    run.assertSays("IllegalStateException: conform.gemm=openblas: OpenBLAS cannot be loaded");
  }

  @Test
  void aWrongProductIsFoundAndNotUsed() throws Exception {
    Path services = Files.createDirectories(temp.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("dev.conform.runtime.kernel.Provider$OfGemm"),
        WrongGemmProvider.class.getName());
    Run run = run(List.of(VECTOR), temp + File.pathSeparator + classPath());
    run.assertChose("vector", "openblas");
    run.assertSays("is wrong on this processor");
  }

  @Test
  void propertiesForceAnImplementation() throws Exception {
    run(List.of(VECTOR, "-Dconform.gemm=java", "-Dconform.primitives=plain"), classPath())
        .assertChose("plain", "java");
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheChoices() throws Exception {
    Run run = run(List.of(VECTOR, "-Dconform.gemm=mkl"), classPath());
    assertEquals(1, run.exit, run.output);
    run.assertSays("IllegalArgumentException: conform.gemm=mkl: choose one of openblas, java");
    assertEquals(
        "conform.primitives=gpu: choose one of vector, plain",
        assertThrows(IllegalArgumentException.class, () -> Backend.of("gpu", "java")).getMessage());
  }

  @Test
  void aSmallStackIsEnough() throws Exception {
    // 1,000 frames are about half of this stack.
    run(List.of(VECTOR, "-Xss256k"), classPath(), "1000").assertChose("vector", "openblas");
    run(List.of(VECTOR, "-Xss256k", "-Dconform.primitives=plain"), classPath(), "1000")
        .assertChose("plain", "openblas");
  }

  @Test
  void aCacheThatCannotBeWrittenIsNoEnd() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "not a directory");
    Run run = run(List.of(VECTOR, "-Dorg.bytedeco.javacpp.cachedir=" + file), classPath());
    assertEquals(0, run.exit, run.output);
    assertTrue(run.output.contains("all right"), run.output);
  }

  @Test
  void twoProcessesMayUnpackTheLibraryAtOnce() throws Exception {
    List<String> flags =
        List.of(VECTOR, "-Dorg.bytedeco.javacpp.cachedir=" + temp.resolve("cache"));
    Path firstLog = temp.resolve("first.log");
    Path secondLog = temp.resolve("second.log");
    Process first = start(flags, classPath(), firstLog);
    Process second = start(flags, classPath(), secondLog);
    new Run(first.waitFor(), Files.readString(firstLog)).assertChose("vector", "openblas");
    new Run(second.waitFor(), Files.readString(secondLog)).assertChose("vector", "openblas");
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private Run run(List<String> flags, String classPath, String... arguments)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(temp, "jvm", ".log");
    int exit = start(flags, classPath, log, arguments).waitFor();
    return new Run(exit, Files.readString(log));
  }

  private static Process start(List<String> flags, String classPath, Path log, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath);
    command.add(Probe.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
