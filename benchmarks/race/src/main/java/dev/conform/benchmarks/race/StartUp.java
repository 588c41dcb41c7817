package dev.conform.benchmarks.race;

import dev.conform.benchmarks.NetworkTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The race of starting: a new JVM each time, from its start to the scores of one image. */
final class StartUp {

  private final NetworkTask task;
  private final Peak peak;

  StartUp(NetworkTask task, Peak peak) {
    this.task = task;
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
      starts.add(new FreshStart(library));
      // The files are in the system's cache then, for all alike.
      starts.get(starts.size() - 1).turn();
    }
    Turns turns = Turns.take(starts, rounds, peak);
    List<Result> results = new ArrayList<>();
    for (int p = 0; p < starts.size(); p++) {
      FreshStart start = starts.get(p);
      results.add(
          new Result(
              task.network().title(),
              Mode.START_UP.toString(),
              1,
              start.library.name(),
              start.version,
              "new JVM",
              turns.millis(p),
              0,
              turns.ratio(p),
              0,
              start.peakKiB / 1024,
              turns.others(p)));
    }
    return results;
  }

  /** A program that prints, as soon as it has the scores, its version and its peak of memory. */
  private final class FreshStart implements Contestant {

    private final Library library;
    private String version = "";
    private long peakKiB;

    FreshStart(Library library) {
      this.library = library;
    }

    @Override
    public Turn turn() throws IOException {
      Path log = task.directory().resolve(library + "-start-up.log");
      ProcessBuilder builder = library.start(library.peer().firstInference(), task, log);
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
