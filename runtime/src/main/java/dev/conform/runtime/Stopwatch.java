package dev.conform.runtime;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Divides the time of each pass among the steps of the plan and what lies around them. All its
 * memory is taken at the start: measuring makes no objects.
 *
 * <p>A pass is known to {@link #log} once it has ended; one that throws half-way is forgotten.
 */
final class Stopwatch {

  /** While images are brought into the network's layout. */
  static final int INPUT = 0;

  /** While parameters are brought into the form in which inference reads them. */
  static final int PREPARATION = 1;

  /** While no step runs and nothing of the above. */
  static final int BETWEEN = 2;

  /** While the first step runs; the others follow. */
  static final int STEPS = 3;

  private final LongSupplier clock;
  private final long[] nanos;
  private final Map<Pass, PassLog> logs = new EnumMap<>(Pass.class);
  private Pass pass = Pass.INFERENCE;
  private @Nullable Pass passBefore;
  private int images;
  private int slot;
  private long last;
  private long sinceBefore;

  /**
   * Makes one that has measured nothing.
   *
   * @param steps of the plan
   * @param clock nanoseconds from any origin
   */
  Stopwatch(int steps, LongSupplier clock) {
    this.clock = clock;
    this.nanos = new long[STEPS + steps];
    for (Pass each : Pass.values()) {
      logs.put(each, new PassLog(nanos.length));
    }
  }

  /** Begins a pass: with its input on the way forward. */
  void begin(Pass newPass, int batch) {
    long now = clock.getAsLong();
    sinceBefore = now - last;
    pass = newPass;
    images = batch;
    Arrays.fill(nanos, 0);
    slot = newPass == Pass.BACKWARD ? BETWEEN : INPUT;
    last = now;
  }

  /** Gives the time until now to what was under way, and that from now on to a slot. */
  void enter(int newSlot) {
    long now = clock.getAsLong();
    nanos[slot] += now - last;
    last = now;
    slot = newSlot;
  }

  /** Ends a pass. */
  synchronized void end() {
    enter(BETWEEN);
    PassLog log = log(pass);
    log.add(nanos, images);
    if (follows() && images == log.images()) {
      log.addBefore(sinceBefore);
    }
    passBefore = pass;
  }

  /** Tells whether this pass and the one before it belong to training steps that follow another. */
  private boolean follows() {
    return (pass == Pass.BACKWARD && passBefore == Pass.FORWARD)
        || (pass == Pass.FORWARD && passBefore == Pass.BACKWARD);
  }

  /** Returns what is known of a kind of pass; look at it while nothing can be added. */
  PassLog log(Pass of) {
    return Objects.requireNonNull(logs.get(of));
  }
}
