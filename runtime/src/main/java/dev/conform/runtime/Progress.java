package dev.conform.runtime;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells the stopwatch of a running {@link Profiler}, if there is one, where a model is. */
final class Progress {

  private final AtomicReference<@Nullable Stopwatch> stopwatch = new AtomicReference<>();

  /** Begins a pass with its input. */
  void begin(Pass pass, int images) {
    Stopwatch running = stopwatch.get();
    if (running != null) {
      running.begin(pass, images);
    }
  }

  /**
   * Goes on to something else.
   *
   * @param slot of the stopwatch
   */
  void enter(int slot) {
    Stopwatch running = stopwatch.get();
    if (running != null) {
      running.enter(slot);
    }
  }

  /** Ends the pass. */
  void end() {
    Stopwatch running = stopwatch.get();
    if (running != null) {
      running.end();
    }
  }

  /** Starts to tell a stopwatch; returns false if another one is told already. */
  boolean watch(Stopwatch running) {
    return stopwatch.compareAndSet(null, running);
  }

  /** Stops to tell a stopwatch, unless that is another one by now. */
  void unwatch(Stopwatch stopped) {
    stopwatch.compareAndSet(stopped, null);
  }
}
