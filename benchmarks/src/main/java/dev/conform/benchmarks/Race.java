package dev.conform.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.conform.examples.LeNet5Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lets engines run the same task in turn and prints how they compare. The machine's speed drifts,
 * so only ratios of neighbouring rounds within one run are compared; the median of these ratios is
 * the result.
 *
 * <p>Arguments: the directory for {@code results.json}, then any of {@code rounds=9}, {@code
 * modes=training,inference}.
 */
public final class Race {

  private static final List<String> ENGINES = List.of("conform", "pytorch");
  private static final double ROUND_MILLIS = 400;

  private final int rounds;
  private final List<Task> tasks;

  private Race(int rounds, List<Task> tasks) {
    this.rounds = rounds;
    this.tasks = tasks;
  }

  /**
   * Runs the race.
   *
   * @param args see the class
   * @throws IOException if an engine ends unexpectedly or the result cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    Files.createDirectories(directory);
    Path weights = directory.resolve("lenet5.safetensors");
    try (LeNet5Model net = LeNet5Model.builder().batchSize(1).seed(1).build()) {
      net.save(weights);
    }
    int rounds = 9;
    List<Task> tasks =
        List.of(
            new Task(Task.Mode.TRAINING, 64, weights),
            new Task(Task.Mode.INFERENCE, 1, weights),
            new Task(Task.Mode.INFERENCE, 64, weights));
    for (String argument : Arrays.asList(args).subList(1, args.length)) {
      String[] option = argument.split("=", 2);
      switch (option[0]) {
        case "rounds" -> rounds = Integer.parseInt(option[1]);
        case "modes" -> {
          List<String> modes = List.of(option[1].split(","));
          tasks = tasks.stream().filter(t -> modes.contains(t.mode().toString())).toList();
        }
        default ->
            throw new IllegalArgumentException(
                "unknown argument "
                    + argument
                    + "; there are rounds=N and modes=training,inference");
      }
    }
    List<Result> results = new Race(rounds, tasks).run();
    Path json = directory.resolve("results.json");
    JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).write(describe(results), json.toFile());
    System.out.println("results in " + json);
  }

  private List<Result> run() throws IOException {
    List<Result> results = new ArrayList<>();
    System.out.printf(
        Locale.ROOT,
        "%-9s %5s  %-10s %10s %10s %10s %8s %18s%n",
        "mode",
        "batch",
        "engine",
        "median ms",
        "min ms",
        "max ms",
        "RSS MiB",
        "× Conform (range)");
    for (Task task : tasks) {
      for (Result result : race(task)) {
        results.add(result);
        System.out.println(result.line());
      }
    }
    return results;
  }

  private List<Result> race(Task task) throws IOException {
    List<EngineProcess> engines = new ArrayList<>();
    try {
      for (String name : ENGINES) {
        engines.add(new EngineProcess(name, task));
      }
      requireAgreement(engines);
      int[] counts = engines.stream().mapToInt(Race::warmUp).toArray();
      double[][] medians = new double[engines.size()][rounds];
      for (int round = 0; round < rounds; round++) {
        for (int e = 0; e < engines.size(); e++) {
          medians[e][round] = Spread.of(engines.get(e).run(counts[e])).median();
        }
      }
      List<Result> results = new ArrayList<>();
      for (int e = 0; e < engines.size(); e++) {
        results.add(Result.of(task, engines.get(e), medians[e], medians[0]));
      }
      return results;
    } finally {
      engines.forEach(EngineProcess::close);
    }
  }

  /** Runs until the JIT has settled; returns how many runs fill a round. */
  private static int warmUp(EngineProcess engine) {
    try {
      double last = 1;
      double total = 0;
      while (total < 8 * ROUND_MILLIS) {
        double[] millis = engine.run(50);
        total += Arrays.stream(millis).sum();
        last = Spread.of(millis).median();
      }
      return (int) Math.max(5, ROUND_MILLIS / last);
    } catch (IOException ended) {
      throw new IllegalStateException(ended.getMessage(), ended);
    }
  }

  /** A race between engines that compute different things would mean nothing. */
  private static void requireAgreement(List<EngineProcess> engines) throws IOException {
    double[] ours = engines.get(0).scores();
    for (EngineProcess engine : engines.subList(1, engines.size())) {
      double[] theirs = engine.scores();
      for (int i = 0; i < Math.max(ours.length, theirs.length); i++) {
        if (ours.length != theirs.length || !(Math.abs(ours[i] - theirs[i]) < 1e-4)) {
          throw new IllegalStateException(
              "score %d of %s is %s, ours %s".formatted(i, engine.name(), theirs[i], ours[i]));
        }
      }
    }
  }

  private static Map<String, Object> describe(List<Result> results) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "machine",
        "%s %s, %d processors"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
    Map<String, String> versions = new LinkedHashMap<>();
    results.forEach(result -> versions.put(result.engine(), result.version()));
    document.put("versions", versions);
    document.put("results", results.stream().map(Result::json).toList());
    return document;
  }
}
