package dev.conform.runtime.kernel;

/** Output channels in groups of what a row of register tiles is wide; the last may be narrower. */
final class Panels {

  static final int WIDTH = 64;

  private Panels() {}

  /** Returns how many panels a convolution has. */
  static int count(Conv2d conv) {
    return (conv.outChannels() + WIDTH - 1) / WIDTH;
  }

  /** Returns how many output channels a panel has. */
  static int width(Conv2d conv, int panel) {
    return Math.min(WIDTH, conv.outChannels() - panel * WIDTH);
  }
}
