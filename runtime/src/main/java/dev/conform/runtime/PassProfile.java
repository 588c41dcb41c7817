package dev.conform.runtime;

import java.util.List;

/**
 * Where the time of one kind of pass goes. Its times are of passes with as many images as the
 * largest batch had: smaller ones, such as the last of an epoch, are counted and not timed. The
 * latest 256 passes count.
 *
 * @param pass the kind
 * @param images of one pass
 * @param passes how many there were, smaller batches included
 * @param timed how many of them the times are from
 * @param milliseconds the median of a whole pass
 * @param millisecondsBefore the median of what lies before the pass in a training step: between
 *     forward and backward the loss, between backward and the next forward the optimizer and the
 *     next batch; 0 for inference
 * @param steps those of the plan that this kind of pass has, in the order of the plan
 * @param others what is no step: the packing of the input, the preparation of parameters, and the
 *     rest; with the steps their shares add up to 1
 */
public record PassProfile(
    Pass pass,
    int images,
    long passes,
    int timed,
    double milliseconds,
    double millisecondsBefore,
    List<StepProfile> steps,
    List<StepProfile> others) {

  /** Keeps immutable copies. */
  public PassProfile {
    steps = List.copyOf(steps);
    others = List.copyOf(others);
  }

  /**
   * Returns the multiply-accumulates of one pass.
   *
   * @return those of all steps
   */
  public long macs() {
    return steps.stream().mapToLong(StepProfile::macs).sum();
  }

  /**
   * Returns what one pass reads and writes.
   *
   * @return bytes of all steps
   */
  public long bytes() {
    return steps.stream().mapToLong(StepProfile::bytes).sum();
  }

  /** Returns 10⁹ a second. */
  static double billions(double amount, double milliseconds) {
    return milliseconds == 0 ? 0 : amount / milliseconds / 1e6;
  }
}
