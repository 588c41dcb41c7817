package dev.conform.benchmarks.race;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final List<String> order = new ArrayList<>();

  /** Takes the times that it is told. */
  private Contestant contestant(String name, double... millis) {
    Deque<Double> times = new ArrayDeque<>(Arrays.stream(millis).boxed().toList());
    return () -> {
      order.add(name);
      return new Contestant.Turn(times.removeFirst(), 0.25);
    };
  }

  @Test
  void everyRoundGoesTheOtherWay() throws IOException {
    Turns.take(
        List.of(contestant("A", 1, 1, 1), contestant("B", 1, 1, 1), contestant("C", 1, 1, 1)),
        3,
        () -> {
          order.add("peak");
          return 1;
        });
    assertEquals(
        List.of("peak", "A", "B", "C", "peak", "C", "B", "A", "peak", "A", "B", "C"), order);
  }

  /**
   * The machine is ten times slower in the second round: the median of the ratios is 2, while the
   * ratio of the medians would be 3.
   */
  @Test
  void timesAreComparedWithinARound() throws IOException {
    Turns turns =
        Turns.take(List.of(contestant("A", 1, 10, 2), contestant("B", 2, 15, 6)), 3, () -> 100);
    assertEquals(new Spread(2, 1, 10, 3), turns.millis(0));
    assertEquals(new Spread(6, 2, 15, 3), turns.millis(1));
    assertEquals(new Spread(1, 1, 1, 3), turns.ratio(0));
    assertEquals(new Spread(2, 1.5, 3, 3), turns.ratio(1));
  }

  /** 10⁹ operations in 20 ms are 50 GFLOP/s. */
  @Test
  void thePartOfThePeakIsThatOfTheSameRound() throws IOException {
    Deque<Double> peaks = new ArrayDeque<>(List.of(100.0, 50.0, 200.0));
    Turns turns = Turns.take(List.of(contestant("A", 20, 20, 20)), 3, () -> peaks.removeFirst());
    assertEquals(0.5, turns.peakPart(0, 1e9), 1e-12);
    assertEquals(0.25, turns.others(0), 1e-12);
  }
}
