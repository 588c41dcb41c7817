package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;

import dev.conform.runtime.kernel.RawMemory;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Short names for what every loop does. */
final class Vectors {

  /** The longest vectors this processor likes. */
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /** Floats in a vector. */
  static final int L = S.length();

  /** Bytes in a vector. */
  static final long BYTES = (long) L * Float.BYTES;

  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Vectors() {}

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(S, ALL, address, ORDER);
  }

  static FloatVector load(long address, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(S, ALL, address, ORDER, mask);
  }

  static FloatVector broadcast(long address) {
    return FloatVector.broadcast(S, RawMemory.get(address));
  }

  static void store(FloatVector vector, long address) {
    vector.intoMemorySegment(ALL, address, ORDER);
  }

  static void store(FloatVector vector, long address, VectorMask<Float> mask) {
    vector.intoMemorySegment(ALL, address, ORDER, mask);
  }

  /** Returns the lanes from {@code index} on that are below {@code size}. */
  static VectorMask<Float> mask(long index, long size) {
    return S.indexInRange(index, size);
  }
}
