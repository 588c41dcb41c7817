package dev.conform.runtime.kernel;

/**
 * The numbers of a local response normalisation (Krizhevsky et al. 2012, section 3.3): {@code y[c]
 * = x[c] / (k + alpha / size · Σ x²)^beta} over the window of channels around c.
 */
public final class LocalResponse {

  private int before;
  private int after;
  private float scale;
  private float beta;
  private float k = 1;

  /** Makes numbers that change nothing. */
  public LocalResponse() {}

  /**
   * Sets the numbers.
   *
   * @param size channels of the window; of an even number, the larger part lies after the channel
   * @param alpha the weight of the window's mean square
   * @param newBeta the power
   * @param newK added to the mean square
   * @return this
   * @throws IllegalArgumentException if the size is less than 1
   */
  public LocalResponse set(int size, float alpha, float newBeta, float newK) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "local response normalisation over " + size + " channels: it must be 1 or more");
    }
    before = (size - 1) / 2;
    after = size / 2;
    scale = alpha / size;
    beta = newBeta;
    k = newK;
    return this;
  }

  /**
   * Returns how many channels before a channel its window begins.
   *
   * @return ⌊(size − 1) / 2⌋
   */
  public int before() {
    return before;
  }

  /**
   * Returns how many channels after a channel its window ends.
   *
   * @return ⌈(size − 1) / 2⌉
   */
  public int after() {
    return after;
  }

  /**
   * Returns what the sum of squares is multiplied by.
   *
   * @return alpha / size
   */
  public float scale() {
    return scale;
  }

  /**
   * Returns the power.
   *
   * @return beta
   */
  public float beta() {
    return beta;
  }

  /**
   * Returns what is added to the sum of squares.
   *
   * @return k
   */
  public float k() {
    return k;
  }

  /**
   * Returns the length of a row of scratch: whole vectors of channels, and zeros for those that the
   * first and the last window miss.
   *
   * @param channels the length of a row
   * @return in floats
   */
  public int scratchRow(int channels) {
    int vectors = (channels + Tensor.ALIGNMENT - 1) / Tensor.ALIGNMENT;
    return before + vectors * Tensor.ALIGNMENT + after;
  }
}
