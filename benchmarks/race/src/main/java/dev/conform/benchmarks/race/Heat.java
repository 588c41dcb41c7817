package dev.conform.benchmarks.race;

import dev.conform.benchmarks.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One task of the race: the engines that can do it, in turn, each set up in the way that is fastest
 * for this task.
 */
final class Heat {

  private static final int FEWEST_RUNS = 3;
  private static final double LONGEST_WARM_UP_MILLIS = 10_000;

  /** How far scores may lie apart, relative to the largest: rounding, through up to 80 layers. */
  private static final double TOLERANCE = 1e-3;

  private final Task task;
  private final Peak peak;

  /** An engine, set up in its fastest way. */
  private record Entrant(EngineProcess engine, String setting) {}

  /** A turn is as many runs as fill a round; their median counts. */
  private record EngineTurn(EngineProcess engine, int runs) implements Contestant {

    @Override
    public Turn turn() throws IOException {
      Load load = new Load(engine.pid());
      double millis = Spread.of(engine.run(runs)).median();
      return new Turn(millis, load.others());
    }
  }

  Heat(Task task, Peak peak) {
    this.task = task;
    this.peak = peak;
  }

  /**
   * Runs the task.
   *
   * @param libraries that do it, Conform first
   * @param rounds how often each has its turn
   * @return how each did, in the same order
   * @throws IOException if an engine ends unexpectedly
   * @throws IllegalStateException if two engines give different scores
   */
  List<Result> run(List<Library> libraries, int rounds) throws IOException {
    List<Entrant> entrants = new ArrayList<>();
    try {
      for (Library library : libraries) {
        entrants.add(enter(library));
      }
      requireAgreement(entrants.stream().map(Entrant::engine).toList());
      List<EngineTurn> turns = new ArrayList<>();
      for (Entrant entrant : entrants) {
        turns.add(new EngineTurn(entrant.engine(), warmUp(entrant.engine())));
      }
      return results(entrants, Turns.take(turns, rounds, () -> peak.gflops(task.threads())));
    } finally {
      entrants.forEach(entrant -> entrant.engine().close());
    }
  }

  /** Where memory counts, the settings are tried in a JVM that ends then. */
  private Entrant enter(Library library) throws IOException {
    EngineProcess engine = new EngineProcess(library, task);
    try {
      String setting = fastestSetting(engine);
      if (task.countsMemory()) {
        engine.close();
        engine = new EngineProcess(library, task);
      }
      engine.open(setting);
      return new Entrant(engine, setting);
    } catch (IOException failure) {
      engine.close();
      throw failure;
    }
  }

  private String fastestSetting(EngineProcess engine) throws IOException {
    List<String> settings = engine.settings();
    String fastest = settings.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (String setting : settings.size() == 1 ? List.<String>of() : settings) {
      engine.open(setting);
      double[] first = engine.run(2);
      // The least, not the median: what disturbs a trial only ever makes it slower.
      double millis = Spread.of(engine.run(runsIn(roundMillis() / 2, first[1]))).min();
      if (millis < least) {
        least = millis;
        fastest = setting;
      }
    }
    return fastest;
  }

  private List<Result> results(List<Entrant> entrants, Turns turns) throws IOException {
    List<Result> results = new ArrayList<>();
    for (int e = 0; e < entrants.size(); e++) {
      EngineProcess engine = entrants.get(e).engine();
      results.add(
          new Result(
              task.subject(),
              task.action(),
              task.batch(),
              task.threads(),
              engine.library().name(),
              engine.ask("version"),
              entrants.get(e).setting(),
              turns.millis(e),
              task.flops(),
              turns.ratio(e),
              turns.peakPart(e, task.flops()),
              engine.peakMiB(),
              turns.others(e)));
    }
    return results;
  }

  /** One layer needs less time than a network for its median to settle. */
  private double roundMillis() {
    return task.countsMemory() ? 700 : 250;
  }

  /** Runs until it gets no faster; returns how many runs fill a round. */
  private int warmUp(EngineProcess engine) throws IOException {
    double last = engine.run(1)[0];
    double total = last;
    double best = Double.POSITIVE_INFINITY;
    boolean faster = true;
    while (total < 3 * roundMillis() || (faster && total < LONGEST_WARM_UP_MILLIS)) {
      double[] millis = engine.run(runsIn(roundMillis(), last));
      total += Arrays.stream(millis).sum();
      last = Spread.of(millis).median();
      faster = last < 0.97 * best;
      best = Math.min(best, last);
    }
    return runsIn(roundMillis(), last);
  }

  private static int runsIn(double millis, double each) {
    return (int) Math.min(100_000, Math.max(FEWEST_RUNS, millis / each));
  }

  /** A race between engines that compute different things would mean nothing. */
  private void requireAgreement(List<EngineProcess> engines) throws IOException {
    double[] ours = engines.get(0).scores();
    double size = Arrays.stream(ours).map(Math::abs).max().orElseThrow();
    for (EngineProcess engine : engines.subList(1, engines.size())) {
      double[] theirs = engine.scores();
      for (int i = 0; i < Math.max(ours.length, theirs.length); i++) {
        if (ours.length != theirs.length || !(Math.abs(ours[i] - theirs[i]) <= TOLERANCE * size)) {
          throw new IllegalStateException(
              "%s: %s and conform compute different things: %d and %d scores, number %d is %s and %s (the largest: %s); see Architectures and the network's declaration"
                  .formatted(
                      task,
                      engine.library(),
                      theirs.length,
                      ours.length,
                      i,
                      i < theirs.length ? theirs[i] : "missing",
                      i < ours.length ? ours[i] : "missing",
                      size));
        }
      }
    }
  }
}
