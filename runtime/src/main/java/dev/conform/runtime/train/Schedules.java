package dev.conform.runtime.train;

/** The learning rate schedules, each by the formula of its PyTorch namesake. */
public final class Schedules {

  private Schedules() {}

  /**
   * Keeps the learning rate.
   *
   * @return the schedule
   */
  public static Schedule constant() {
    return (base, time) -> base;
  }

  /**
   * Multiplies the learning rate by a factor at regular times: PyTorch's {@code StepLR}.
   *
   * @param size the time between, 1 or more
   * @param gamma the factor, above 0; 0.1 is usual
   * @return base · gamma^⌊time / size⌋
   */
  public static Schedule step(long size, double gamma) {
    Ranges.atLeast1("step size", size);
    Ranges.above0("gamma", gamma);
    return (base, time) -> {
      long multiplications = time / size;
      return base * Math.pow(gamma, (double) multiplications);
    };
  }

  /**
   * Lowers the learning rate to 0 along half a cosine (Loshchilov, Hutter 2017, without restarts).
   *
   * @param length the time it takes, 1 or more
   * @return as {@link #cosine(long, double)} with a minimum of 0
   */
  public static Schedule cosine(long length) {
    return cosine(length, 0);
  }

  /**
   * Lowers the learning rate to a minimum along half a cosine: PyTorch's {@code CosineAnnealingLR}.
   * As there, the cosine goes on after that time, and the learning rate rises again.
   *
   * @param length the time it takes, 1 or more
   * @param minimum the learning rate after that time, 0 or more
   * @return minimum + (base − minimum) · (1 + cos(π · time / length)) / 2
   */
  public static Schedule cosine(long length, double minimum) {
    Ranges.atLeast1("cosine length", length);
    Ranges.from0("minimum", minimum);
    return (base, time) -> minimum + (base - minimum) * (1 + Math.cos(Math.PI * time / length)) / 2;
  }

  /**
   * Raises the learning rate in even steps before another schedule starts: PyTorch's {@code
   * LinearLR} with a start factor of {@code 1 / (length + 1)}, then the other by {@code
   * SequentialLR}.
   *
   * @param length the time it takes, 1 or more
   * @param then the schedule that follows; its time 0 is this one's {@code length}
   * @return base · (time + 1) / (length + 1) while time &lt; length, then {@code then}
   */
  public static Schedule warmUp(long length, Schedule then) {
    return warmUp(length, 1.0 / (length + 1), then);
  }

  /**
   * Raises the learning rate in even steps from a share of it before another schedule starts:
   * PyTorch's {@code LinearLR}, then the other by {@code SequentialLR}.
   *
   * @param length the time it takes, 1 or more
   * @param startFactor the share to start with, from 0 to 1
   * @param then the schedule that follows; its time 0 is this one's {@code length}
   * @return base · (startFactor + (1 − startFactor) · time / length) while time &lt; length, then
   *     {@code then}
   */
  public static Schedule warmUp(long length, double startFactor, Schedule then) {
    Ranges.atLeast1("warm-up length", length);
    if (!(startFactor >= 0 && startFactor <= 1)) {
      throw new IllegalArgumentException(
          "start factor " + startFactor + ": it must be from 0 to 1");
    }
    return (base, time) ->
        time < length
            ? base * (startFactor + (1 - startFactor) * time / length)
            : then.at(base, time - length);
  }
}
