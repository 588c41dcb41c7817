package dev.conform.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** An engine in a JVM of its own, seen from the race. */
final class EngineProcess implements AutoCloseable {

  private static final int THREADS = 2;

  private final String name;
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter commands;

  EngineProcess(String name, Task task) throws IOException {
    this.name = name;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx2g",
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=" + THREADS,
            "-Dai.djl.pytorch.num_interop_threads=1",
            "-cp",
            System.getProperty("java.class.path"),
            EngineHost.class.getName(),
            name,
            task.mode().name(),
            Integer.toString(task.batch()),
            task.weights().toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(THREADS));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    process = builder.start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  String name() {
    return name;
  }

  /** Sends a command and waits for its answer. */
  String ask(String command) throws IOException {
    commands.println(command);
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith("> ")) {
        return line.substring(2);
      }
    }
    throw new IOException(
        "%s ended at the command \"%s\"; run %s alone to see why"
            .formatted(name, command, EngineHost.class.getName()));
  }

  /** Runs the task a number of times; returns milliseconds each, in order. */
  double[] run(int count) throws IOException {
    return split(ask("run " + count)).mapToDouble(nanos -> Long.parseLong(nanos) / 1e6).toArray();
  }

  double[] scores() throws IOException {
    return split(ask("scores")).mapToDouble(Double::parseDouble).toArray();
  }

  long peakMiB() throws IOException {
    return Long.parseLong(ask("memory")) / 1024;
  }

  private static Stream<String> split(String answer) {
    return Arrays.stream(answer.split(" "));
  }

  @Override
  public void close() {
    commands.close();
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
