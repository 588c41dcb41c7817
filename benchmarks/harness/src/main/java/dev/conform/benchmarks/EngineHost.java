package dev.conform.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The main class of an engine's JVM, started with the arguments of a {@link Task}. It reads
 * commands, a line each, and answers each with one line:
 *
 * <ul>
 *   <li>{@code version}: the library's name and version
 *   <li>{@code prepare}: writes the files that the engine needs
 *   <li>{@code settings}: the ways to set the engine up, separated by commas
 *   <li>{@code open SETTING}: opens the engine, in place of one that was open
 *   <li>{@code scores}: the scores of the images
 *   <li>{@code run N}: the nanoseconds of N runs
 *   <li>{@code memory}: the peak resident memory in KiB, 0 where the system does not tell
 * </ul>
 *
 * <p>It ends with its input.
 */
public final class EngineHost implements AutoCloseable {

  /** What an answer begins with; other lines are a library's own. */
  public static final String ANSWER = "> ";

  private final EngineProvider provider;
  private final Task task;
  private @Nullable Engine engine;

  private EngineHost(EngineProvider provider, Task task) {
    this.provider = provider;
    this.task = task;
  }

  /**
   * Serves one engine.
   *
   * @param args of the task
   * @throws IOException if the weights cannot be read
   */
  public static void main(String[] args) throws IOException {
    Task task = Task.parse(List.of(args));
    EngineProvider provider = ServiceLoader.load(EngineProvider.class).findFirst().orElseThrow();
    try (EngineHost host = new EngineHost(provider, task);
        BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        System.out.println(ANSWER + host.answer(line));
      }
    }
  }

  private String answer(String line) throws IOException {
    String[] command = line.split(" ", 2);
    return switch (command[0]) {
      case "version" -> provider.version();
      case "prepare" -> {
        prepare();
        yield "";
      }
      case "settings" -> String.join(",", task.settings(provider));
      case "open" -> {
        close();
        engine = task.open(provider, command[1]);
        yield "";
      }
      case "scores" -> scores(opened());
      case "run" -> run(opened(), Integer.parseInt(command[1]));
      case "memory" -> Long.toString(PeakMemory.kibibytes());
      default -> throw new IllegalArgumentException("unknown command " + line);
    };
  }

  private void prepare() throws IOException {
    if (task instanceof NetworkTask network) {
      provider.prepare(network);
    }
  }

  private Engine opened() {
    if (engine == null) {
      throw new IllegalStateException("no engine is open");
    }
    return engine;
  }

  private static String run(Engine engine, int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      engine.run();
      nanos[i] = System.nanoTime() - start;
    }
    StringJoiner joined = new StringJoiner(" ");
    Arrays.stream(nanos).forEach(n -> joined.add(Long.toString(n)));
    return joined.toString();
  }

  private static String scores(Engine engine) {
    StringJoiner joined = new StringJoiner(" ");
    for (float score : engine.scores()) {
      joined.add(Float.toString(score));
    }
    return joined.toString();
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }
}
