package dev.conform.runtime.train;

import dev.conform.runtime.Model;
import dev.conform.runtime.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Watches a training for early stopping, and keeps the parameters of the best epoch. */
final class BestEpoch {

  private final EarlyStopping rule;
  private final Model model;
  private final List<float[]> parameters = new ArrayList<>();
  private double best = Double.NaN;
  private int waited;

  BestEpoch(EarlyStopping rule, Model model) {
    this.rule = rule;
    this.model = model;
  }

  /**
   * Looks at an epoch.
   *
   * @param epoch that was just finished
   * @return whether the training should end
   */
  boolean isOverAfter(Epoch epoch) {
    double value = rule.monitor().value(epoch);
    boolean first = Double.isNaN(best) && !Double.isNaN(value);
    if (first || rule.monitor().progress(epoch, best) > rule.minDelta()) {
      best = value;
      waited = 0;
      if (rule.restoresBest()) {
        parameters.clear();
        model.parameters().forEach(parameter -> parameters.add(parameter.values()));
      }
      return false;
    }
    waited++;
    return waited >= rule.patience();
  }

  /** Gives the model the parameters and running statistics of the best epoch, if there was one. */
  void restore() {
    List<Parameter> all = model.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      all.get(i).set(parameters.get(i));
    }
  }
}
