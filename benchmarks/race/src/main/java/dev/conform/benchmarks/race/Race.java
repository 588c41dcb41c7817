package dev.conform.benchmarks.race;

import dev.conform.benchmarks.Network;
import dev.conform.benchmarks.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lets engines do the same tasks in turn and says how they compare.
 *
 * <p>Arguments: the directory of the benchmarks' modules, then any of
 *
 * <ul>
 *   <li>{@code networks=LeNet5,ResNet50}
 *   <li>{@code modes=training,inference,start-up}
 *   <li>{@code peers=pytorch,onnxruntime}: the libraries beside Conform
 *   <li>{@code rounds=5}: how often each engine has its turn
 *   <li>{@code batches=1,8}, in place of each network's own
 *   <li>{@code threads=2}, for each engine
 * </ul>
 */
public final class Race {

  private final Arguments arguments;
  private final Peak peak;
  private final List<Result> results = new ArrayList<>();

  private Race(Arguments arguments, Peak peak) {
    this.arguments = arguments;
    this.peak = peak;
  }

  /**
   * Runs the race.
   *
   * @param args see the class
   * @throws IOException if an engine ends unexpectedly or the results cannot be written
   */
  public static void main(String[] args) throws IOException {
    Arguments arguments;
    try {
      arguments = Arguments.parse(args);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    try (Peak peak = new Peak(arguments.threads())) {
      new Race(arguments, peak).run();
    }
  }

  private void run() throws IOException {
    String machine = Machine.describe();
    double gflops = peak.gflops();
    System.out.println(machine);
    System.out.printf(Locale.ROOT, "%.0f GFLOP/s on %d threads%n", gflops, arguments.threads());
    System.out.println(Result.HEADER);
    for (Network network : arguments.networks()) {
      run(network);
    }
    Report report = new Report(results);
    report.geometricMeans().forEach(System.out::println);
    report.writeJson(arguments.directory().resolve("results.json"), machine, gflops);
    Chart.write(arguments.directory().resolve("results.png"), results);
    System.out.println("results.json and results.png are in " + arguments.directory());
  }

  private void run(Network network) throws IOException {
    prepare(arguments.task(network, Task.Mode.INFERENCE, 1));
    for (Task task : arguments.tasks(network)) {
      add(
          new Heat(task, arguments.benchmarks(), peak)
              .run(arguments.engines(task), arguments.rounds()));
    }
    if (arguments.modes().contains(Arguments.Mode.START_UP)) {
      Task task = arguments.task(network, Task.Mode.INFERENCE, 1);
      List<Peer> peers = arguments.engines(task).stream().filter(Peer::isStarted).toList();
      add(new StartUp(task, arguments.benchmarks(), peak).run(peers, arguments.rounds()));
    }
  }

  private void add(List<Result> more) {
    results.addAll(more);
    more.forEach(result -> System.out.println(result.line()));
  }

  /** Lets every engine write the files it needs: Conform comes first, with the weights. */
  private void prepare(Task task) throws IOException {
    Files.createDirectories(task.directory());
    for (Peer peer : arguments.engines(task)) {
      try (EngineProcess process = new EngineProcess(peer, task, arguments.benchmarks())) {
        process.ask("prepare");
      }
    }
  }
}
