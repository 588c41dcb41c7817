package dev.conform.benchmarks.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TeamTest {

  /** Each waits for the others: one after the other, they would wait for ever. */
  @Test
  void allWorkAtTheSameTime() {
    CyclicBarrier barrier = new CyclicBarrier(3);
    Set<Integer> seen = new ConcurrentSkipListSet<>();
    try (Team team = new Team(3)) {
      team.fastest(
          3,
          2,
          thread -> {
            seen.add(thread);
            await(barrier);
            return 0;
          });
    }
    assertEquals(Set.of(0, 1, 2), seen);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The first run takes 200 ms, the others nothing. */
  @Test
  void theFastestRunCounts() {
    AtomicInteger runs = new AtomicInteger();
    try (Team team = new Team(2)) {
      long nanos =
          team.fastest(
              1,
              20,
              thread -> {
                if (runs.getAndIncrement() == 0) {
                  LockSupport.parkNanos(200_000_000);
                }
                return 0;
              });
      assertTrue(nanos < 100_000_000, () -> nanos + " ns");
    }
    assertEquals(20, runs.get());
  }
}
