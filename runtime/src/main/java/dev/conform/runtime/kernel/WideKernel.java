package dev.conform.runtime.kernel;

/**
 * A direct convolution with few filters, seen as one with more: m neighbouring output pixels
 * together are one pixel with m · filters channels, which lie in memory just so, and the kernel
 * that computes them is wider by the way from the first to the last. It has zeros where a filter
 * does not reach, but its rows fill more of a vector: LeNet-5's first layer takes 30 · 14 steps for
 * a row of 28 pixels instead of 25 · 28.
 */
final class WideKernel {

  /** Floats from a row of the wider weight to the next: vectors are aligned. */
  static final int STRIDE = 16;

  /** Spreading the weights costs something, too. */
  private static final double WORTHWHILE = 1.3;

  private WideKernel() {}

  /** Returns how many output pixels are taken together, 1 for none. */
  static int pixels(Conv2d conv) {
    if (!ConvShape.isJoined(conv) || conv.outChannels() > STRIDE / 2) {
      return 1;
    }
    // What the workspace holds besides a part of the weights' gradient and a padded image.
    long room =
        Kernels.workspaceFloats(conv)
            - ConvShape.aligned(ConvShape.weightFloats(conv))
            - ConvShape.aligned(Patches.paddedFloats(conv));
    int best = 1;
    long bestCost = (long) (cost(conv, 1) / WORTHWHILE);
    for (int m = 2; m * conv.outChannels() <= STRIDE; m++) {
      boolean fits = conv.outWidth() % m == 0 && weightFloats(conv, m) + STRIDE <= room;
      if (fits && cost(conv, m) < bestCost) {
        best = m;
        bestCost = cost(conv, m);
      }
    }
    return best;
  }

  /** Returns the multiplications of vectors for a row of output. */
  private static long cost(Conv2d conv, int m) {
    long rows = conv.outWidth() / m;
    return rows * taps(conv, m);
  }

  /** Returns the width of the wider kernel. */
  private static int width(Conv2d conv, int m) {
    return conv.window().kernelW() + (m - 1) * conv.window().strideW();
  }

  /** Returns the rows of the wider weight. */
  static int taps(Conv2d conv, int m) {
    return conv.window().kernelH() * width(conv, m) * conv.inChannels();
  }

  static long weightFloats(Conv2d conv, int m) {
    return (long) taps(conv, m) * STRIDE;
  }

  /** Sets a view of the (padded) input: a row for m output pixels, a column for each tap. */
  static void forwardView(StridedView view, Conv2d conv, int m) {
    Window w = conv.window();
    int channels = conv.inChannels();
    int row = Patches.paddedWidth(conv) * channels;
    view.rows(conv.outWidth() / m, w.strideH() * row, m * w.strideW() * channels)
        .columns(w.kernelH(), w.dilationH() * row, width(conv, m) * channels, 1);
  }

  /** Sets the transposed view. */
  static void weightView(StridedView view, Conv2d conv, int m) {
    Window w = conv.window();
    int channels = conv.inChannels();
    int row = Patches.paddedWidth(conv) * channels;
    view.rows(width(conv, m) * channels, w.dilationH() * row, 1)
        .columns(
            conv.outHeight(), w.strideH() * row, conv.outWidth() / m, m * w.strideW() * channels);
  }

  /**
   * Copies the weight to each of the m pixels.
   *
   * @param wide overwritten, {@code [kernelH][wider kernelW][inChannels][STRIDE]}, of which a row
   *     holds {@code [m][outChannels]}
   */
  static void spread(Primitives primitives, long wide, long weight, Conv2d conv, int m) {
    primitives.clear(wide, weightFloats(conv, m));
    walk(primitives, wide, weight, conv, m, true);
  }

  /** Adds the parts of the m pixels to the weight's gradient; arguments as for spread. */
  static void fold(Primitives primitives, long wide, long dWeight, Conv2d conv, int m) {
    walk(primitives, wide, dWeight, conv, m, false);
  }

  private static void walk(
      Primitives primitives, long wide, long weight, Conv2d conv, int m, boolean spread) {
    int filters = conv.outChannels();
    int channels = conv.inChannels();
    int kernelW = conv.window().kernelW();
    for (int kh = 0; kh < conv.window().kernelH(); kh++) {
      for (int pixel = 0; pixel < m; pixel++) {
        int shift = pixel * conv.window().strideW();
        for (int tap = 0; tap < kernelW * channels; tap++) {
          long narrowRow = (long) kh * kernelW * channels + tap;
          long wideRow = ((long) kh * width(conv, m) + shift) * channels + tap;
          long narrowAt = RawMemory.at(weight, narrowRow * filters);
          long wideAt = RawMemory.at(wide, wideRow * STRIDE + (long) pixel * filters);
          if (spread) {
            primitives.copy(wideAt, narrowAt, filters);
          } else {
            primitives.add(narrowAt, wideAt, filters);
          }
        }
      }
    }
  }
}
