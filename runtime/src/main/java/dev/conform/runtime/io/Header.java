package dev.conform.runtime.io;

import java.util.List;
import java.util.Map;

/**
 * What stands before the data of a safetensors file.
 *
 * @param tensors in the order of the header
 * @param metadata free text by free keys
 * @param dataStart the position in the file that offsets count from
 */
record Header(List<Entry> tensors, Map<String, String> metadata, long dataStart) {

  /** The key that is not a tensor. */
  static final String METADATA = "__metadata__";

  /** The length that the format allows; the reference implementation has the same limit. */
  static final long LONGEST = 100_000_000;

  /** The bytes that hold the header's length. */
  static final int LENGTH_BYTES = 8;

  /**
   * One tensor of the header.
   *
   * @param name its key
   * @param type of its elements
   * @param shape sizes of its dimensions
   * @param begin first byte, counted from the start of the data
   * @param end the byte behind its last
   */
  record Entry(String name, DataType type, List<Long> shape, long begin, long end) {

    /** The number of elements; the reader has checked that it can be counted. */
    long size() {
      long size = 1;
      for (long dimension : shape) {
        size = Math.multiplyExact(size, dimension);
      }
      return size;
    }

    /** Returns name, shape and type, for example {@code c1.weight [6, 1, 5, 5] F32}. */
    @Override
    public String toString() {
      return Text.plain(name) + " " + shape + " " + type;
    }
  }
}
