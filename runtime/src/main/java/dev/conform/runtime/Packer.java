package dev.conform.runtime;

import dev.conform.runtime.kernel.Tensor;

/**
 * Writes the values of one parameter into the runtime's memory, a block at a time: some filters or
 * units, which lie together in PyTorch's order, and are neighbours in each of memory's rows.
 * Several threads may each write a block at the same time.
 */
final class Packer {

  /** About as many floats are a block: little enough for a processor's cache. */
  private static final int BLOCK = 1 << 18;

  /** Filters or units of a block are a multiple of it, so that threads write different lines. */
  private static final int LINE = Tensor.ALIGNMENT;

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
    this.width = Math.min(outer, Math.max(1, BLOCK / LINE / rows.length) * LINE);
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
    float[] runs = new float[count * Math.min(LINE, rows.length)];
    for (int row = 0; row < rows.length; row += LINE) {
      int some = Math.min(LINE, rows.length - row);
      transpose(runs, values, from + row, rows.length, count, some);
      for (int i = 0; i < some; i++) {
        // At once: memory is slow to write by value in a process that starts.
        packed.copyFrom(runs, i * count, (long) rows[row + i] * outer + block * width, count);
      }
    }
  }

  /** Takes a cache line of each filter at a time, however far the filters are apart. */
  private static void transpose(
      float[] to, float[] from, int first, int step, int count, int some) {
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < some; j++) {
        to[j * count + i] = from[first + i * step + j];
      }
    }
  }
}
