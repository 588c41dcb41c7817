package dev.conform.runtime.kernel;

/**
 * The shape of an enlargement by whole factors.
 *
 * @param channels channels of input and output
 * @param inHeight height of the input
 * @param inWidth width of the input
 * @param factorH rows of output for each of the input
 * @param factorW columns of output for each of the input
 * @param mode how values between pixels come about
 */
public record Upsample2d(
    int channels, int inHeight, int inWidth, int factorH, int factorW, Mode mode) {

  /** How values between pixels come about. */
  public enum Mode {
    /** Each pixel is repeated. */
    NEAREST,
    /**
     * Between the centres of pixels values change evenly, and at the border they stay: PyTorch's
     * {@code align_corners=False}.
     */
    BILINEAR
  }

  /** Checks the factors. */
  public Upsample2d {
    if (factorH < 1 || factorW < 1) {
      throw new IllegalArgumentException(
          "upsampling by %d×%d: the factors must be 1 or more".formatted(factorH, factorW));
    }
  }

  /**
   * Starts with an output as large as the input.
   *
   * @param channels channels of input and output
   * @param inHeight height of the input
   * @param inWidth width of the input
   * @return the shape
   */
  public static Upsample2d of(int channels, int inHeight, int inWidth) {
    return new Upsample2d(channels, inHeight, inWidth, 1, 1, Mode.NEAREST);
  }

  /**
   * Returns this shape with other factors.
   *
   * @param height rows of output for each of the input
   * @param width columns of output for each of the input
   * @return the new shape
   * @throws IllegalArgumentException if a factor is less than 1
   */
  public Upsample2d factor(int height, int width) {
    return new Upsample2d(channels, inHeight, inWidth, height, width, mode);
  }

  /**
   * Returns this shape with another mode.
   *
   * @param other how values between pixels come about
   * @return the new shape
   */
  public Upsample2d mode(Mode other) {
    return new Upsample2d(channels, inHeight, inWidth, factorH, factorW, other);
  }

  /**
   * Returns the height of the output.
   *
   * @return in pixels
   */
  public int outHeight() {
    return Math.multiplyExact(inHeight, factorH);
  }

  /**
   * Returns the width of the output.
   *
   * @return in pixels
   */
  public int outWidth() {
    return Math.multiplyExact(inWidth, factorW);
  }
}
