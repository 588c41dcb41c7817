package dev.conform.runtime.train;

/**
 * A training made a NaN or an infinity. If loss or gradients show it, the step is not carried out:
 * parameters and running statistics are those from before it. If only the update of the parameters
 * shows it, because a parameter overflows, that update has happened.
 */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The layer's name. */
  private final String layer;

  /** From 1. */
  private final int epoch;

  /** From 1. */
  private final int step;

  DivergedException(String message, String layer, int epoch, int step) {
    super(message);
    this.layer = layer;
    this.epoch = epoch;
    this.step = step;
  }

  /**
   * Returns where the first such value is: the first layer of the forward pass or, if it only
   * appeared in the gradients, the first of the backward pass.
   *
   * @return the layer's name; {@code input} if an image holds it; {@code loss} if no layer does
   */
  public String layer() {
    return layer;
  }

  /**
   * Returns the epoch.
   *
   * @return from 1
   */
  public int epoch() {
    return epoch;
  }

  /**
   * Returns the step in the epoch.
   *
   * @return from 1
   */
  public int step() {
    return step;
  }
}
