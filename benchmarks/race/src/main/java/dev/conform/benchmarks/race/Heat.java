package dev.conform.benchmarks.race;

import dev.conform.benchmarks.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One task of the race: the engines that can do it, in turn, each set up in the way that is fastest
 * for this task.
 */
final class Heat {

  private static final double ROUND_MILLIS = 700;
  private static final int FEWEST_RUNS = 3;
  private static final double WARM_UP_MILLIS = 2_000;
  private static final double LONGEST_WARM_UP_MILLIS = 10_000;

  /** How far scores may lie apart, relative to the largest: rounding, through up to 80 layers. */
  private static final double TOLERANCE = 1e-3;

  private final Task task;
  private final Path benchmarks;
  private final Peak peak;

  /** A turn is as many runs as fill a round; their median counts. */
  private record EngineTurn(EngineProcess engine, int runs) implements Contestant {

    @Override
    public Turn turn() throws IOException {
      Load load = new Load(engine.pid());
      double millis = Spread.of(engine.run(runs)).median();
      return new Turn(millis, load.others());
    }
  }

  Heat(Task task, Path benchmarks, Peak peak) {
    this.task = task;
    this.benchmarks = benchmarks;
    this.peak = peak;
  }

  /**
   * Runs the task.
   *
   * @param peers the libraries, Conform first
   * @param rounds how often each has its turn
   * @return how each did, in the same order
   * @throws IOException if an engine ends unexpectedly
   * @throws IllegalStateException if two engines give different scores
   */
  List<Result> run(List<Peer> peers, int rounds) throws IOException {
    List<String> settings = new ArrayList<>();
    for (Peer peer : peers) {
      settings.add(fastestSetting(peer));
    }
    List<EngineProcess> engines = new ArrayList<>();
    try {
      for (int e = 0; e < peers.size(); e++) {
        engines.add(new EngineProcess(peers.get(e), task, benchmarks));
        engines.get(e).open(settings.get(e));
      }
      requireAgreement(engines);
      List<EngineTurn> turns = new ArrayList<>();
      for (EngineProcess engine : engines) {
        turns.add(new EngineTurn(engine, warmUp(engine)));
      }
      return results(engines, settings, Turns.take(turns, rounds, peak));
    } finally {
      engines.forEach(EngineProcess::close);
    }
  }

  /** Tries the settings in a JVM that ends then, so that they leave no trace in memory. */
  private String fastestSetting(Peer peer) throws IOException {
    try (EngineProcess trial = new EngineProcess(peer, task, benchmarks)) {
      List<String> settings = trial.settings();
      String fastest = settings.get(0);
      double least = Double.POSITIVE_INFINITY;
      for (String setting : settings.size() == 1 ? List.<String>of() : settings) {
        trial.open(setting);
        double[] first = trial.run(2);
        double millis = Spread.of(trial.run(runsIn(ROUND_MILLIS / 2, first[1]))).median();
        if (millis < least) {
          least = millis;
          fastest = setting;
        }
      }
      return fastest;
    }
  }

  private List<Result> results(List<EngineProcess> engines, List<String> settings, Turns turns)
      throws IOException {
    List<Result> results = new ArrayList<>();
    for (int e = 0; e < engines.size(); e++) {
      EngineProcess engine = engines.get(e);
      results.add(
          new Result(
              task.network().title(),
              task.mode().toString(),
              task.batch(),
              engine.peer().toString(),
              engine.ask("version"),
              settings.get(e),
              turns.millis(e),
              turns.ratio(e),
              turns.peakPart(e, flops()),
              engine.peakMiB(),
              turns.others(e)));
    }
    return results;
  }

  /** A training step counts three times: the backward pass has two products for each. */
  private double flops() {
    int passes = task.mode() == Task.Mode.TRAINING ? 3 : 1;
    return passes * task.network().flops() * task.batch();
  }

  /** Runs until it gets no faster; returns how many runs fill a round. */
  private static int warmUp(EngineProcess engine) throws IOException {
    double last = engine.run(1)[0];
    double total = last;
    double best = Double.POSITIVE_INFINITY;
    boolean faster = true;
    while (total < WARM_UP_MILLIS || (faster && total < LONGEST_WARM_UP_MILLIS)) {
      double[] millis = engine.run(runsIn(ROUND_MILLIS, last));
      total += Arrays.stream(millis).sum();
      last = Spread.of(millis).median();
      faster = last < 0.97 * best;
      best = Math.min(best, last);
    }
    return runsIn(ROUND_MILLIS, last);
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
                      engine.peer(),
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
