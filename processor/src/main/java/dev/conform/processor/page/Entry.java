package dev.conform.processor.page;

import dev.conform.processor.plan.PlannedLayer;
import java.util.List;

/** A box of the diagram, and what stands in the table for it. */
sealed interface Entry {

  /** Returns what it is called among its neighbours. */
  String name();

  /** Returns how many layers it stands for. */
  int size();

  /**
   * One layer.
   *
   * @param name its own name; where it is part of what has its path, what it does
   */
  record Single(String name, PlannedLayer layer) implements Entry {
    @Override
    public int size() {
      return 1;
    }
  }

  /**
   * Layers that can be folded away.
   *
   * @param label what they are: {@code Bottleneck × 3}
   * @param range whether they only stand side by side and have no path in common
   */
  record Several(String name, String label, boolean range, List<Entry> entries) implements Entry {

    /** Keeps an immutable copy. */
    public Several {
      entries = List.copyOf(entries);
    }

    @Override
    public int size() {
      return entries.stream().mapToInt(Entry::size).sum();
    }
  }
}
