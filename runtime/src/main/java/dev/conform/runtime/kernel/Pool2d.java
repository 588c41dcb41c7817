package dev.conform.runtime.kernel;

/**
 * The shape of a pooling layer. The output size is given and not computed: {@code ceil} mode is the
 * compiler's matter.
 *
 * @param channels channels of input and output
 * @param inHeight height of the input
 * @param inWidth width of the input
 * @param outHeight height of the output
 * @param outWidth width of the output
 * @param window how the window slides; it may reach beyond the padded input at the bottom and right
 * @param countPadding whether padding counts as zeros in an average
 */
public record Pool2d(
    int channels,
    int inHeight,
    int inWidth,
    int outHeight,
    int outWidth,
    Window window,
    boolean countPadding) {

  /**
   * Starts with a pool of window 1×1.
   *
   * @param channels channels of input and output
   * @param inHeight height of the input
   * @param inWidth width of the input
   * @return the shape
   */
  public static Pool2d of(int channels, int inHeight, int inWidth) {
    return new Pool2d(channels, inHeight, inWidth, inHeight, inWidth, Window.of(1, 1), true);
  }

  /**
   * Starts with the one window that covers the whole input.
   *
   * @param channels channels of input and output
   * @param inHeight height of the input
   * @param inWidth width of the input
   * @return the shape
   */
  public static Pool2d global(int channels, int inHeight, int inWidth) {
    return new Pool2d(channels, inHeight, inWidth, 1, 1, Window.of(inHeight, inWidth), true);
  }

  /**
   * Returns this shape with another window size.
   *
   * @param height in taps
   * @param width in taps
   * @return the new shape
   */
  public Pool2d size(int height, int width) {
    return window(window.kernel(height, width));
  }

  /**
   * Returns this shape with another stride.
   *
   * @param height rows between windows
   * @param width columns between windows
   * @return the new shape
   */
  public Pool2d stride(int height, int width) {
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
  public Pool2d padding(int top, int left, int bottom, int right) {
    return window(window.padding(top, left, bottom, right));
  }

  /**
   * Returns this shape with another dilation.
   *
   * @param height rows between taps
   * @param width columns between taps
   * @return the new shape
   */
  public Pool2d dilation(int height, int width) {
    return window(window.dilation(height, width));
  }

  /**
   * Returns this shape with its output size.
   *
   * @param height in pixels
   * @param width in pixels
   * @return the new shape
   */
  public Pool2d output(int height, int width) {
    return new Pool2d(channels, inHeight, inWidth, height, width, window, countPadding);
  }

  /**
   * Returns this shape with averages over the pixels inside the input only.
   *
   * @return the new shape
   */
  public Pool2d ignorePadding() {
    return new Pool2d(channels, inHeight, inWidth, outHeight, outWidth, window, false);
  }

  private Pool2d window(Window other) {
    return new Pool2d(channels, inHeight, inWidth, outHeight, outWidth, other, countPadding);
  }
}
