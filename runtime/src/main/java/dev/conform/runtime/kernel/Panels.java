package dev.conform.runtime.kernel;

/** Output channels in groups of what a row of register tiles is wide; the last may be narrower. */
final class Panels {

  static final int WIDTH = 64;

  /** Rows of the register tile that is as wide as a panel. */
  static final int TILE_ROWS = 6;

  private Panels() {}

  /** Returns how many panels a convolution has. */
  static int count(Conv2d conv) {
    return (conv.outChannels() + WIDTH - 1) / WIDTH;
  }

  /**
   * Returns how many rows each of some tasks does.
   *
   * @param rows to be done
   * @param tasks about how many
   * @param most of one task
   * @return as many as tiles fill, unless most is less
   */
  static int share(long rows, long tasks, long most) {
    long length = (rows + tasks - 1) / tasks;
    return (int) Math.min(most, (length + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS);
  }

  /** Returns how many output channels a panel has. */
  static int width(Conv2d conv, int panel) {
    return Math.min(WIDTH, conv.outChannels() - panel * WIDTH);
  }

  /** Returns the floats from a row of a panel to the next, so many that vectors are aligned. */
  static int stride(Conv2d conv, int panel) {
    return Math.toIntExact(ConvShape.aligned(width(conv, panel)));
  }

  /** Returns how many floats all panels have. */
  static long floats(Conv2d conv) {
    return ConvShape.aligned(conv.outChannels()) * conv.patch();
  }
}
