package dev.conform.runtime.kernel;

/** An element-wise function that follows a layer. */
public enum Activation {
  /** Returns x. */
  IDENTITY,
  /** Returns max(0, x); NaN stays NaN. */
  RELU,
  /** Returns min(max(0, x), 6); NaN stays NaN. */
  RELU6,
  /** Returns x where x ≥ 0, slope · x elsewhere. */
  LEAKY_RELU,
  /** Returns 1 / (1 + exp(−x)). */
  SIGMOID,
  /** Returns the hyperbolic tangent. */
  TANH,
  /** Returns 1.7159 · tanh(2x / 3), which maps ±1 to ±1 (LeCun et al. 1998, appendix A). */
  SCALED_TANH,
  /** Returns x · sigmoid(x). */
  SILU,
  /** Returns x · Φ(x), with the error function. */
  GELU,
  /** Returns 0.5 · x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))). */
  GELU_TANH;

  /**
   * Tells whether the derivative can be had from the result alone, so that the argument need not be
   * kept and the function may work in place.
   *
   * @return false for SILU and the GELUs
   */
  public boolean fromOutput() {
    return compareTo(SILU) < 0;
  }

  /** Tells whether the function is made of straight lines, and so as cheap as a comparison. */
  boolean isPiecewiseLinear() {
    return compareTo(SIGMOID) < 0;
  }
}
