package dev.conform.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures where the time of a model goes, step by step of its plan:
 *
 * <pre>
 * try (Profiler profiler = Profiler.start(model)) {
 *   trainer.fit(train, validation);
 *   System.out.println(profiler.report());
 * }
 * </pre>
 *
 * <p>The generated class says which step begins; a step lasts until the next one does. That takes a
 * look at the clock for each step and makes no objects. A model without a profiler records nothing.
 */
public final class Profiler implements AutoCloseable {

  private final Model model;
  private final Plan plan;
  private final Stopwatch stopwatch;

  private Profiler(Model model, Plan plan, Stopwatch stopwatch) {
    this.model = model;
    this.plan = plan;
    this.stopwatch = stopwatch;
  }

  /**
   * Begins to measure all passes of a model, until the profiler is closed.
   *
   * @param model any generated network
   * @return the profiler, which has measured nothing yet
   * @throws IllegalStateException if another profiler measures the model, or the model is closed or
   *     in use by another thread
   */
  public static Profiler start(Model model) {
    Plan plan = Plan.of(model);
    Stopwatch stopwatch = new Stopwatch(plan.steps().size(), System::nanoTime);
    model.hold();
    try {
      if (!model.progress().watch(stopwatch)) {
        throw new IllegalStateException(
            model.name()
                + " is measured by another Profiler: close that one first, or go on with it");
      }
    } finally {
      model.release();
    }
    return new Profiler(model, plan, stopwatch);
  }

  /**
   * Returns what was measured so far, of all passes that have ended; also after closing.
   *
   * @return the profile; without passes if there were none
   */
  public Profile profile() {
    synchronized (stopwatch) {
      List<PassProfile> passes = new ArrayList<>();
      for (Pass pass : Pass.values()) {
        PassLog log = stopwatch.log(pass);
        if (log.passes() > 0) {
          passes.add(profile(pass, log));
        }
      }
      return new Profile(model.name(), passes);
    }
  }

  /**
   * Returns {@link #profile()} as text.
   *
   * @return tables with a line for each step
   */
  public String report() {
    return profile().text();
  }

  /** Ends measuring and keeps what was measured. Closing twice does nothing. */
  @Override
  public void close() {
    model.progress().unwatch(stopwatch);
  }

  private PassProfile profile(Pass pass, PassLog log) {
    List<StepProfile> steps = new ArrayList<>();
    for (int i = 0; i < plan.steps().size(); i++) {
      Plan.Step step = plan.steps().get(i);
      Plan.Work work = step.work().get(pass);
      if (work != null) {
        long floats = work.passFloats() + log.images() * work.imageFloats();
        steps.add(
            profile(
                log,
                Stopwatch.STEPS + i,
                step.layer(),
                work.operation(),
                log.images() * work.macs(),
                floats * Float.BYTES));
      }
    }
    List<StepProfile> others = new ArrayList<>();
    if (pass != Pass.BACKWARD) {
      others.add(profile(log, Stopwatch.INPUT, "", "input", 0, 0));
    }
    if (pass == Pass.INFERENCE) {
      others.add(profile(log, Stopwatch.PREPARATION, "", "preparation of parameters", 0, 0));
    }
    others.add(profile(log, Stopwatch.BETWEEN, "", "between steps", 0, 0));
    return new PassProfile(
        pass,
        log.images(),
        log.passes(),
        log.whole().count(),
        log.whole().milliseconds(),
        log.before().milliseconds(),
        steps,
        others);
  }

  private static StepProfile profile(
      PassLog log, int slot, String layer, String operation, long macs, long bytes) {
    Samples samples = log.slot(slot);
    long whole = log.whole().sum();
    double share = whole == 0 ? 0 : (double) samples.sum() / whole;
    return new StepProfile(
        Math.max(-1, slot - Stopwatch.STEPS),
        layer,
        operation,
        samples.milliseconds(),
        share,
        macs,
        bytes);
  }
}
