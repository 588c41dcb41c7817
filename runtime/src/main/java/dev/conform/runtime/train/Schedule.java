package dev.conform.runtime.train;

/** How the learning rate changes. What a step of time is, an epoch or a batch, the trainer says. */
@FunctionalInterface
public interface Schedule {

  /**
   * Returns the learning rate at a time.
   *
   * @param base the optimizer's learning rate
   * @param time epochs, or batches, that are over: 0 in the first
   * @return the learning rate, 0 or more
   */
  double at(double base, long time);
}
