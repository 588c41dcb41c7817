package dev.conform.runtime.kernel;

/**
 * How a normalisation changes its columns, forward and backward: out = f((x − mean) · scale +
 * shift), where f multiplies what is negative by {@link #leak()}. Read by {@link Primitives}; all
 * arrays are in whole vectors of {@link Tensor#ALIGNMENT}.
 */
public final class ColumnNorm {

  /** What leaves negative values as they are. */
  static final float NO_LEAK = 1;

  private float[] mean = {};
  private float[] scale = {};
  private float[] shift = {};
  private float[] ofGradient = {};
  private float[] ofDistance = {};
  private float[] constant = {};
  private float leak = NO_LEAK;

  /** Makes one without room. */
  public ColumnNorm() {}

  /** Makes room, in whole vectors; only the first use of a larger width allocates. */
  void require(int columns) {
    if (mean.length < columns) {
      int room = Math.toIntExact(ConvShape.aligned(columns));
      mean = new float[room];
      scale = new float[room];
      shift = new float[room];
      ofGradient = new float[room];
      ofDistance = new float[room];
      constant = new float[room];
    }
  }

  /**
   * Sets f.
   *
   * @return whether f is one of those that it can be: the identity, RELU and LEAKY_RELU. If not,
   *     the identity is set
   */
  boolean setActivation(Activation f, float slope) {
    leak = f == Activation.RELU ? 0 : f == Activation.LEAKY_RELU ? slope : NO_LEAK;
    return f == Activation.IDENTITY || leak != NO_LEAK;
  }

  /**
   * Returns what negative results are multiplied by.
   *
   * @return 0 for RELU, 1 for the identity
   */
  public float leak() {
    return leak;
  }

  /**
   * Returns the mean of each column.
   *
   * @return what is subtracted first
   */
  public float[] mean() {
    return mean;
  }

  /**
   * Returns the scale of each column.
   *
   * @return what the distance from the mean is multiplied by
   */
  public float[] scale() {
    return scale;
  }

  /**
   * Returns the shift of each column.
   *
   * @return what is added last
   */
  public float[] shift() {
    return shift;
  }

  /**
   * Returns the factor of the gradient on the way back.
   *
   * @return of each column
   */
  public float[] ofGradient() {
    return ofGradient;
  }

  /**
   * Returns the factor of the distance from the mean on the way back.
   *
   * @return of each column
   */
  public float[] ofDistance() {
    return ofDistance;
  }

  /**
   * Returns what is added on the way back.
   *
   * @return of each column
   */
  public float[] constant() {
    return constant;
  }
}
