package dev.conform.runtime.kernel;

/**
 * F(m×m, r×r) of Winograd's minimal filtering: tiles of m×m outputs of kernels with r×r taps, made
 * by products at (m + r − 1)² points.
 */
enum WinogradFilter {
  /** Multiplies 2.25 times for an output, where the definition does 9 times. */
  F4X4_3X3(WinogradTransform.INPUT, WinogradTransform.KERNEL_3, WinogradTransform.OUTPUT_4),
  /**
   * Multiplies 4 times for an output, by kernels that are less than half as long: for inference
   * with so few tiles that reading kernels takes longer than multiplying by them.
   */
  F2X2_3X3(
      WinogradTransform.INPUT_OF_4,
      WinogradTransform.KERNEL_3_OF_4,
      WinogradTransform.OUTPUT_2_OF_4),
  /** Multiplies 9 times for an output, where the definition does 25 times. */
  F2X2_5X5(WinogradTransform.INPUT, WinogradTransform.KERNEL_5, WinogradTransform.OUTPUT_2);

  final WinogradTransform input;
  final WinogradTransform kernel;
  final WinogradTransform output;

  /** The height and width of a tile of the input, and of the points. */
  final int size;

  final int points;

  /** The height and width of a tile of the output. */
  final int outputs;

  WinogradFilter(WinogradTransform input, WinogradTransform kernel, WinogradTransform output) {
    this.input = input;
    this.kernel = kernel;
    this.output = output;
    this.size = input.to();
    this.points = size * size;
    this.outputs = output.to();
  }

  /** Returns the one with the fewest multiplications. */
  static WinogradFilter of(Conv2d conv) {
    return conv.window().kernelH() == 3 ? F4X4_3X3 : F2X2_5X5;
  }

  /** Returns how many tiles cover the height of a convolution's output. */
  int tileRows(Conv2d conv) {
    return Math.ceilDiv(conv.outHeight(), outputs);
  }

  /** Returns how many tiles cover the width of a convolution's output. */
  int tileColumns(Conv2d conv) {
    return Math.ceilDiv(conv.outWidth(), outputs);
  }

  /** Returns the number of tiles of one image. */
  long tiles(Conv2d conv) {
    return (long) tileRows(conv) * tileColumns(conv);
  }

  /** Returns the floats of transformed kernels. */
  long kernelFloats(Conv2d conv) {
    return (long) points * conv.inChannels() * conv.outChannels();
  }
}
