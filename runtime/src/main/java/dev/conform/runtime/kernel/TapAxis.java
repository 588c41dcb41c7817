package dev.conform.runtime.kernel;

/**
 * Which taps the results of a convolution read, along one axis. Results are numbered by their
 * place; the one at place p reads the values {@code start(p) + j · tapStep} for the taps j whose
 * value lies inside.
 *
 * <p>That serves both directions. Forward, places are output pixels. Backward, a pixel of the input
 * gets its gradient from the output pixels whose taps read it. These are regular only among the
 * pixels that are a stride apart: a phase is one such set, with those of the kernel's taps that
 * fall on it.
 */
final class TapAxis {

  private int origin;
  private int step;
  private int taps;
  private int size;

  private int places;
  private int tapStep;
  private int firstWeight;
  private int weightStep;
  private int firstResult;
  private int resultStep;
  private int wholeEnd;

  /** Sets the taps that the outputs read from the input. */
  void forward(int kernel, int stride, int padding, int dilation, int inSize, int outSize) {
    origin = -padding;
    step = stride;
    taps = kernel;
    size = inSize;
    places = outSize;
    tapStep = dilation;
    firstWeight = 0;
    weightStep = 1;
    firstResult = 0;
    resultStep = 1;
    wholeEnd = wholeEnd((kernel - 1) * dilation);
  }

  /**
   * Sets the output pixels that the inputs of a phase got into.
   *
   * @param phase the first of these inputs, less than the stride
   */
  void backward(
      int phase, int kernel, int stride, int padding, int dilation, int inSize, int outSize) {
    int common = gcd(stride, dilation);
    weightStep = stride / common;
    tapStep = -dilation / common;
    firstWeight = 0;
    while (firstWeight < weightStep
        && Math.floorMod(phase + padding - firstWeight * dilation, stride) != 0) {
      firstWeight++;
    }
    boolean isRead = firstWeight < Math.min(weightStep, kernel);
    taps = isRead ? (kernel - 1 - firstWeight) / weightStep + 1 : 0;
    origin = isRead ? (phase + padding - firstWeight * dilation) / stride : 0;
    step = 1;
    size = outSize;
    places = phase < inSize ? (inSize - 1 - phase) / stride + 1 : 0;
    firstResult = phase;
    resultStep = stride;
    wholeEnd = wholeEnd(0);
  }

  /** Returns the first place from which the value that lies so far behind its start is outside. */
  private int wholeEnd(int furthest) {
    return Math.clamp(Math.ceilDiv(size - furthest - origin, step), 0, places);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** Returns how many results there are. */
  int places() {
    return places;
  }

  /** Returns which value the tap 0 of a place reads; it may lie outside. */
  int start(int place) {
    return origin + place * step;
  }

  /** Returns how many values further the next place reads. */
  int step() {
    return step;
  }

  /** Returns how many values further the next tap reads; negative backward. */
  int tapStep() {
    return tapStep;
  }

  /** Returns the first tap of a place that reads a value inside. */
  int firstTap(int place) {
    int start = start(place);
    if (tapStep > 0) {
      return Patches.firstTap(start, tapStep);
    }
    return start < size ? 0 : (start - size) / -tapStep + 1;
  }

  /** Returns the tap after the last one that reads a value inside. */
  int endTap(int place) {
    int start = start(place);
    if (tapStep > 0) {
      return Patches.endTap(start, tapStep, taps, size);
    }
    return start < 0 ? 0 : Math.min(taps, start / -tapStep + 1);
  }

  /** Returns the first place behind this one whose taps inside are others. */
  int next(int place) {
    int first = firstTap(place);
    int end = endTap(place);
    int next = place + 1;
    if (first == 0 && end == taps) {
      // All places up to there are as whole; finding that out for each takes longer than a pool.
      return Math.max(next, wholeEnd);
    }
    while (next < places && firstTap(next) == first && endTap(next) == end) {
      next++;
    }
    return next;
  }

  /** Returns where in the kernel a tap has its weight. */
  int weight(int tap) {
    return firstWeight + tap * weightStep;
  }

  /** Returns how many weights further that of the next tap is. */
  int weightStep() {
    return weightStep;
  }

  /** Returns which result a place is, of all phases'. */
  int result(int place) {
    return firstResult + place * resultStep;
  }

  /** Returns how many results further that of the next place is. */
  int resultStep() {
    return resultStep;
  }
}
