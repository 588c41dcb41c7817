package dev.conform.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StopwatchTest {

  private static final int FIRST = Stopwatch.STEPS;
  private static final int SECOND = Stopwatch.STEPS + 1;

  private long now = 1_000;
  private final Stopwatch stopwatch = new Stopwatch(2, () -> now);

  /** Runs a pass with an input of 3 ns, then so long in each of two steps. */
  private void pass(Pass pass, int images, long first, long second) {
    stopwatch.begin(pass, images);
    now += 3;
    stopwatch.enter(FIRST);
    now += first;
    stopwatch.enter(SECOND);
    now += second;
    stopwatch.end();
  }

  private long sum(Pass pass, int slot) {
    return stopwatch.log(pass).slot(slot).sum();
  }

  @Test
  void aStepLastsUntilTheNextOneBegins() {
    pass(Pass.FORWARD, 4, 7, 20);
    assertEquals(3, sum(Pass.FORWARD, Stopwatch.INPUT));
    assertEquals(7, sum(Pass.FORWARD, FIRST));
    assertEquals(20, sum(Pass.FORWARD, SECOND));
    assertEquals(30, stopwatch.log(Pass.FORWARD).whole().sum());
    assertEquals(0, stopwatch.log(Pass.INFERENCE).passes());
    assertEquals(0, stopwatch.log(Pass.BACKWARD).passes());
  }

  @Test
  void aStepThatRunsTwiceInAPassAddsUp() {
    stopwatch.begin(Pass.BACKWARD, 1);
    stopwatch.enter(FIRST);
    now += 5;
    stopwatch.enter(SECOND);
    now += 1;
    stopwatch.enter(FIRST);
    now += 6;
    stopwatch.end();
    assertEquals(11, sum(Pass.BACKWARD, FIRST));
    assertEquals(1, sum(Pass.BACKWARD, SECOND));
  }

  @Test
  void theTimeIsThatOfTheLargestBatch() {
    pass(Pass.FORWARD, 2, 100, 100);
    pass(Pass.FORWARD, 4, 10, 20);
    pass(Pass.FORWARD, 3, 1_000, 1_000);
    PassLog log = stopwatch.log(Pass.FORWARD);
    assertEquals(3, log.passes());
    assertEquals(4, log.images());
    assertEquals(1, log.whole().count());
    assertEquals(33, log.whole().sum());
  }

  @Test
  void aPassThatDoesNotEndIsForgotten() {
    stopwatch.begin(Pass.FORWARD, 4);
    stopwatch.enter(FIRST);
    now += 500;
    pass(Pass.FORWARD, 4, 7, 20);
    assertEquals(1, stopwatch.log(Pass.FORWARD).passes());
    assertEquals(7, sum(Pass.FORWARD, FIRST));
  }

  @Test
  void whatLiesBetweenThePassesOfTrainingIsKeptApart() {
    pass(Pass.FORWARD, 4, 1, 1);
    now += 50;
    pass(Pass.BACKWARD, 4, 1, 1);
    now += 70;
    pass(Pass.FORWARD, 4, 1, 1);
    now += 50;
    pass(Pass.BACKWARD, 4, 1, 1);
    // Between validation and training there is no optimizer.
    now += 9_000;
    pass(Pass.INFERENCE, 4, 1, 1);
    now += 9_000;
    pass(Pass.FORWARD, 4, 1, 1);
    assertEquals(100, stopwatch.log(Pass.BACKWARD).before().sum());
    assertEquals(70, stopwatch.log(Pass.FORWARD).before().sum());
    assertEquals(0, stopwatch.log(Pass.INFERENCE).before().sum());
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    Samples samples = new Samples();
    assertEquals(0, samples.milliseconds());
    samples.add(4_000_000);
    assertEquals(4, samples.milliseconds());
    samples.add(1_000_000);
    assertEquals(2.5, samples.milliseconds());
    samples.add(90_000_000);
    assertEquals(4, samples.milliseconds());
  }

  @Test
  void theLatestSamplesCount() {
    Samples samples = new Samples();
    for (int i = 0; i < Samples.KEPT; i++) {
      samples.add(1_000_000);
    }
    for (int i = 0; i < Samples.KEPT; i++) {
      samples.add(2_000_000);
    }
    assertEquals(2, samples.milliseconds());
    assertEquals(Samples.KEPT, samples.count());
    assertEquals(2_000_000L * Samples.KEPT, samples.sum());
  }
}
