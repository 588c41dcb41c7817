package dev.conform.runtime;

import dev.conform.runtime.kernel.Tensor;

/**
 * Writes the values of one parameter into the runtime's memory, a block at a time: some filters or
 * units, which lie together in PyTorch's order, and are neighbours in each of memory's rows.
 * Several threads may each write a block at the same time.
 */
final class Packer {

  /** About as many floats are a block: few enough to stay in a cache. */
  private static final int BLOCK = 1 << 19;

  /** Floats of a cache line. */
  private static final int LINE = Tensor.ALIGNMENT;

  /** The fewest neighbours that are written at a time: two cache lines, which travel together. */
  private static final int LEAST = 2 * LINE;

  /** Rows of memory whose runs are gathered together. */
  private static final int TOGETHER = 4;

  private final Tensor packed;
  private final int[] rows;
  private final int outer;
  private final int width;

  /**
   * Begins.
   *
   * @param packing how memory holds the values
   * @param packed that memory
   */
  Packer(Packing packing, Tensor packed) {
    this.packed = packed;
    this.rows = packing.rows();
    this.outer = packing.rowLength();
    this.width = Math.min(outer, Math.max(LEAST, BLOCK / rows.length / LINE * LINE));
  }

  /** Returns the number of blocks. */
  int blocks() {
    return Math.ceilDiv(outer, width);
  }

  /** Returns the index in PyTorch's order of a block's first value. */
  int first(int block) {
    return block * width * rows.length;
  }

  /** Returns the number of a block's values. */
  int count(int block) {
    return width(block) * rows.length;
  }

  /** Returns the number of values of the largest block. */
  int largest() {
    return width * rows.length;
  }

  private int width(int block) {
    return Math.min(width, outer - block * width);
  }

  /**
   * Writes a block.
   *
   * @param block its number
   * @param values read, in PyTorch's order
   * @param from the index of the block's first value
   */
  void pack(int block, float[] values, int from) {
    int count = width(block);
    float[] runs = new float[TOGETHER * count];
    int row = 0;
    for (; row + TOGETHER <= rows.length; row += TOGETHER) {
      gatherFour(runs, values, from + row, rows.length, count);
      for (int i = 0; i < TOGETHER; i++) {
        write(block, row + i, runs, i * count);
      }
    }
    for (; row < rows.length; row++) {
      gather(runs, values, from + row, rows.length, count);
      write(block, row, runs, 0);
    }
  }

  /** Writes at once, for memory is slow to write by value in a process that starts. */
  private void write(int block, int row, float[] runs, int first) {
    packed.copyFrom(runs, first, (long) rows[row] * outer + (long) block * width, width(block));
  }

  /** Gathers runs of four rows, so that a cache line of each filter comes in less often. */
  private static void gatherFour(float[] to, float[] from, int first, int step, int count) {
    for (int i = 0; i < count; i++) {
      int at = first + i * step;
      to[i] = from[at];
      to[count + i] = from[at + 1];
      to[2 * count + i] = from[at + 2];
      to[3 * count + i] = from[at + 3];
    }
  }

  private static void gather(float[] to, float[] from, int first, int step, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = from[first + i * step];
    }
  }
}
