package dev.conform.runtime.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A run of floats in off-heap memory, made once and kept. It knows its length and nothing of its
 * shape: shapes are constants of the code that works on it.
 *
 * @param segment the memory, aligned to 64 bytes, in native byte order
 */
public record Tensor(MemorySegment segment) {

  /** The absent tensor, of length 0: a bias that a layer does not have, a gradient nobody wants. */
  public static final Tensor NONE = new Tensor(MemorySegment.ofArray(new float[0]));

  /** The alignment of tensors, in floats: one cache line, one AVX-512 register. */
  public static final int ALIGNMENT = 16;

  /**
   * Tells whether this is a tensor at all, and not {@link #NONE}.
   *
   * @return false for {@link #NONE}
   */
  public boolean isPresent() {
    return segment.byteSize() > 0;
  }

  /**
   * Returns the length.
   *
   * @return the number of floats
   */
  public long size() {
    return segment.byteSize() / Float.BYTES;
  }

  /**
   * Reads one value.
   *
   * @param index from 0 to {@code size() - 1}
   * @return the value there
   */
  public float get(long index) {
    return segment.getAtIndex(ValueLayout.JAVA_FLOAT, index);
  }

  /**
   * Writes one value.
   *
   * @param index from 0 to {@code size() - 1}
   * @param value the value to put there
   */
  public void set(long index, float value) {
    segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
  }

  /**
   * Copies values in.
   *
   * @param values as many as fit, written from the start
   */
  public void copyFrom(float[] values) {
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, 0, values.length);
  }

  /**
   * Copies some values of an array in.
   *
   * @param values read
   * @param first of them that is copied
   * @param index of that one here
   * @param count how many
   */
  public void copyFrom(float[] values, int first, long index, int count) {
    MemorySegment.copy(values, first, segment, ValueLayout.JAVA_FLOAT, index * Float.BYTES, count);
  }

  /**
   * Copies values out.
   *
   * @param values overwritten with the first values of this tensor
   */
  public void copyTo(float[] values) {
    MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT, 0, values, 0, values.length);
  }

  /**
   * Returns a part of this tensor; it shares the memory.
   *
   * @param offset the first float
   * @param length the number of floats
   * @return the part
   */
  public Tensor slice(long offset, long length) {
    return new Tensor(segment.asSlice(offset * Float.BYTES, length * Float.BYTES));
  }

  /** Sets every value to zero. */
  public void clear() {
    segment.fill((byte) 0);
  }
}
