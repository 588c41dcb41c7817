package dev.conform.runtime;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of a network, as its generated class tells them to a {@link Profiler}: for each pass
 * the multiply-accumulates of one image, the floats that are read and written for one image, and
 * those of a pass whatever the batch, the parameters.
 */
public final class Plan {

  /**
   * What a step does in one pass.
   *
   * @param operation its text
   * @param macs multiply-accumulates for one image
   * @param imageFloats read and written for one image
   * @param passFloats read and written once
   */
  record Work(String operation, long macs, long imageFloats, long passFloats) {}

  /**
   * A step.
   *
   * @param layer the path of the layer it belongs to
   * @param operation its text
   * @param work that it does; nothing for a pass that leaves it out
   */
  record Step(String layer, String operation, Map<Pass, Work> work) {}

  private final List<Step> steps = new ArrayList<>();

  private Plan() {}

  /** Returns the steps of a network. */
  static Plan of(Model model) {
    Plan plan = new Plan();
    model.describe(plan);
    return plan;
  }

  /**
   * Adds the next step.
   *
   * @param layer the path of its layer: {@code stage1.0.reduce}
   * @param operation what it computes: {@code conv 3×3 padding 1 (winograd)}
   * @return this, for what the step does
   */
  public Plan step(String layer, String operation) {
    steps.add(new Step(layer, operation, new EnumMap<>(Pass.class)));
    return this;
  }

  /**
   * Says what the step does on the way forward, in training as in inference.
   *
   * @param macs multiply-accumulates for one image
   * @param imageFloats read and written for one image
   * @param passFloats read and written once
   * @return this
   */
  public Plan forward(long macs, long imageFloats, long passFloats) {
    return training(macs, imageFloats, passFloats).inference(macs, imageFloats, passFloats);
  }

  /**
   * Says what the step does on the way forward in training.
   *
   * @param macs multiply-accumulates for one image
   * @param imageFloats read and written for one image
   * @param passFloats read and written once
   * @return this
   */
  public Plan training(long macs, long imageFloats, long passFloats) {
    return add(Pass.FORWARD, last().operation(), macs, imageFloats, passFloats);
  }

  /**
   * Says what the step does in inference.
   *
   * @param macs multiply-accumulates for one image
   * @param imageFloats read and written for one image
   * @param passFloats read and written once
   * @return this
   */
  public Plan inference(long macs, long imageFloats, long passFloats) {
    return inference(last().operation(), macs, imageFloats, passFloats);
  }

  /**
   * Says what inference does in the place of the step: several steps in one call.
   *
   * @param operation what the call computes
   * @param macs multiply-accumulates for one image
   * @param imageFloats read and written for one image
   * @param passFloats read and written once
   * @return this
   */
  public Plan inference(String operation, long macs, long imageFloats, long passFloats) {
    return add(Pass.INFERENCE, operation, macs, imageFloats, passFloats);
  }

  /**
   * Says what the step does on the way back.
   *
   * @param macs multiply-accumulates for one image, for each gradient that is computed
   * @param imageFloats read and written for one image
   * @param passFloats read and written once
   * @return this
   */
  public Plan backward(long macs, long imageFloats, long passFloats) {
    return add(Pass.BACKWARD, last().operation(), macs, imageFloats, passFloats);
  }

  private Plan add(Pass pass, String operation, long macs, long imageFloats, long passFloats) {
    last().work().put(pass, new Work(operation, macs, imageFloats, passFloats));
    return this;
  }

  private Step last() {
    return steps.get(steps.size() - 1);
  }

  List<Step> steps() {
    return steps;
  }

  /** Returns the multiply-accumulates of one image. */
  long macs(Pass pass) {
    long macs = 0;
    for (Step step : steps) {
      Work work = step.work().get(pass);
      macs += work == null ? 0 : work.macs();
    }
    return macs;
  }
}
