package dev.conform.processor.plan;

import dev.conform.processor.plan.Fusion.Call;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the calls that inference leaves out: only outputs for training need them. */
final class TrainingOnly {

  private TrainingOnly() {}

  /** Returns the numbers of those calls. */
  static Set<Integer> calls(Fusion fusion, List<PlannedOutput> outputs) {
    Set<Integer> needed = new HashSet<>();
    outputs.stream()
        .filter(output -> !output.trainingOnly())
        .forEach(output -> needed.add(output.buffer()));
    Set<Integer> left = new HashSet<>();
    List<Call> calls = fusion.calls();
    for (int i = calls.size() - 1; i >= 0; i--) {
      if (needed.contains(calls.get(i).output())) {
        needed.addAll(calls.get(i).inputs());
      } else {
        left.add(i);
      }
    }
    return left;
  }
}
