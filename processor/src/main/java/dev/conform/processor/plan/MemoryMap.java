package dev.conform.processor.plan;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Remembers which buffer wrote each piece of memory last. */
final class MemoryMap {

  private final ToLongFunction<Buffer> offsets;
  private final long size;
  private final TreeMap<Long, Buffer> owners = new TreeMap<>();

  MemoryMap(ToLongFunction<Buffer> offsets, long size) {
    this.offsets = offsets;
    this.size = size;
  }

  /** Notes that a buffer was written, whole; whatever it overlaps is gone. */
  void write(String who, Buffer buffer) {
    long start = offsets.applyAsLong(buffer);
    long end = end(buffer);
    PlanVerifier.require(
        start >= 0 && end <= size && start % Buffer.ALIGNMENT == 0,
        "%s writes buffer %d at %d to %d of %d",
        who,
        buffer.id(),
        start,
        end,
        size);
    Map.Entry<Long, Buffer> before = owners.lowerEntry(end);
    while (before != null && end(before.getValue()) > start) {
      owners.remove(before.getKey());
      before = owners.lowerEntry(end);
    }
    owners.put(start, buffer);
  }

  /** Checks that a buffer still holds what was written to it. */
  void read(String who, Buffer buffer) {
    Buffer owner = owners.get(offsets.applyAsLong(buffer));
    PlanVerifier.require(
        owner != null && owner.id() == buffer.id(),
        "%s reads buffer %d, which was never written or was overwritten",
        who,
        buffer.id());
  }

  boolean isSamePlace(Buffer a, Buffer b) {
    return offsets.applyAsLong(a) == offsets.applyAsLong(b) && a.floats() == b.floats();
  }

  boolean overlap(Buffer a, Buffer b) {
    return offsets.applyAsLong(a) < end(b) && offsets.applyAsLong(b) < end(a);
  }

  private long end(Buffer buffer) {
    return Math.addExact(offsets.applyAsLong(buffer), buffer.floats());
  }
}
