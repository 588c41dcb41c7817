package dev.conform.runtime.kernel;

/** Sizes that follow from a convolution's shape, and how its operands are seen as matrices. */
final class ConvShape {

  /** The floats of a vector, for estimates of work. */
  private static final int VECTOR = 16;

  private ConvShape() {}

  static long inFloats(Conv2d conv) {
    return (long) conv.inHeight() * conv.inWidth() * conv.inChannels();
  }

  static long outFloats(Conv2d conv) {
    return (long) conv.outHeight() * conv.outWidth() * conv.outChannels();
  }

  static long weightFloats(Conv2d conv) {
    return (long) conv.patch() * conv.outChannels();
  }

  static long aligned(long floats) {
    return (floats + Tensor.ALIGNMENT - 1) / Tensor.ALIGNMENT * Tensor.ALIGNMENT;
  }

  /** Returns the work of one image in multiplications of vectors. */
  static long steps(Conv2d conv) {
    return outFloats(conv) * conv.patch() / VECTOR;
  }

  /**
   * The taps of a kernel row lie together, so that the kernel is one matrix of two-level columns.
   */
  static boolean isJoined(Conv2d conv) {
    return conv.groups() == 1 && conv.window().dilationW() == 1;
  }

  /**
   * Sets a view of the (padded) input: a row for each output pixel, a column for each tap, of one
   * kernel row and group unless the kernel {@linkplain #isJoined is joined}.
   */
  static void forwardView(StridedView view, Conv2d conv) {
    Window w = conv.window();
    int channels = conv.inChannels();
    int row = Patches.paddedWidth(conv) * channels;
    view.rows(conv.outWidth(), w.strideH() * row, w.strideW() * channels);
    if (isJoined(conv)) {
      view.columns(w.kernelH(), w.dilationH() * row, w.kernelW() * channels, 1);
    } else {
      view.columns(w.kernelW(), w.dilationW() * channels, channels / conv.groups(), 1);
    }
  }

  /** Sets the transposed view: a row for each tap, a column for each output pixel. */
  static void weightView(StridedView view, Conv2d conv) {
    Window w = conv.window();
    int channels = conv.inChannels();
    int row = Patches.paddedWidth(conv) * channels;
    view.columns(conv.outHeight(), w.strideH() * row, conv.outWidth(), w.strideW() * channels);
    if (isJoined(conv)) {
      view.rows(w.kernelW() * channels, w.dilationH() * row, 1);
    } else {
      view.rows(channels / conv.groups(), w.dilationW() * channels, 1);
    }
  }
}
