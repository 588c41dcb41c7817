package dev.conform.runtime.kernel;

/**
 * The shape of a two-dimensional convolution, and how it is computed.
 *
 * @param inChannels channels of the input
 * @param inHeight height of the input
 * @param inWidth width of the input
 * @param outChannels channels of the output
 * @param window how the kernel slides
 * @param groups the number of groups that the channels are split into
 * @param algorithm how the convolution is computed; the result is the same within rounding
 */
public record Conv2d(
    int inChannels,
    int inHeight,
    int inWidth,
    int outChannels,
    Window window,
    int groups,
    Algorithm algorithm) {

  /** How a convolution is computed. */
  public enum Algorithm {
    /** A register tile of output pixels by output channels, straight from the input. */
    DIRECT,
    /** Strips of output rows: patches gathered into a matrix, then one product. */
    IM2COL,
    /** A 1×1 convolution of stride 1 without padding: one product, nothing gathered. */
    POINTWISE,
    /**
     * Winograd's minimal filtering, 3×3 or 5×5 of stride 1 with whole vectors of channels: tiles
     * and kernels are transformed, multiplied point by point, and transformed back. An infinity or
     * NaN makes NaN of all outputs of its tile.
     */
    WINOGRAD
  }

  /** Checks that the groups divide the channels. */
  public Conv2d {
    if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0) {
      throw new IllegalArgumentException(
          "%d groups must divide %d input and %d output channels"
              .formatted(groups, inChannels, outChannels));
    }
  }

  /**
   * Starts with a 1×1 convolution that keeps the number of channels.
   *
   * @param inChannels channels of the input
   * @param inHeight height of the input
   * @param inWidth width of the input
   * @return the shape
   */
  public static Conv2d of(int inChannels, int inHeight, int inWidth) {
    return new Conv2d(
        inChannels, inHeight, inWidth, inChannels, Window.of(1, 1), 1, Algorithm.IM2COL);
  }

  /**
   * Returns this shape with another number of output channels.
   *
   * @param filters the number of output channels
   * @return the new shape
   */
  public Conv2d filters(int filters) {
    return new Conv2d(inChannels, inHeight, inWidth, filters, window, groups, algorithm);
  }

  /**
   * Returns this shape with another kernel.
   *
   * @param height in taps
   * @param width in taps
   * @return the new shape
   */
  public Conv2d kernel(int height, int width) {
    return window(window.kernel(height, width));
  }

  /**
   * Returns this shape with another stride.
   *
   * @param height rows between outputs
   * @param width columns between outputs
   * @return the new shape
   */
  public Conv2d stride(int height, int width) {
    return window(window.stride(height, width));
  }

  /**
   * Returns this shape with another padding.
   *
   * @param top rows above
   * @param left columns left
   * @param bottom rows below
   * @param right columns right
   * @return the new shape
   */
  public Conv2d padding(int top, int left, int bottom, int right) {
    return window(window.padding(top, left, bottom, right));
  }

  /**
   * Returns this shape with another dilation.
   *
   * @param height rows between taps
   * @param width columns between taps
   * @return the new shape
   */
  public Conv2d dilation(int height, int width) {
    return window(window.dilation(height, width));
  }

  /**
   * Returns this shape with another number of groups.
   *
   * @param count the number of groups
   * @return the new shape
   */
  public Conv2d groups(int count) {
    return new Conv2d(inChannels, inHeight, inWidth, outChannels, window, count, algorithm);
  }

  /**
   * Returns this shape computed in another way.
   *
   * @param choice the algorithm
   * @return the new shape
   */
  public Conv2d algorithm(Algorithm choice) {
    return new Conv2d(inChannels, inHeight, inWidth, outChannels, window, groups, choice);
  }

  private Conv2d window(Window other) {
    return new Conv2d(inChannels, inHeight, inWidth, outChannels, other, groups, algorithm);
  }

  /**
   * Returns the height of the output.
   *
   * @return in pixels
   * @throws IllegalArgumentException if the kernel is higher than the padded input
   */
  public int outHeight() {
    return fitting(window.outHeight(inHeight));
  }

  /**
   * Returns the width of the output.
   *
   * @return in pixels
   * @throws IllegalArgumentException if the kernel is wider than the padded input
   */
  public int outWidth() {
    return fitting(window.outWidth(inWidth));
  }

  /** Checked here and not when a shape is made: a kernel may be larger until padding is added. */
  private int fitting(int size) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "kernel %d×%d does not fit its %d×%d input with padding %d, %d, %d, %d"
              .formatted(
                  window.kernelH(),
                  window.kernelW(),
                  inHeight,
                  inWidth,
                  window.padTop(),
                  window.padLeft(),
                  window.padBottom(),
                  window.padRight()));
    }
    return size;
  }

  /**
   * Returns the length of one column of patches: the taps that one output channel sums over.
   *
   * @return kernelH · kernelW · inChannels / groups
   */
  public int patch() {
    return window.kernelH() * window.kernelW() * (inChannels / groups);
  }
}
