package dev.conform.runtime.kernel;

/**
 * The patches of a convolution as a matrix: a row for each output pixel, with the values under the
 * kernel in the order kernelH, kernelW, channel of the group (im2col), and the way back (col2im).
 */
final class Patches {

  /** A strip is about this long, 512 KiB, so that it stays in the second-level cache. */
  private static final long STRIP_FLOATS = 1 << 17;

  /** A product copies the weight first; with fewer pixels that would take most of its time. */
  private static final long LEAST_STRIP = 256;

  private Patches() {}

  /** Returns how many output pixels a strip holds. */
  static int stripPixels(Conv2d conv) {
    if (isPointwise(conv)) {
      // Nothing is gathered; the result should still be in the cache for what follows.
      return (int)
          Math.max(2 * LEAST_STRIP, STRIP_FLOATS / Math.max(conv.inChannels(), conv.outChannels()));
    }
    long image = (long) conv.outHeight() * conv.outWidth();
    return (int) Math.max(LEAST_STRIP, Math.min(image, STRIP_FLOATS / conv.patch()));
  }

  /** A 1×1 convolution that needs no patches: its input is the matrix. */
  static boolean isPointwise(Conv2d conv) {
    Window w = conv.window();
    return (w.kernelH() == 1 && w.kernelW() == 1 && w.strideH() == 1 && w.strideW() == 1)
        && (w.padTop() == 0 && w.padLeft() == 0 && w.padBottom() == 0 && w.padRight() == 0)
        && conv.groups() == 1;
  }

  static boolean isPadded(Window w) {
    return w.padTop() > 0 || w.padLeft() > 0 || w.padBottom() > 0 || w.padRight() > 0;
  }

  /** One filter for each channel. */
  static boolean isDepthwise(Conv2d conv) {
    return conv.groups() == conv.inChannels() && conv.groups() == conv.outChannels();
  }

  /**
   * Gathers patches of one group.
   *
   * @param strip overwritten, pixels × conv.patch()
   * @param input the whole batch
   * @param first the first output pixel, counted through the batch
   * @param pixels how many
   */
  static void gather(
      Primitives primitives,
      long strip,
      long input,
      Conv2d conv,
      int group,
      long first,
      int pixels) {
    walk(primitives, strip, input, conv, group, first, pixels, true);
  }

  /** Adds patches of one group to where they came from; arguments as for gather. */
  static void scatter(
      Primitives primitives,
      long strip,
      long dInput,
      Conv2d conv,
      int group,
      long first,
      int pixels) {
    walk(primitives, strip, dInput, conv, group, first, pixels, false);
  }

  private static void walk(
      Primitives primitives,
      long strip,
      long images,
      Conv2d conv,
      int group,
      long first,
      int pixels,
      boolean gather) {
    Window w = conv.window();
    int outWidth = conv.outWidth();
    int channels = conv.inChannels();
    int depth = channels / conv.groups();
    boolean joined = depth == channels && w.dilationW() == 1;
    long outPixels = (long) conv.outHeight() * outWidth;
    long imageFloats = (long) conv.inHeight() * conv.inWidth() * channels;
    long row = (long) w.kernelW() * depth;
    long at = strip;
    long image = first / outPixels;
    int oh = (int) (first % outPixels / outWidth);
    int ow = (int) (first % outWidth);
    for (int pixel = 0; pixel < pixels; pixel++) {
      long base = RawMemory.at(images, image * imageFloats + (long) group * depth);
      int left = ow * w.strideW() - w.padLeft();
      int from = firstTap(left, w.dilationW());
      int to = Math.max(from, endTap(left, w.dilationW(), w.kernelW(), conv.inWidth()));
      for (int kh = 0; kh < w.kernelH(); kh++, at = RawMemory.at(at, row)) {
        int ih = oh * w.strideH() - w.padTop() + kh * w.dilationH();
        if (ih < 0 || ih >= conv.inHeight() || from >= w.kernelW()) {
          if (gather) {
            primitives.clear(at, row);
          }
          continue;
        }
        long source =
            RawMemory.at(
                base, ((long) ih * conv.inWidth() + left + (long) from * w.dilationW()) * channels);
        long target = RawMemory.at(at, (long) from * depth);
        if (gather && from > 0) {
          primitives.clear(at, (long) from * depth);
        }
        if (gather && to < w.kernelW()) {
          primitives.clear(RawMemory.at(at, (long) to * depth), (long) (w.kernelW() - to) * depth);
        }
        if (joined) {
          move(primitives, target, source, (long) (to - from) * depth, gather);
        } else {
          for (int kw = from; kw < to; kw++) {
            move(primitives, target, source, depth, gather);
            target = RawMemory.at(target, depth);
            source = RawMemory.at(source, (long) w.dilationW() * channels);
          }
        }
      }
      if (++ow == outWidth) {
        ow = 0;
        if (++oh == conv.outHeight()) {
          oh = 0;
          image++;
        }
      }
    }
  }

  private static void move(
      Primitives primitives, long strip, long image, long size, boolean gather) {
    if (gather) {
      primitives.copy(strip, image, size);
    } else {
      primitives.add(image, strip, size);
    }
  }

  /** Returns the first tap of a window at {@code start} that is not before the input. */
  static int firstTap(int start, int dilation) {
    return start >= 0 ? 0 : (-start + dilation - 1) / dilation;
  }

  /** Returns the tap after the last one that is not beyond the input. */
  static int endTap(int start, int dilation, int taps, int size) {
    return start >= size ? 0 : Math.min(taps, (size - 1 - start) / dilation + 1);
  }

  /**
   * Returns where rows of an image lie when they are seen with their padding: the image itself
   * where there is none, else a copy in the workspace.
   *
   * @param image one image
   * @param top the first row, counted from the first row of padding
   * @param rows how many
   * @param copy overwritten with rows × (padLeft + inWidth + padRight) × inChannels, if needed
   */
  static long padded(Primitives primitives, long image, Conv2d conv, int top, int rows, long copy) {
    Window w = conv.window();
    int channels = conv.inChannels();
    long inRow = (long) conv.inWidth() * channels;
    if (!isPadded(w)) {
      return RawMemory.at(image, top * inRow);
    }
    long left = (long) w.padLeft() * channels;
    long right = (long) w.padRight() * channels;
    long to = copy;
    for (int row = 0; row < rows; row++) {
      int ih = top + row - w.padTop();
      if (ih < 0 || ih >= conv.inHeight()) {
        primitives.clear(to, left + inRow + right);
      } else {
        primitives.clear(to, left);
        primitives.copy(RawMemory.at(to, left), RawMemory.at(image, ih * inRow), inRow);
        primitives.clear(RawMemory.at(to, left + inRow), right);
      }
      to = RawMemory.at(to, left + inRow + right);
    }
    return copy;
  }

  /** Returns the floats of one image with its padding, or 0 where there is none. */
  static long paddedFloats(Conv2d conv) {
    return isPadded(conv.window())
        ? (long) paddedHeight(conv) * paddedWidth(conv) * conv.inChannels()
        : 0;
  }

  static int paddedHeight(Conv2d conv) {
    return conv.window().padTop() + conv.inHeight() + conv.window().padBottom();
  }

  static int paddedWidth(Conv2d conv) {
    return conv.window().padLeft() + conv.inWidth() + conv.window().padRight();
  }
}
