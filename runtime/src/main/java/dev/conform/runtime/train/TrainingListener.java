package dev.conform.runtime.train;

/**
 * Hears of a training's progress, in the training thread. To stop a training, interrupt that
 * thread; an exception thrown here ends it too and reaches the caller of {@code fit}.
 */
public interface TrainingListener {

  /**
   * Hears of a step.
   *
   * @param step that was made
   */
  default void onStep(Step step) {}

  /**
   * Hears of an epoch.
   *
   * @param epoch that was finished
   */
  default void onEpoch(Epoch epoch) {}

  /**
   * Hears that the training is over; not called after an exception.
   *
   * @param history of all of it
   */
  default void onEnd(History history) {}
}
