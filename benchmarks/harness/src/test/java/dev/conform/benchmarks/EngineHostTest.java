package dev.conform.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The conversation between the race and the process of an engine. */
class EngineHostTest {

  @Test
  void everyCommandIsAnsweredByOneLine() throws IOException {
    List<String> answers =
        answers(
            "version", "settings", "open up", "run 3", "scores", "open down", "run 1", "scores");
    assertEquals("> Counting 1", answers.get(0));
    assertEquals("> up,down", answers.get(1));
    assertEquals("> ", answers.get(2));
    assertTrue(answers.get(3).matches("> \\d+ \\d+ \\d+"), answers.get(3));
    assertEquals("> 3.0 0.5", answers.get(4));
    assertEquals("> -1.0 0.5", answers.get(7), "the engine that was open is not the new one");
    assertEquals(8, answers.size());
  }

  private static List<String> answers(String... commands) throws IOException {
    InputStream input = System.in;
    PrintStream output = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    String lines = String.join("\n", commands);
    System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      NetworkTask task =
          new NetworkTask(Network.LENET5, NetworkTask.Mode.INFERENCE, 1, 1, Path.of("networks"));
      EngineHost.main(task.arguments().toArray(String[]::new));
    } finally {
      System.setIn(input);
      System.setOut(output);
    }
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
