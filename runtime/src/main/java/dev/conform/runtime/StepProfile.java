package dev.conform.runtime;

/**
 * What a step of the plan took in one kind of pass, or something that is no step.
 *
 * @param step its number in the plan, from 0; −1 for what is no step
 * @param layer the path of its layer: {@code stage1.0.reduce}; empty for what is no step
 * @param operation what it computes: {@code conv 3×3 padding 1 (winograd), batch norm, relu}
 * @param milliseconds the median of the passes that count
 * @param share of the time of all these passes, from 0 to 1
 * @param macs multiply-accumulates of one pass by the definition of the layer; backward for each
 *     gradient that is computed
 * @param bytes that one pass reads and writes: activations, gradients, parameters
 */
public record StepProfile(
    int step,
    String layer,
    String operation,
    double milliseconds,
    double share,
    long macs,
    long bytes) {

  /**
   * Returns the speed of computing.
   *
   * @return 2 operations for each multiply-accumulate, in 10⁹ a second; 0 where there is no time
   */
  public double gflops() {
    return PassProfile.billions(2.0 * macs, milliseconds);
  }

  /**
   * Returns the speed of reading and writing.
   *
   * @return 10⁹ bytes a second; 0 where there is no time
   */
  public double gigabytesPerSecond() {
    return PassProfile.billions((double) bytes, milliseconds);
  }
}
