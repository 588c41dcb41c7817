package dev.conform.benchmarks.race;

import dev.conform.benchmarks.Convolution;
import dev.conform.benchmarks.ConvolutionTask;
import dev.conform.benchmarks.Network;
import dev.conform.benchmarks.NetworkTask;
import dev.conform.benchmarks.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Lets engines do the same tasks in turn and says how they compare.
 *
 * <p>Arguments: the directory of the benchmarks' modules, then any of
 *
 * <ul>
 *   <li>{@code networks=LeNet5,ResNet50}
 *   <li>{@code modes=training,inference,start-up,start-up-aot,convolutions}; convolutions only
 *       where asked for
 *   <li>{@code peers=pytorch,onnxruntime,deeplearning4j}: the libraries beside Conform
 *   <li>{@code rounds=5}: how often each engine has its turn
 *   <li>{@code batches=1,8}, in place of each network's own
 *   <li>{@code threads=1,2}: each engine with one thread, then with two
 *   <li>{@code against=DIRECTORY}: another checkout, already built, whose Conform runs beside this
 *       one in place of the other libraries
 *   <li>{@code tolerance=1.1}: it is an error if this Conform takes more than 1.1 times as long as
 *       the other
 * </ul>
 */
public final class Race {

  private final Arguments arguments;
  private final Team team;
  private final Peak peak;
  private final List<Result> results = new ArrayList<>();

  private Race(Arguments arguments, Team team) {
    this.arguments = arguments;
    this.team = team;
    this.peak = new Peak(team);
  }

  /**
   * Runs the race. It ends with status 2 where an argument is wrong, and with 1 where this build is
   * slower than the other one by more than is tolerated.
   *
   * @param args see the class
   * @throws IOException if an engine ends unexpectedly or the results cannot be written
   */
  public static void main(String[] args) throws IOException {
    Arguments arguments;
    try {
      arguments = new Arguments(args);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    boolean passed;
    try (Team team = new Team(arguments.mostThreads())) {
      passed = new Race(arguments, team).run();
    }
    if (!passed) {
      System.exit(1);
    }
  }

  /** Tells whether it found no regression. */
  private boolean run() throws IOException {
    String machine = Machine.describe();
    Limits limits = Limits.measure(arguments.mostThreads(), team, peak);
    System.out.println(machine);
    System.out.println(limits);
    System.out.println(Result.HEADER);
    Files.createDirectories(arguments.files());
    for (Network network : arguments.networks()) {
      run(network);
    }
    if (arguments.includes(Mode.CONVOLUTIONS)) {
      for (Convolution shape : ConvolutionTask.shapes()) {
        run(arguments.tasks(shape));
      }
    }
    if (arguments.includes(Mode.START_UP)) {
      deployed();
    }
    Report report = new Report(results);
    report.geometricMeans().forEach(System.out::println);
    report.writeJson(arguments.directory().resolve("results.json"), machine, limits);
    Chart.write(arguments.directory().resolve("results.png"), results);
    System.out.println("results.json and results.png are in " + arguments.directory());
    List<String> regressions = report.regressions(arguments.tolerance().orElse(Double.MAX_VALUE));
    regressions.forEach(System.out::println);
    return regressions.isEmpty();
  }

  private void run(Network network) throws IOException {
    List<Task> tasks = arguments.tasks(network);
    List<Mode> starts =
        Stream.of(Mode.START_UP, Mode.START_UP_AOT).filter(arguments::includes).toList();
    if (!tasks.isEmpty() || !starts.isEmpty()) {
      prepare(arguments.starts(network).get(0));
    }
    run(tasks);
    for (NetworkTask first : arguments.starts(network)) {
      for (Mode mode : starts) {
        add(new StartUp(first, mode, peak).run(started(first), arguments.rounds()));
      }
    }
  }

  private List<Library> started(NetworkTask task) throws IOException {
    return arguments.libraries(task).stream()
        .filter(library -> library.peer().isStarted())
        .toList();
  }

  private void run(List<Task> tasks) throws IOException {
    for (Task task : tasks) {
      add(new Heat(task, peak).run(arguments.libraries(task), arguments.rounds()));
    }
  }

  /** Says how much an application takes along. */
  private void deployed() throws IOException {
    for (Library library : started(arguments.starts(arguments.networks().get(0)).get(0))) {
      System.out.printf(
          Locale.ROOT,
          "deployed size, jars and natives for one platform: %s %.1f MB%n",
          library,
          Deployment.megabytes(library));
    }
  }

  private void add(List<Result> more) {
    results.addAll(more);
    more.forEach(result -> System.out.println(result.line()));
  }

  /** Lets every engine write the files it needs: Conform comes first, with the weights. */
  private void prepare(NetworkTask task) throws IOException {
    for (Library library : arguments.libraries(task)) {
      try (EngineProcess process = new EngineProcess(library, task)) {
        process.ask("prepare");
      }
    }
  }
}
