package dev.conform.runtime.kernel;

/** What a layer normalisation works out of some rows; written and read by {@link Primitives}. */
public final class RowStatistics {

  /** So many rows have room. */
  public static final int ROWS = 64;

  private final float[] mean = new float[ROWS];
  private final float[] invStd = new float[ROWS];
  private final float[] meanGradient = new float[ROWS];
  private final float[] meanProduct = new float[ROWS];

  /** Makes room. */
  public RowStatistics() {}

  /**
   * Returns the mean of each row.
   *
   * @return x̄
   */
  public float[] mean() {
    return mean;
  }

  /**
   * Returns the inverse deviation of each row.
   *
   * @return 1 / √(biased variance + epsilon)
   */
  public float[] invStd() {
    return invStd;
  }

  /**
   * Returns the mean of each row's weighted gradients.
   *
   * @return mean(weight · dOut)
   */
  public float[] meanGradient() {
    return meanGradient;
  }

  /**
   * Returns the mean of each row's weighted gradients times normalised values.
   *
   * @return mean(weight · dOut · (x − x̄) · invStd)
   */
  public float[] meanProduct() {
    return meanProduct;
  }
}
