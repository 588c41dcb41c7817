package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;

import dev.conform.runtime.kernel.RawMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Short names for what every loop does. They are for loops that are small: where all that HotSpot
 * inlines grows too large, it leaves methods like these out, and the vectors they return are
 * objects. What is long calls the Vector API itself, as the tiles of {@link VectorProduct} do.
 */
final class Vectors {

  /** The longest vectors this processor likes. */
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /** Floats in a vector. */
  static final int L = S.length();

  /** Bytes in a vector. */
  static final long BYTES = (long) L * Float.BYTES;

  /** What sums begin with where nothing else is given: as many vectors of zeros as a tile has. */
  static final long ZEROS = Arena.global().allocate(4 * BYTES, 64).address();

  /** What sums are shifted by where they are not: added to any number, −0 leaves it as it is. */
  static final long MINUS_ZEROS = minusZeros();

  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /**
   * The bits that an address may have. An access is checked against the length of {@link
   * RawMemory#ALL}, which takes as many instructions as the access, unless the compiler knows that
   * the address is small: of {@code (address & ADDRESS) + (offset & OFFSET)} it does.
   */
  static final long ADDRESS = (1L << 62) - 1;

  /** The bits that an offset in bytes may have; with an {@code int} it is part of the access. */
  static final int OFFSET = Integer.MAX_VALUE;

  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Vectors() {}

  private static long minusZeros() {
    long address = Arena.global().allocate(BYTES, 64).address();
    for (int i = 0; i < L; i++) {
      RawMemory.set(RawMemory.at(address, i), -0f);
    }
    return address;
  }

  /**
   * Adds up the lanes, in an order that is always the same: that of {@code reduceLanes} changes
   * when a method is compiled. Written out, for in a loop the compiler would make objects.
   */
  static float sum(FloatVector vector) {
    FloatVector eight = L > 8 ? vector.add(vector.rearrange(Partners.BY_8)) : vector;
    FloatVector four = L > 4 ? eight.add(eight.rearrange(Partners.BY_4)) : eight;
    FloatVector two = L > 2 ? four.add(four.rearrange(Partners.BY_2)) : four;
    return two.add(two.rearrange(Partners.BY_1)).lane(0);
  }

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(S, ALL, address & ADDRESS, ORDER);
  }

  static FloatVector load(long address, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(S, ALL, address & ADDRESS, ORDER, mask);
  }

  static FloatVector broadcast(long address) {
    return FloatVector.broadcast(S, RawMemory.get(address));
  }

  static void store(FloatVector vector, long address) {
    vector.intoMemorySegment(ALL, address & ADDRESS, ORDER);
  }

  static void store(FloatVector vector, long address, VectorMask<Float> mask) {
    vector.intoMemorySegment(ALL, address & ADDRESS, ORDER, mask);
  }

  /**
   * Returns the lanes from {@code index} on that are below {@code size}. {@code indexInRange} says
   * the same, but is so long that it is not always inlined, and a mask that is returned by a call
   * is an object.
   */
  static VectorMask<Float> mask(long index, long size) {
    return VectorMask.fromLong(S, (1L << Math.min(L, size - index)) - 1);
  }

  /** For each lane the one that is so far away; a network without such sums never makes them. */
  private static final class Partners {
    static final VectorShuffle<Float> BY_8 = partners(8);
    static final VectorShuffle<Float> BY_4 = partners(4);
    static final VectorShuffle<Float> BY_2 = partners(2);
    static final VectorShuffle<Float> BY_1 = partners(1);

    /** In a vector that is long enough. */
    private static VectorShuffle<Float> partners(int distance) {
      return VectorShuffle.fromOp(S, lane -> (lane ^ distance) % L);
    }
  }
}
