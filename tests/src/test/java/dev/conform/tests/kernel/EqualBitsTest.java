package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A new process gives the bits that it will give later, when its loops are other ones; with the
 * processor's longest vectors, and with half of those of the widest. Each case in a new JVM.
 */
@Timeout(180)
class EqualBitsTest {

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"", "-XX:MaxVectorSize=32"})
  void theFirstResultsHaveTheBitsOfTheLast(String flag) throws Exception {
    Path log = temp.resolve("jvm.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector"));
    if (!flag.isEmpty()) {
      command.add(flag);
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), InferenceBits.class.getName()));
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    String output = Files.readString(log);
    assertEquals(0, exit, output);
    assertTrue(output.contains("the same bits"), output);
  }
}
