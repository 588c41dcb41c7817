package dev.conform.benchmarks.race;

import dev.conform.benchmarks.EngineHost;
import dev.conform.benchmarks.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** An engine in a JVM of its own, seen from the race. */
final class EngineProcess implements AutoCloseable {

  private final Library library;
  private final Path log;
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter commands;

  /**
   * Starts a JVM.
   *
   * @param library that runs in it
   * @param task what it will be asked to do
   */
  EngineProcess(Library library, Task task) throws IOException {
    this.library = library;
    this.log = task.directory().resolve(library + ".log");
    process = library.start(EngineHost.class.getName(), task, log).start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  Library library() {
    return library;
  }

  long pid() {
    return process.pid();
  }

  /** Sends a command and waits for its answer. */
  String ask(String command) throws IOException {
    commands.println(command);
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(EngineHost.ANSWER)) {
        return line.substring(EngineHost.ANSWER.length());
      }
    }
    throw new IOException(
        "%s ended at the command \"%s\"; its last words are in %s"
            .formatted(library, command, log));
  }

  List<String> settings() throws IOException {
    return List.of(ask("settings").split(","));
  }

  void open(String setting) throws IOException {
    ask("open " + setting);
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
