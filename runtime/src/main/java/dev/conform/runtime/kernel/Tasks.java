package dev.conform.runtime.kernel;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Hands out the numbers of a job's tasks. Each piece does its own share of them from first to last,
 * which lies in the cache of its processor where the layer before was shared in the same way, and
 * then helps another: a processor that others use as well does fewer. Which piece does a task must
 * change no bit of it.
 */
final class Tasks {

  /** From a counter to the next: as far as a cache line is long, for two pieces change two. */
  private static final int LINE = 16;

  private final int shares;
  private final AtomicIntegerArray next;
  private int count;

  Tasks(int threads) {
    shares = threads;
    next = new AtomicIntegerArray(threads * LINE);
  }

  /** Begins anew; before the job is run. */
  void reset(int tasks) {
    count = tasks;
    for (int share = 0; share < shares; share++) {
      next.setPlain(share * LINE, (int) Job.share(count, share, shares));
    }
  }

  /** Returns the number of a task that nobody has had, or −1 when all are given out. */
  int take(int piece) {
    for (int i = 0; i < shares; i++) {
      int share = (piece + i) % shares;
      int end = (int) Job.share(count, share + 1, shares);
      if (next.get(share * LINE) < end) {
        int task = next.getAndIncrement(share * LINE);
        if (task < end) {
          return task;
        }
      }
    }
    return -1;
  }
}
