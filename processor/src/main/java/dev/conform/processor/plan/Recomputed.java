package dev.conform.processor.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The steps whose results are computed again on the way back, by the step before which that is. */
public final class Recomputed {

  private final Map<Integer, List<Step>> steps = new HashMap<>();

  private Recomputed() {}

  /**
   * Looks at what was decided.
   *
   * @param steps of a plan, or some of them, in forward order
   * @return those of them that are computed again
   */
  public static Recomputed of(List<Step> steps) {
    Recomputed recomputed = new Recomputed();
    for (Step step : steps) {
      step.backward()
          .ifPresent(
              backward ->
                  backward
                      .recomputedAt()
                      .ifPresent(
                          at ->
                              recomputed
                                  .steps
                                  .computeIfAbsent(at, index -> new ArrayList<>())
                                  .add(step)));
    }
    return recomputed;
  }

  /**
   * Returns what is computed again before a step's backward pass.
   *
   * @param step its index
   * @return the steps to repeat, in their order
   */
  public List<Step> at(int step) {
    return steps.getOrDefault(step, List.of());
  }
}
