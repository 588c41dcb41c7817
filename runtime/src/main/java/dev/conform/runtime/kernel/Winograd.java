package dev.conform.runtime.kernel;

/**
 * Convolution by Winograd's minimal filtering (Lavin and Gray 2015): tiles of the input and the
 * kernels are transformed to 36 points, multiplied there, one product for each point, and the
 * results are transformed back. F(4×4, 3×3) multiplies 36 times where the definition does 144
 * times, F(2×2, 5×5) 36 times instead of 100. Another {@link WinogradFilter} has 16 points.
 *
 * <p>Memory, all by vectors of channels:
 *
 * <pre>
 * kernels    [panel][point][inChannels][channels of the panel], {@link Panels}
 * points     [point][tile][inChannels], of a chunk of tiles
 * products   [point][tile][channels of the panel]
 * </pre>
 */
final class Winograd {

  /** The most points that a tile has. */
  static final int POINTS = 36;

  /** Channels come in whole vectors. */
  static final int CHANNELS = 16;

  /** The points of a chunk of tiles should stay in the second-level cache: 1 MiB. */
  private static final long CHUNK_FLOATS = 1 << 18;

  /** With fewer tiles reading the kernels takes longer than multiplying by them. */
  private static final int LEAST_CHUNK = 36;

  static final int MOST_CHUNK = 252;

  private Winograd() {}

  /** Tells whether a convolution can be computed so. */
  static boolean fits(Conv2d conv) {
    Window w = conv.window();
    int taps = w.kernelH();
    return (taps == 3 || taps == 5)
        && w.kernelW() == taps
        && w.strideH() == 1
        && w.strideW() == 1
        && w.dilationH() == 1
        && w.dilationW() == 1
        && conv.groups() == 1
        && conv.inChannels() % CHANNELS == 0
        && conv.outChannels() % CHANNELS == 0
        && Math.max(Math.max(w.padTop(), w.padBottom()), Math.max(w.padLeft(), w.padRight()))
            < taps;
  }

  /** Returns how many tiles are done together. */
  static int chunk(Conv2d conv) {
    long fitting = CHUNK_FLOATS / ((long) POINTS * (conv.inChannels() + conv.outChannels()));
    int chunk = (int) Math.max(LEAST_CHUNK, Math.min(MOST_CHUNK, fitting));
    return chunk / Panels.TILE_ROWS * Panels.TILE_ROWS;
  }

  /** Returns the scratch of one worker, whichever way the convolution runs. */
  static long pieceFloats(Conv2d conv) {
    int channels = conv.inChannels() + conv.outChannels();
    return tileFloats(conv) + (long) POINTS * chunk(conv) * channels;
  }

  /** Returns the floats of one tile and of what a transform keeps between its two steps. */
  static long tileFloats(Conv2d conv) {
    int channels = Math.max(Panels.WIDTH, Math.max(conv.inChannels(), conv.outChannels()));
    return (long) POINTS * (channels + CHANNELS);
  }

  /** Returns the convolution that takes the gradient of the output to that of the input. */
  static Conv2d backward(Conv2d conv) {
    Window w = conv.window();
    int last = w.kernelH() - 1;
    return Conv2d.of(conv.outChannels(), conv.outHeight(), conv.outWidth())
        .filters(conv.inChannels())
        .kernel(w.kernelH(), w.kernelW())
        .padding(last - w.padTop(), last - w.padLeft(), last - w.padBottom(), last - w.padRight())
        .algorithm(conv.algorithm());
  }

  static WinogradTransform gradientTransform(Conv2d conv) {
    return conv.window().kernelH() == 3
        ? WinogradTransform.GRADIENT_4
        : WinogradTransform.GRADIENT_2;
  }

  static WinogradTransform kernelGradientTransform(Conv2d conv) {
    return conv.window().kernelH() == 3
        ? WinogradTransform.KERNEL_GRADIENT_3
        : WinogradTransform.KERNEL_GRADIENT_5;
  }
}
