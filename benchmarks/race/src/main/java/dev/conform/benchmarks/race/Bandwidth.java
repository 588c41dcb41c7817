package dev.conform.benchmarks.race;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Measures how fast memory can be read and written, on arrays far larger than the caches. Bytes are
 * counted as McCalpin's STREAM does: each value read and each value written once.
 */
final class Bandwidth implements AutoCloseable {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final long VECTORS = (1L << 28) / SPECIES.vectorByteSize();
  private static final int RUNS = 5;

  private final Arena arena = Arena.ofShared();
  private final Team team;
  private final long bytes;
  private final List<Part> parts;

  /** What one thread works on. */
  private record Part(MemorySegment a, MemorySegment b, MemorySegment c) {}

  /** Takes three arrays of 256 MiB, which the threads share evenly. */
  Bandwidth(Team team, int threads) {
    this.team = team;
    this.bytes = VECTORS / threads * SPECIES.vectorByteSize();
    this.parts =
        IntStream.range(0, threads).mapToObj(t -> new Part(array(), array(), array())).toList();
  }

  /** Allocation clears, so every page is there before anything is timed. */
  private MemorySegment array() {
    return arena.allocate(bytes, SPECIES.vectorByteSize());
  }

  /** Returns GB/s of {@code a = b} on all threads together. */
  double copy() {
    return gigabytesPerSecond(2, thread -> copy(parts.get(thread)));
  }

  /** Returns GB/s of {@code a = 3 · b + c} on all threads together. */
  double triad() {
    return gigabytesPerSecond(3, thread -> triad(parts.get(thread)));
  }

  private double gigabytesPerSecond(int arrays, Team.Work work) {
    return (double) arrays * bytes * parts.size() / team.fastest(parts.size(), RUNS, work);
  }

  private float copy(Part part) {
    MemorySegment.copy(part.b, 0, part.a, 0, bytes);
    return 0;
  }

  private float triad(Part part) {
    FloatVector factor = FloatVector.broadcast(SPECIES, 3);
    for (long at = 0; at < bytes; at += SPECIES.vectorByteSize()) {
      FloatVector.fromMemorySegment(SPECIES, part.b, at, ORDER)
          .fma(factor, FloatVector.fromMemorySegment(SPECIES, part.c, at, ORDER))
          .intoMemorySegment(part.a, at, ORDER);
    }
    return 0;
  }

  @Override
  public void close() {
    arena.close();
  }
}
