package dev.conform.benchmarks.race;

import dev.conform.benchmarks.EngineHost;
import dev.conform.benchmarks.Task;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** An engine in a JVM of its own, seen from the race. */
final class EngineProcess implements AutoCloseable {

  private final Peer peer;
  private final Path log;
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter commands;

  /**
   * Starts a JVM.
   *
   * @param peer the library
   * @param task what it will be asked to do
   * @param benchmarks the directory of the benchmarks' modules
   */
  EngineProcess(Peer peer, Task task, Path benchmarks) throws IOException {
    this.peer = peer;
    this.log = task.directory().resolve(peer + ".log");
    process = builder(peer, task, benchmarks, EngineHost.class.getName(), log).start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  /**
   * Prepares to start one of a library's programs with a task as its arguments.
   *
   * @param program the main class
   * @param log where the library's own words go
   */
  static ProcessBuilder builder(Peer peer, Task task, Path benchmarks, String program, Path log)
      throws IOException {
    Path module = peer.module(benchmarks);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx1g", "-XX:+UseSerialGC"));
    command.addAll(peer.options(module));
    command.addAll(List.of("-cp", classPath(module), program));
    command.addAll(task.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(peer.environment(module, task.threads()));
    builder.redirectError(log.toFile());
    return builder;
  }

  /** Returns the module's classes and what its build wrote down that they need. */
  private static String classPath(Path module) throws IOException {
    Path target = module.resolve("target");
    return target.resolve("classes")
        + File.pathSeparator
        + Files.readString(target.resolve("classpath.txt")).strip();
  }

  Peer peer() {
    return peer;
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
        "%s ended at the command \"%s\"; its last words are in %s".formatted(peer, command, log));
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
