package dev.conform.runtime.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The process's threads that help a caller with its pieces. There is one fewer than processors,
 * because the caller works too. All models share them: a piece that finds no idle helper is done by
 * the caller itself, so two models at once are slower but never wait for each other, and there are
 * never more busy threads than callers and processors together.
 *
 * <p>A helper that has nothing to do looks for work for {@value #SPIN_NANOS} ns, because the next
 * layer follows within microseconds, and then sleeps.
 */
final class Workers {

  /** Native matrix products want more stack than a small {@code -Xss} gives. */
  private static final long STACK_BYTES = 4L << 20;

  /**
   * Longer than what a training loop does between two kernels. With a twentieth of it LeNet-5's
   * step took half as long again, for waking a thread costs as much as a small layer.
   */
  private static final long SPIN_NANOS = 1_000_000;

  private static final int SPINS_PER_LOOK_AT_CLOCK = 64;

  private final Helper[] helpers;

  Workers(int count) {
    helpers = new Helper[count];
    for (int i = 0; i < count; i++) {
      helpers[i] = new Helper();
      Thread thread = new Thread(null, helpers[i], "conform-worker-" + i, STACK_BYTES, false);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Returns the process's helpers. */
  static Workers shared() {
    return Shared.WORKERS;
  }

  /**
   * Lets another thread have this processor: where many want it, that may be the one that is waited
   * for. Nothing depends on it but time.
   */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void giveWay() {
    Thread.yield();
  }

  /** Makes a model's access to the helpers. */
  Team team(int size) {
    return new Team(size);
  }

  private static final class Shared {
    static final Workers WORKERS = new Workers(Runtime.getRuntime().availableProcessors() - 1);
  }

  /** The pieces of one model, used again for each call. Serves one caller at a time. */
  final class Team {

    private final Piece[] pieces;

    private Team(int size) {
      pieces = new Piece[size];
      for (int i = 0; i < size; i++) {
        pieces[i] = new Piece(i);
      }
    }

    int size() {
      return pieces.length;
    }

    /**
     * Does a job and returns when all of it is done.
     *
     * @param job what to do
     * @param count into how many pieces it is cut, at most {@link #size()}
     * @throws RuntimeException what a piece threw; of several, that of the lowest number
     */
    void run(Job job, int count) {
      if (count == 1) {
        job.run(0, 1);
        return;
      }
      for (int i = 1; i < count; i++) {
        pieces[i].offer(job, count);
        handOver(pieces[i]);
      }
      Piece own = pieces[0];
      own.offer(job, count);
      own.claim();
      own.work();
      for (int i = 1; i < count; i++) {
        if (pieces[i].claim()) {
          pieces[i].work();
        } else {
          pieces[i].await();
        }
      }
      for (int i = 0; i < count; i++) {
        pieces[i].rethrow();
      }
    }

    private void handOver(Piece piece) {
      for (Helper helper : helpers) {
        if (helper.take(piece)) {
          return;
        }
      }
    }
  }

  /** A part of a job on its way through the states below. */
  private static final class Piece {

    private static final int OFFERED = 1;
    private static final int CLAIMED = 2;
    private static final int DONE = 3;

    private final int index;
    private final AtomicInteger state = new AtomicInteger(DONE);
    private @Nullable Job job;
    private int count;
    private @Nullable Throwable failure;
    private volatile @Nullable Thread waiting;

    Piece(int index) {
      this.index = index;
    }

    void offer(Job newJob, int newCount) {
      job = newJob;
      count = newCount;
      failure = null;
      state.set(OFFERED);
    }

    /** Returns true to the one thread that is to do the work. */
    boolean claim() {
      return state.compareAndSet(OFFERED, CLAIMED);
    }

    void work() {
      try {
        if (job != null) {
          job.run(index, count);
        }
      } catch (RuntimeException | Error thrown) {
        failure = thrown; // rethrown to the caller, when all pieces are done
      }
    }

    void finish() {
      state.set(DONE);
      Thread caller = waiting;
      if (caller != null) {
        LockSupport.unpark(caller);
      }
    }

    void await() {
      long end = 0;
      for (int spins = 1; state.get() != DONE; spins++) {
        Thread.onSpinWait();
        if (spins % SPINS_PER_LOOK_AT_CLOCK != 0) {
          continue;
        }
        giveWay();
        long now = System.nanoTime();
        if (end == 0) {
          end = now + SPIN_NANOS;
        } else if (now - end > 0) {
          waiting = Thread.currentThread();
          while (state.get() != DONE) {
            LockSupport.park(this);
          }
          waiting = null;
        }
      }
    }

    void rethrow() {
      Throwable thrown = failure;
      failure = null;
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
      if (thrown instanceof Error error) {
        throw error;
      }
    }
  }

  /** A thread of the process. */
  private static final class Helper implements Runnable {

    private final AtomicReference<@Nullable Piece> inbox = new AtomicReference<>();
    private volatile boolean asleep;
    private @Nullable Thread thread;

    /** Gives this helper a piece, unless it has one. */
    boolean take(Piece piece) {
      if (inbox.get() != null || !inbox.compareAndSet(null, piece)) {
        return false;
      }
      if (asleep) {
        LockSupport.unpark(thread);
      }
      return true;
    }

    @Override
    public void run() {
      thread = Thread.currentThread();
      while (true) {
        Piece piece = next();
        boolean isMine = piece.claim();
        if (isMine) {
          piece.work();
        }
        // Idle before done: the caller's next piece should find this helper free.
        inbox.set(null);
        if (isMine) {
          piece.finish();
        }
      }
    }

    private Piece next() {
      long end = System.nanoTime() + SPIN_NANOS;
      for (int spins = 1; ; spins++) {
        Piece piece = inbox.get();
        if (piece != null) {
          return piece;
        }
        Thread.onSpinWait();
        if (spins % SPINS_PER_LOOK_AT_CLOCK != 0) {
          continue;
        }
        giveWay();
        if (System.nanoTime() - end > 0) {
          asleep = true;
          if (inbox.get() == null) {
            LockSupport.park(this);
          }
          asleep = false;
          end = System.nanoTime() + SPIN_NANOS;
        }
      }
    }
  }
}
