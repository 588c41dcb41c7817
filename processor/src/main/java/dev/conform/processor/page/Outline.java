package dev.conform.processor.page;

import dev.conform.processor.ir.Group;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.page.Entry.Several;
import dev.conform.processor.page.Entry.Single;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.PlannedLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Orders the layers of a network as a tree: methods, repetitions of blocks, layers of blocks. */
final class Outline {

  /** Nobody reads more boxes than this side by side, and no browser lays them out at once. */
  private static final int MOST = 64;

  /** So many neighbours become one where there are too many. */
  private static final int RANGE = 32;

  private final List<PlannedLayer> layers;
  private final Map<String, String> blocks;

  private Outline(ExecutionPlan plan) {
    this.layers = plan.layers();
    this.blocks =
        plan.graph().groups().stream()
            .collect(Collectors.toMap(Group::path, Group::block, (one, same) -> one));
  }

  /** Returns the tree's top level; its leaves are the plan's layers in their order. */
  static List<Entry> of(ExecutionPlan plan) {
    return new Outline(plan).entries(0, plan.layers().size(), "");
  }

  /**
   * Returns what a path has directly below it.
   *
   * @param from the first of its layers
   * @param to behind the last
   * @param path empty for the network itself
   */
  private List<Entry> entries(int from, int to, String path) {
    List<Entry> entries = new ArrayList<>();
    int begin = from;
    while (begin < to) {
      PlannedLayer layer = layers.get(begin);
      if (layer.path().equals(path)) {
        entries.add(new Single(deed(layer), layer));
        begin++;
      } else {
        String child = child(layer.path(), path);
        int end = begin + 1;
        while (end < to && isIn(layers.get(end).path(), child)) {
          end++;
        }
        entries.add(
            entry(begin, end, child, child.substring(path.isEmpty() ? 0 : path.length() + 1)));
        begin = end;
      }
    }
    return ranges(entries);
  }

  private Entry entry(int from, int to, String path, String name) {
    if (to == from + 1 && layers.get(from).path().equals(path)) {
      return new Single(name, layers.get(from));
    }
    return new Several(name, label(from, to, path), false, entries(from, to, path));
  }

  /** Returns the first step from a path towards a layer below it. */
  private static String child(String layer, String path) {
    int dot = layer.indexOf('.', path.isEmpty() ? 0 : path.length() + 1);
    return dot < 0 ? layer : layer.substring(0, dot);
  }

  private static boolean isIn(String layer, String path) {
    return layer.equals(path) || layer.startsWith(path + ".");
  }

  /** Returns the block of a path, or the blocks right below it, or how many layers it has. */
  private String label(int from, int to, String path) {
    String block = blocks.get(path);
    if (block != null) {
      return block;
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    String before = path;
    for (PlannedLayer layer : layers.subList(from, to)) {
      String child = layer.path().equals(path) ? path : child(layer.path(), path);
      String used = child.equals(before) ? null : blocks.get(child);
      if (used != null) {
        counts.merge(used, 1, Integer::sum);
      }
      before = child;
    }
    if (counts.isEmpty()) {
      return to - from + " layers";
    }
    return counts.entrySet().stream()
        .map(e -> e.getValue() == 1 ? e.getKey() : e.getKey() + " × " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Returns for example {@code add}, for a layer whose path is that of the block around it. */
  private static String deed(PlannedLayer layer) {
    Operation operation = layer.nodes().get(0).operation();
    return operation
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ")
        .toLowerCase(Locale.ROOT);
  }

  private static List<Entry> ranges(List<Entry> entries) {
    List<Entry> result = entries;
    while (result.size() > MOST) {
      List<Entry> shorter = new ArrayList<>();
      for (int from = 0; from < result.size(); from += RANGE) {
        shorter.add(range(result.subList(from, Math.min(from + RANGE, result.size()))));
      }
      result = shorter;
    }
    return result;
  }

  private static Entry range(List<Entry> entries) {
    int size = entries.stream().mapToInt(Entry::size).sum();
    return new Several(
        first(entries.get(0)) + " … " + last(entries.get(entries.size() - 1)),
        size + " layers",
        true,
        entries);
  }

  private static String first(Entry entry) {
    return entry instanceof Several several && several.range()
        ? first(several.entries().get(0))
        : entry.name();
  }

  private static String last(Entry entry) {
    return entry instanceof Several several && several.range()
        ? last(several.entries().get(several.entries().size() - 1))
        : entry.name();
  }
}
