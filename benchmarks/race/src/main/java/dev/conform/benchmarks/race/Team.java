package dev.conform.benchmarks.race;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that do the same work at the same time. */
final class Team implements AutoCloseable {

  private final ExecutorService workers;

  /** What one thread does. */
  interface Work {

    /**
     * Does it.
     *
     * @param thread from 0
     * @return something that depends on all of the work, so that nothing can be left out
     */
    float run(int thread);
  }

  /** Starts as many threads as will ever work at once. */
  Team(int threads) {
    workers = Executors.newFixedThreadPool(threads);
  }

  /**
   * Returns the nanoseconds of the fastest run: what disturbs one only ever makes it slower.
   *
   * @param threads how many do the work at once
   * @param runs how often
   * @param work of each thread
   */
  long fastest(int threads, int runs, Work work) {
    long least = Long.MAX_VALUE;
    for (int run = 0; run < runs; run++) {
      long start = System.nanoTime();
      List<Future<Float>> results = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        results.add(workers.submit(() -> work.run(thread)));
      }
      results.forEach(Team::await);
      least = Math.min(least, System.nanoTime() - start);
    }
    return least;
  }

  private static void await(Future<Float> result) {
    try {
      result.get();
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}
