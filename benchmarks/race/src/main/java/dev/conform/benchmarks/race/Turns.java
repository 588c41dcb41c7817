package dev.conform.benchmarks.race;

import java.io.IOException;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measurements of several contestants in turn. The machine's speed drifts, so only times of one
 * round are compared, with each other and with the machine's peak.
 */
final class Turns {

  private final Contestant.Turn[][] turns;
  private final double[] gflops;

  private Turns(int contestants, int rounds) {
    turns = new Contestant.Turn[contestants][rounds];
    gflops = new double[rounds];
  }

  /**
   * Measures.
   *
   * @param contestants the first is what the others are compared with
   * @param rounds how often each has its turn
   * @param gflops measures the machine's peak; asked in every round
   */
  static Turns take(List<? extends Contestant> contestants, int rounds, DoubleSupplier gflops)
      throws IOException {
    Turns taken = new Turns(contestants.size(), rounds);
    for (int round = 0; round < rounds; round++) {
      taken.gflops[round] = gflops.getAsDouble();
      for (int place = 0; place < contestants.size(); place++) {
        // There and back, so that a drift within the round favours none.
        int c = round % 2 == 0 ? place : contestants.size() - 1 - place;
        taken.turns[c][round] = contestants.get(c).turn();
      }
    }
    return taken;
  }

  /** Returns a contestant's times. */
  Spread millis(int contestant) {
    return spread(round -> turns[contestant][round].millis());
  }

  /** Returns a contestant's times over the first one's in the same round. */
  Spread ratio(int contestant) {
    return spread(round -> turns[contestant][round].millis() / turns[0][round].millis());
  }

  /** Returns the part of the peak that a contestant used, if a turn does so many operations. */
  double peakPart(int contestant, double flops) {
    return spread(round -> flops / (turns[contestant][round].millis() * 1e6) / gflops[round])
        .median();
  }

  /** Returns how many processors other processes used in a contestant's turns. */
  double others(int contestant) {
    return spread(round -> turns[contestant][round].others()).median();
  }

  private Spread spread(IntToDoubleFunction value) {
    return Spread.of(IntStream.range(0, gflops.length).mapToDouble(value).toArray());
  }
}
