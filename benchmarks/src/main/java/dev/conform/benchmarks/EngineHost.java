package dev.conform.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * The main class of an engine's JVM. It reads commands, a line each, and answers each with one
 * line: {@code version}; {@code scores}; {@code run N}, answered by the nanoseconds of N runs;
 * {@code memory}, answered by the peak resident memory in KiB. It ends with its input.
 */
final class EngineHost {

  private EngineHost() {}

  public static void main(String[] args) throws IOException {
    Task task = new Task(Task.Mode.valueOf(args[1]), Integer.parseInt(args[2]), Path.of(args[3]));
    try (Engine engine =
            args[0].equals("conform") ? new ConformEngine(task) : new PyTorchEngine(task);
        BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        System.out.println("> " + answer(engine, line));
      }
    }
  }

  private static String answer(Engine engine, String command) throws IOException {
    if (command.startsWith("run ")) {
      long[] nanos = new long[Integer.parseInt(command.substring(4))];
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        engine.run();
        nanos[i] = System.nanoTime() - start;
      }
      StringJoiner joined = new StringJoiner(" ");
      Arrays.stream(nanos).forEach(n -> joined.add(Long.toString(n)));
      return joined.toString();
    }
    return switch (command) {
      case "version" -> engine.version();
      case "scores" -> scores(engine);
      case "memory" -> peakKiB();
      default -> throw new IllegalArgumentException("unknown command " + command);
    };
  }

  private static String scores(Engine engine) {
    StringJoiner joined = new StringJoiner(" ");
    for (float score : engine.scores()) {
      joined.add(Float.toString(score));
    }
    return joined.toString();
  }

  /** Linux keeps the peak for each process; elsewhere 0 is answered. */
  private static String peakKiB() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "0";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> line.replaceAll("\\D", ""))
        .findFirst()
        .orElse("0");
  }
}
