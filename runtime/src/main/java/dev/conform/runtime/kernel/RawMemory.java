package dev.conform.runtime.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Off-heap memory by address. The inner loops take plain addresses in bytes: a slice is an addition
 * and needs no object. {@link Kernels} checks each tensor's length before an address is taken from
 * it.
 */
public final class RawMemory {

  /** All of the memory that a process has; an offset into it is an address. */
  @SuppressWarnings("restricted") // Lengths are checked once at the entry of a kernel.
  public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private RawMemory() {}

  /**
   * Reads a value.
   *
   * @param address in bytes
   * @return the value there
   */
  public static float get(long address) {
    return ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, address);
  }

  /**
   * Writes a value.
   *
   * @param address in bytes
   * @param value to put there
   */
  public static void set(long address, float value) {
    ALL.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, value);
  }

  /**
   * Reads values into an array.
   *
   * @param to overwritten from {@code first} on
   * @param first where in the array
   * @param address in bytes
   * @param count how many
   */
  public static void read(float[] to, int first, long address, int count) {
    MemorySegment.copy(ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, address, to, first, count);
  }

  /**
   * Writes values of an array.
   *
   * @param address in bytes
   * @param from the array
   * @param first where in it
   * @param count how many
   */
  public static void write(long address, float[] from, int first, int count) {
    MemorySegment.copy(from, first, ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, address, count);
  }

  /**
   * Reads rows of values into an array.
   *
   * @param to overwritten
   * @param first where in the array the first row begins
   * @param toRow values from one row to the next in the array
   * @param address of the first row, in bytes
   * @param row floats from one row to the next in memory
   * @param rows how many rows
   * @param count how many values of each
   */
  public static void readRows(
      float[] to, int first, int toRow, long address, long row, int rows, int count) {
    for (int i = 0; i < rows; i++) {
      read(to, first + i * toRow, at(address, i * row), count);
    }
  }

  /**
   * Writes rows of values of an array.
   *
   * @param address of the first row, in bytes
   * @param row floats from one row to the next in memory
   * @param from the array
   * @param first where in it the first row begins
   * @param fromRow values from one row to the next in the array
   * @param rows how many rows
   * @param count how many values of each
   */
  public static void writeRows(
      long address, long row, float[] from, int first, int fromRow, int rows, int count) {
    for (int i = 0; i < rows; i++) {
      write(at(address, i * row), from, first + i * fromRow, count);
    }
  }

  /**
   * Reads a whole number.
   *
   * @param address in bytes
   * @return the number there
   */
  public static int getInt(long address) {
    return ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address);
  }

  /**
   * Writes a whole number.
   *
   * @param address in bytes
   * @param value to put there
   */
  public static void setInt(long address, int value) {
    ALL.set(ValueLayout.JAVA_INT_UNALIGNED, address, value);
  }

  /**
   * Returns an address further on.
   *
   * @param address in bytes
   * @param floats how many floats further
   * @return the address in bytes
   */
  public static long at(long address, long floats) {
    return address + floats * Float.BYTES;
  }
}
