package dev.conform.runtime.kernel;

/** Where the tiles of a convolution lie, counted through the batch, row by row. */
final class WinogradTile {

  private Conv2d conv = Conv2d.of(1, 1, 1);
  private int inputs;
  private int size;
  private int rows;
  private int columns;

  void of(Conv2d shape, WinogradFilter filter) {
    conv = shape;
    inputs = filter.size;
    size = filter.outputs;
    rows = filter.tileRows(shape);
    columns = filter.tileColumns(shape);
  }

  private long image(long tile) {
    return tile / ((long) rows * columns);
  }

  private int top(long tile) {
    return (int) (tile / columns % rows) * size;
  }

  private int left(long tile) {
    return (int) (tile % columns) * size;
  }

  /** Returns where a tile of the output begins, in floats. */
  long output(long tile) {
    long row = image(tile) * conv.outHeight() + top(tile);
    return (row * conv.outWidth() + left(tile)) * conv.outChannels();
  }

  /** Returns how many rows of a tile lie inside the output. */
  int outputRows(long tile) {
    return Math.min(size, conv.outHeight() - top(tile));
  }

  /** Returns how many columns of a tile lie inside the output. */
  int outputColumns(long tile) {
    return Math.min(size, conv.outWidth() - left(tile));
  }

  boolean isWhole(long tile) {
    return outputRows(tile) == size && outputColumns(tile) == size;
  }

  /**
   * Returns where a tile of the input lies: in the input itself, or if it reaches beyond that, in a
   * copy with zeros around.
   */
  long input(Primitives primitives, long input, long tile, long copy) {
    int top = top(tile) - conv.window().padTop();
    int left = left(tile) - conv.window().padLeft();
    return take(
        primitives,
        RawMemory.at(input, image(tile) * ConvShape.inFloats(conv)),
        conv.inHeight(),
        conv.inWidth(),
        conv.inChannels(),
        top,
        left,
        inputs,
        copy);
  }

  /** Returns where a tile of the output's gradient lies, as {@link #input}. */
  long gradient(Primitives primitives, long dOutput, long tile, long copy) {
    return take(
        primitives,
        RawMemory.at(dOutput, image(tile) * ConvShape.outFloats(conv)),
        conv.outHeight(),
        conv.outWidth(),
        conv.outChannels(),
        top(tile),
        left(tile),
        size,
        copy);
  }

  private static long take(
      Primitives primitives,
      long image,
      int height,
      int width,
      int channels,
      int top,
      int left,
      int side,
      long copy) {
    if (top >= 0 && left >= 0 && top + side <= height && left + side <= width) {
      return RawMemory.at(image, ((long) top * width + left) * channels);
    }
    int first = Math.max(0, -left);
    int end = Math.max(first, Math.min(side, width - left));
    for (int row = 0; row < side; row++) {
      long to = RawMemory.at(copy, (long) row * side * channels);
      int y = top + row;
      if (y < 0 || y >= height) {
        primitives.clear(to, (long) side * channels);
        continue;
      }
      primitives.clear(to, (long) first * channels);
      primitives.copy(
          RawMemory.at(to, (long) first * channels),
          RawMemory.at(image, ((long) y * width + left + first) * channels),
          (long) (end - first) * channels);
      primitives.clear(RawMemory.at(to, (long) end * channels), (long) (side - end) * channels);
    }
    return copy;
  }
}
