package dev.conform.runtime.kernel;

/**
 * Convolutions with one filter for each channel. A weight's taps are rows of channels, so all three
 * directions work on whole pixels.
 */
final class Depthwise {

  private Depthwise() {}

  /**
   * Overwrites some output rows of the batch, counted through it, within one image; or adds to
   * them, and then there is no bias.
   */
  static void forward(
      Primitives primitives,
      Taps taps,
      long output,
      long input,
      long weight,
      long bias,
      Conv2d conv,
      boolean accumulate,
      long firstRow,
      int rows) {
    Window w = conv.window();
    int channels = conv.inChannels();
    taps.image(channels, conv.inWidth(), w);
    for (long row = firstRow; row < firstRow + rows; row++) {
      long image = row / conv.outHeight();
      int top = (int) (row % conv.outHeight()) * w.strideH() - w.padTop();
      int kh = Patches.firstTap(top, w.dilationH());
      int khEnd = Patches.endTap(top, w.dilationH(), w.kernelH(), conv.inHeight());
      for (int ow = 0; ow < conv.outWidth(); ow++) {
        int left = ow * w.strideW() - w.padLeft();
        int kw = Patches.firstTap(left, w.dilationW());
        int kwEnd = Patches.endTap(left, w.dilationW(), w.kernelW(), conv.inWidth());
        taps.grid(Math.max(0, khEnd - kh), Math.max(0, kwEnd - kw), 0);
        long to = RawMemory.at(output, (row * conv.outWidth() + ow) * channels);
        primitives.depthwise(
            to,
            RawMemory.at(input, pixel(conv, image, top, left, kh, kw)),
            RawMemory.at(weight, ((long) kh * w.kernelW() + kw) * channels),
            accumulate ? to : bias,
            taps,
            w.kernelW() * channels);
      }
    }
  }

  /** Accumulates the gradient of one image, or of the weights from it. */
  static void backward(
      Primitives primitives,
      long dInput,
      long dWeight,
      long dOutput,
      long input,
      long weight,
      Conv2d conv,
      long image) {
    Window w = conv.window();
    int channels = conv.inChannels();
    for (int oh = 0; oh < conv.outHeight(); oh++) {
      int top = oh * w.strideH() - w.padTop();
      int khEnd = Patches.endTap(top, w.dilationH(), w.kernelH(), conv.inHeight());
      for (int kh = Patches.firstTap(top, w.dilationH()); kh < khEnd; kh++) {
        for (int ow = 0; ow < conv.outWidth(); ow++) {
          int left = ow * w.strideW() - w.padLeft();
          int kwEnd = Patches.endTap(left, w.dilationW(), w.kernelW(), conv.inWidth());
          long out = ((image * conv.outHeight() + oh) * conv.outWidth() + ow) * channels;
          for (int kw = Patches.firstTap(left, w.dilationW()); kw < kwEnd; kw++) {
            long in = pixel(conv, image, top, left, kh, kw);
            long tap = ((long) kh * w.kernelW() + kw) * channels;
            if (dInput != 0) {
              primitives.multiplyAdd(
                  RawMemory.at(dInput, in),
                  RawMemory.at(dOutput, out),
                  RawMemory.at(weight, tap),
                  channels);
            } else {
              primitives.multiplyAdd(
                  RawMemory.at(dWeight, tap),
                  RawMemory.at(dOutput, out),
                  RawMemory.at(input, in),
                  channels);
            }
          }
        }
      }
    }
  }

  private static long pixel(Conv2d conv, long image, int top, int left, int kh, int kw) {
    Window w = conv.window();
    long row = image * conv.inHeight() + top + (long) kh * w.dilationH();
    return (row * conv.inWidth() + left + (long) kw * w.dilationW()) * conv.inChannels();
  }
}
