package dev.conform.runtime.kernel;

/** The numbers of one step of Adam, with what is the same for all parameters worked out. */
public final class AdamRates {

  private float beta1;
  private float beta2;
  private float epsilon;
  private float addedDecay;
  private float keep = 1;
  private float stepSize;
  private float rootScale;

  /** Makes rates that change nothing. */
  public AdamRates() {}

  /**
   * Sets the numbers.
   *
   * @param lr the learning rate
   * @param newBeta1 the part of the mean that stays
   * @param newBeta2 the part of the variance that stays
   * @param newEpsilon added to the root of the variance
   * @param weightDecay as PyTorch's weight_decay
   * @param decoupled whether the parameter itself decays (AdamW) instead of its gradient's growing
   * @param step from 1
   * @return this
   */
  public AdamRates set(
      float lr,
      float newBeta1,
      float newBeta2,
      float newEpsilon,
      float weightDecay,
      boolean decoupled,
      long step) {
    if (step < 1) {
      throw new IllegalArgumentException("step " + step + ": the first step is 1");
    }
    beta1 = newBeta1;
    beta2 = newBeta2;
    epsilon = newEpsilon;
    addedDecay = decoupled ? 0 : weightDecay;
    keep = decoupled ? (float) (1 - (double) lr * weightDecay) : 1;
    stepSize = (float) (lr / (1 - Math.pow(newBeta1, (double) step)));
    rootScale = (float) (1 / Math.sqrt(1 - Math.pow(newBeta2, (double) step)));
    return this;
  }

  /**
   * Returns the part of the mean that stays.
   *
   * @return beta 1
   */
  public float beta1() {
    return beta1;
  }

  /**
   * Returns the part of the variance that stays.
   *
   * @return beta 2
   */
  public float beta2() {
    return beta2;
  }

  /**
   * Returns what is added to the root of the variance.
   *
   * @return epsilon
   */
  public float epsilon() {
    return epsilon;
  }

  /**
   * Returns the part of the parameter that is added to its gradient.
   *
   * @return 0 in AdamW
   */
  public float addedDecay() {
    return addedDecay;
  }

  /**
   * Returns the part of the parameter that stays before the step.
   *
   * @return 1 in Adam
   */
  public float keep() {
    return keep;
  }

  /**
   * Returns the learning rate over the mean's bias correction.
   *
   * @return lr / (1 − beta1^step)
   */
  public float stepSize() {
    return stepSize;
  }

  /**
   * Returns the variance's bias correction, for its root.
   *
   * @return 1 / √(1 − beta2^step)
   */
  public float rootScale() {
    return rootScale;
  }
}
