package dev.conform.runtime.kernel;

/**
 * Takes a convolution's weight to the points of Winograd's tiles, in the layout of {@link
 * Winograd}: all of it, ahead of {@link WinogradProduct}, or a part that is multiplied at once.
 */
final class WinogradKernels extends Job {

  private final Engine engine;
  private long kernels;
  private long weight;
  private Conv2d conv = Conv2d.of(1, 1, 1);
  private WinogradFilter filter = WinogradFilter.F4X4_3X3;
  private boolean isTurned;

  WinogradKernels(Engine engine) {
    this.engine = engine;
  }

  /**
   * Transforms all kernels.
   *
   * @param to overwritten, {@link WinogradFilter#kernelFloats} values
   * @param from the convolution's weight
   * @param shape the convolution
   * @param turned whether the kernels are turned around, with channels exchanged: those of {@link
   *     Winograd#backward}
   */
  void run(long to, long from, Conv2d shape, WinogradFilter form, boolean turned) {
    kernels = to;
    weight = from;
    conv = shape;
    filter = form;
    isTurned = turned;
    long floats = form.kernelFloats(shape);
    engine.run(this, channels() / Winograd.CHANNELS, floats / Winograd.CHANNELS);
  }

  private int channels() {
    return isTurned ? conv.outChannels() : conv.inChannels();
  }

  @Override
  void run(int piece, int pieces) {
    int channels = channels();
    int filters = isTurned ? conv.inChannels() : conv.outChannels();
    int blocks = channels / Winograd.CHANNELS;
    int end = (int) share(blocks, piece + 1, pieces) * Winograd.CHANNELS;
    int first = (int) share(blocks, piece, pieces) * Winograd.CHANNELS;
    for (int channel = first; channel < end; channel += Winograd.CHANNELS) {
      for (int column = 0; column < filters; column += Panels.WIDTH) {
        int width = Math.min(Panels.WIDTH, filters - column);
        long panel = (long) column * channels * filter.points;
        long to = RawMemory.at(kernels, panel + (long) channel * width);
        long point = (long) channels * width;
        transform(engine, piece, to, point, weight, conv, filter, isTurned, channel, column, width);
      }
    }
  }

  /**
   * Transforms the kernels of 16 input channels and some output channels; of the turned
   * convolution's, where kernels are turned.
   *
   * @param to overwritten, [point][input channel][output channel]
   * @param point from a point to the next, in floats
   * @param weight of the convolution, which is not turned
   * @param channel the first input channel
   * @param column the first output channel
   * @param width how many output channels, at most {@link Panels#WIDTH}
   */
  static void transform(
      Engine engine,
      int piece,
      long to,
      long point,
      long weight,
      Conv2d conv,
      WinogradFilter filter,
      boolean turned,
      int channel,
      int column,
      int width) {
    int filters = conv.outChannels();
    WinogradTransform transform = filter.kernel;
    int taps = transform.from();
    long tap = (long) conv.inChannels() * filters;
    long scratch = engine.winogradScratch(conv, piece);
    if (!turned) {
      long from = RawMemory.at(weight, (long) channel * filters + column);
      rows(engine, transform, to, width, point, from, filters, tap, width, scratch);
      return;
    }
    long block = RawMemory.at(scratch, (long) Winograd.POINTS * Winograd.CHANNELS);
    long blockTap = (long) Winograd.CHANNELS * Winograd.CHANNELS;
    for (int in = 0; in < width; in += Winograd.CHANNELS) {
      for (int t = 0; t < taps * taps; t++) {
        long from = (taps * taps - 1 - t) * tap + (long) (column + in) * filters + channel;
        transpose(RawMemory.at(block, t * blockTap), RawMemory.at(weight, from), filters);
      }
      rows(
          engine,
          transform,
          RawMemory.at(to, in),
          width,
          point,
          block,
          Winograd.CHANNELS,
          blockTap,
          Winograd.CHANNELS,
          scratch);
    }
  }

  /** Transforms 16 rows of some columns that are stride apart. */
  private static void rows(
      Engine engine,
      WinogradTransform transform,
      long to,
      int toStride,
      long point,
      long from,
      int stride,
      long tap,
      int columns,
      long scratch) {
    for (int row = 0; row < Winograd.CHANNELS; row++) {
      engine.primitives.winograd(
          transform,
          0,
          transform.to(),
          RawMemory.at(to, (long) row * toStride),
          transform.to() * point,
          point,
          RawMemory.at(from, (long) row * stride),
          transform.from() * tap,
          tap,
          columns,
          scratch,
          0,
          false);
    }
  }

  private static void transpose(long to, long from, int stride) {
    for (int row = 0; row < Winograd.CHANNELS; row++) {
      long at = RawMemory.at(from, (long) row * stride);
      for (int column = 0; column < Winograd.CHANNELS; column++) {
        RawMemory.set(
            RawMemory.at(to, (long) column * Winograd.CHANNELS + row),
            RawMemory.get(RawMemory.at(at, column)));
      }
    }
  }
}
