package dev.conform.benchmarks.race;

import dev.conform.benchmarks.NetworkTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The race of starting: a new JVM each time, from its start to the scores of one image. With {@link
 * Mode#START_UP_AOT} it reads a cache of the classes that an earlier run has loaded and of what
 * that run has learned about its methods (JEP 483, 514 and 515), which every library gets alike.
 */
final class StartUp {

  private final NetworkTask task;
  private final Mode mode;
  private final Peak peak;

  StartUp(NetworkTask task, Mode mode, Peak peak) {
    this.task = task;
    this.mode = mode;
    this.peak = peak;
  }

  /**
   * Starts every library's program in turn.
   *
   * @param libraries that have one, Conform first
   * @param rounds how often each has its turn
   * @return how each did, in the same order
   * @throws IOException if a program fails
   */
  List<Result> run(List<Library> libraries, int rounds) throws IOException {
    List<FreshStart> starts = new ArrayList<>();
    for (Library library : libraries) {
      starts.add(mode == Mode.START_UP_AOT ? withCache(library) : new FreshStart(library));
      // The files are in the system's cache then, for all alike.
      starts.get(starts.size() - 1).turn();
    }
    Turns turns = Turns.take(starts, rounds, () -> peak.gflops(task.threads()));
    List<Result> results = new ArrayList<>();
    for (int p = 0; p < starts.size(); p++) {
      FreshStart start = starts.get(p);
      results.add(
          new Result(
              task.network().title(),
              mode.toString(),
              task.batch(),
              task.threads(),
              start.library.name(),
              start.version,
              mode == Mode.START_UP_AOT ? "AOT cache" : "new JVM",
              turns.millis(p),
              0,
              turns.ratio(p),
              0,
              start.peakKiB / 1024,
              turns.others(p)));
    }
    return results;
  }

  /** Runs the program once, for its JVM to write the cache when it ends. */
  private FreshStart withCache(Library library) throws IOException {
    Path cache = task.directory().resolve("%s-%s.aot".formatted(library, task.subject()));
    Path log = log(library);
    Process process =
        library
            .start(library.peer().firstInference(), task, log, "-XX:AOTCacheOutput=" + cache)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(
            "%s wrote no AOT cache; its last words are in %s".formatted(library, log));
      }
    } catch (InterruptedException interrupted) {
      process.destroy();
      throw new IOException(interrupted);
    }
    // A JVM that cannot use its cache is to say so, and not to start without.
    return new FreshStart(library, "-XX:AOTCache=" + cache, "-XX:AOTMode=on");
  }

  private Path log(Library library) {
    return task.directory().resolve(library + "-start-up.log");
  }

  /** A program that prints, as soon as it has the scores, its version and its peak of memory. */
  private final class FreshStart implements Contestant {

    private final Library library;
    private final String[] options;
    private String version = "";
    private long peakKiB;

    FreshStart(Library library, String... options) {
      this.library = library;
      this.options = options;
    }

    @Override
    public Turn turn() throws IOException {
      Path log = log(library);
      ProcessBuilder builder = library.start(library.peer().firstInference(), task, log, options);
      long start = System.nanoTime();
      Process process = builder.start();
      Load load = new Load(process.pid());
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        String line = output.readLine();
        double millis = (System.nanoTime() - start) / 1e6;
        double others = load.others();
        if (line == null) {
          throw new IOException(
              "%s ended before its first inference; its last words are in %s"
                  .formatted(library, log));
        }
        version = line;
        peakKiB = Long.parseLong(output.readLine());
        return new Turn(millis, others);
      } finally {
        process.destroy();
      }
    }
  }
}
