package dev.conform.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WorkersTest {

  /** Counts how often each piece was done. */
  private static final class Counting extends Job {
    private final AtomicIntegerArray done = new AtomicIntegerArray(8);

    @Override
    void run(int piece, int pieces) {
      done.incrementAndGet(piece);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 4", "1, 2", "1, 5", "3, 4", "3, 8", "5, 3"})
  void eachPieceIsDoneOnceHoweverManyHelpersThereAre(int helpers, int pieces) {
    Workers.Team team = new Workers(helpers).team(8);
    Counting job = new Counting();
    for (int call = 1; call <= 2_000; call++) {
      team.run(job, pieces);
      for (int piece = 0; piece < 8; piece++) {
        assertEquals(piece < pieces ? call : 0, job.done.get(piece));
      }
    }
  }

  @Test
  void helpersWakeUpAgainAfterTheySleep() throws InterruptedException {
    Workers.Team team = new Workers(2).team(3);
    Counting job = new Counting();
    for (int call = 1; call <= 20; call++) {
      team.run(job, 3);
      assertEquals(call, job.done.get(2));
      Thread.sleep(3);
    }
  }

  @Test
  void manyCallersShareTheHelpersWithoutWaitingForEachOther() throws InterruptedException {
    Workers workers = new Workers(2);
    List<Thread> callers = new ArrayList<>();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    for (int i = 0; i < 8; i++) {
      Thread caller =
          new Thread(
              () -> {
                Workers.Team team = workers.team(4);
                Counting job = new Counting();
                for (int call = 1; call <= 1_000; call++) {
                  team.run(job, 4);
                  assertEquals(call, job.done.get(0));
                  assertEquals(call, job.done.get(3));
                }
              });
      caller.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
      caller.start();
      callers.add(caller);
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertSame(null, failure.get());
  }

  @Test
  void whatAPieceThrowsReachesTheCallerWhenAllPiecesAreDone() {
    Workers.Team team = new Workers(2).team(3);
    for (int thrower = 0; thrower < 3; thrower++) {
      RuntimeException thrown = new IllegalStateException("piece " + thrower);
      Counting counting = new Counting();
      int which = thrower;
      Job job =
          new Job() {
            @Override
            void run(int piece, int pieces) {
              counting.run(piece, pieces);
              if (piece == which) {
                throw thrown;
              }
            }
          };
      assertSame(thrown, assertThrows(RuntimeException.class, () -> team.run(job, 3)));
      for (int piece = 0; piece < 3; piece++) {
        assertEquals(1, counting.done.get(piece));
      }
      team.run(counting, 3);
    }
  }

  @Test
  void anErrorOfOnePieceHidesNoOther() {
    Workers.Team team = new Workers(1).team(2);
    Job job =
        new Job() {
          @Override
          void run(int piece, int pieces) {
            throw new AssertionError("piece " + piece);
          }
        };
    assertEquals(
        "piece 0", assertThrows(AssertionError.class, () -> team.run(job, 2)).getMessage());
  }

  @Test
  void aSlowPieceIsWaitedForWithoutBurningTheProcessor() throws InterruptedException {
    Workers.Team team = new Workers(1).team(2);
    CountDownLatch isRunning = new CountDownLatch(1);
    Job job =
        new Job() {
          @Override
          void run(int piece, int pieces) {
            if (piece == 1) {
              isRunning.countDown();
              sleep(300);
            } else {
              await(isRunning);
            }
          }
        };
    Thread caller = new Thread(() -> team.run(job, 2));
    caller.start();
    assertTrue(isRunning.await(10, TimeUnit.SECONDS));
    Thread.sleep(150);
    assertEquals(Thread.State.WAITING, caller.getState());
    caller.join();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The helper must have the other piece before this one ends, or the caller would take it. */
  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the helper did not start");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
