package dev.conform.runtime.train;

import dev.conform.runtime.Model;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The running statistics from before a step, which a NaN in the forward pass would spoil. */
final class Statistics implements AutoCloseable {

  private final Arena arena = Arena.ofConfined();
  private final Model model;
  private final MemorySegment current;
  private final MemorySegment kept;

  Statistics(Model model) {
    this.model = model;
    current = model.stateMemory().segment();
    kept = arena.allocate(current.byteSize());
  }

  void keep() {
    kept.copyFrom(current);
  }

  void restore() {
    current.copyFrom(kept);
    model.parametersChanged();
  }

  @Override
  public void close() {
    arena.close();
  }
}
