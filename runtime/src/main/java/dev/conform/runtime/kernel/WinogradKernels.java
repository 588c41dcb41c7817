package dev.conform.runtime.kernel;

/** Transforms a convolution's weight for {@link WinogradProduct}. */
final class WinogradKernels extends Job {

  private final Engine engine;
  private long kernels;
  private long weight;
  private Conv2d conv = Conv2d.of(1, 1, 1);
  private boolean backward;

  WinogradKernels(Engine engine) {
    this.engine = engine;
  }

  /**
   * Transforms.
   *
   * @param to overwritten, {@link Winograd#kernelFloats} values
   * @param from the convolution's weight
   * @param shape the convolution
   * @param turned whether the kernels are turned around, with channels exchanged: those of {@link
   *     Winograd#backward}
   */
  void run(long to, long from, Conv2d shape, boolean turned) {
    kernels = to;
    weight = from;
    conv = shape;
    backward = turned;
    long floats = Winograd.kernelFloats(shape);
    engine.run(this, shape.inChannels() / Winograd.CHANNELS, floats / Winograd.CHANNELS);
  }

  @Override
  void run(int piece, int pieces) {
    int blocks = conv.inChannels() / Winograd.CHANNELS;
    int end = (int) share(blocks, piece + 1, pieces) * Winograd.CHANNELS;
    int first = (int) share(blocks, piece, pieces) * Winograd.CHANNELS;
    if (backward) {
      for (int in = first; in < end; in += Winograd.CHANNELS) {
        turned(in, piece);
      }
    } else {
      for (int in = first; in < end; in++) {
        straight(in, piece);
      }
    }
  }

  private void straight(int in, int piece) {
    int channels = conv.inChannels();
    int filters = conv.outChannels();
    int taps = conv.window().kernelH();
    long tap = (long) channels * filters;
    for (int out = 0; out < filters; out += Panels.WIDTH) {
      int width = Math.min(Panels.WIDTH, filters - out);
      long point = (long) channels * width;
      engine.primitives.winograd(
          Winograd.kernelTransform(conv),
          0,
          Winograd.SIZE,
          RawMemory.at(kernels, (long) out * channels * Winograd.POINTS + (long) in * width),
          Winograd.SIZE * point,
          point,
          RawMemory.at(weight, (long) in * filters + out),
          taps * tap,
          tap,
          width,
          engine.winogradScratch(conv, piece),
          0,
          false);
    }
  }

  /** Turns a block of input channels, which are the outputs now. */
  private void turned(int in, int piece) {
    int filters = conv.outChannels();
    int taps = conv.window().kernelH();
    int panel = in / Panels.WIDTH * Panels.WIDTH;
    int width = Math.min(Panels.WIDTH, conv.inChannels() - panel);
    long point = (long) filters * width;
    long scratch = engine.winogradScratch(conv, piece);
    long block = RawMemory.at(scratch, (long) Winograd.POINTS * Winograd.CHANNELS);
    long tap = (long) Winograd.CHANNELS * Winograd.CHANNELS;
    for (int out = 0; out < filters; out += Winograd.CHANNELS) {
      for (int t = 0; t < taps * taps; t++) {
        long from = ((long) (taps * taps - 1 - t) * conv.inChannels() + in) * filters + out;
        transpose(RawMemory.at(block, t * tap), RawMemory.at(weight, from), filters);
      }
      for (int row = 0; row < Winograd.CHANNELS; row++) {
        engine.primitives.winograd(
            Winograd.kernelTransform(conv),
            0,
            Winograd.SIZE,
            RawMemory.at(
                kernels,
                (long) panel * filters * Winograd.POINTS + (out + row) * (long) width + in - panel),
            Winograd.SIZE * point,
            point,
            RawMemory.at(block, (long) row * Winograd.CHANNELS),
            taps * tap,
            tap,
            Winograd.CHANNELS,
            scratch,
            0,
            false);
      }
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
