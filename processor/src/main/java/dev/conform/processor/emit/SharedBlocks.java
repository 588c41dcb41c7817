package dev.conform.processor.emit;

import com.palantir.javapoet.ClassName;
import dev.conform.processor.ir.Group;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.PlannedLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds uses of blocks that run the same code on other memory: the repetitions of a block but for
 * the first. Each such code is written once, as a class. Outer blocks are tried before those inside
 * them.
 */
final class SharedBlocks {

  private final ExecutionPlan plan;
  private final ClassName model;
  private final Names names;
  private final Map<String, Group> groups = new HashMap<>();
  private final Map<ClassName, List<BlockUse>> classes = new LinkedHashMap<>();
  private List<Element> elements;

  private SharedBlocks(ExecutionPlan plan, ClassName model, Names names) {
    this.plan = plan;
    this.model = model;
    this.names = names;
    this.elements = plan.layers().stream().<Element>map(Element.Plain::new).toList();
    plan.graph().groups().forEach(group -> groups.put(group.path(), group));
  }

  /**
   * Finds the blocks of a network.
   *
   * @param model the class that theirs are nested in
   * @param names of that class
   */
  static SharedBlocks of(ExecutionPlan plan, ClassName model, Names names) {
    SharedBlocks blocks = new SharedBlocks(plan, model, names);
    int deepest = blocks.groups.keySet().stream().mapToInt(blocks::depth).max().orElse(-1);
    for (int depth = 0; depth <= deepest; depth++) {
      blocks.share(depth);
    }
    return blocks;
  }

  /** Returns the network as layers and uses of shared blocks. */
  List<Element> elements() {
    return elements;
  }

  /** Returns the classes and who shares each. */
  Map<ClassName, List<BlockUse>> classes() {
    return classes;
  }

  /** Shares what can be shared of the blocks that stand inside so many others. */
  private void share(int depth) {
    List<Piece> pieces = pieces(depth);
    Map<String, List<BlockUse>> usesOf = new LinkedHashMap<>();
    for (Piece piece : pieces) {
      piece
          .use()
          .ifPresent(use -> usesOf.computeIfAbsent(use.text(), text -> new ArrayList<>()).add(use));
    }
    List<Element> shared = new ArrayList<>();
    Map<String, ClassName> typeOf = new HashMap<>();
    for (Piece piece : pieces) {
      List<BlockUse> uses =
          piece.use().map(use -> usesOf.getOrDefault(use.text(), List.of())).orElse(List.of());
      if (uses.size() < 2) {
        shared.addAll(piece.elements());
        continue;
      }
      ClassName type = typeOf.computeIfAbsent(uses.get(0).text(), text -> newClass(uses));
      shared.add(new Element.Shared(piece.use().orElseThrow(), type));
    }
    elements = shared;
  }

  /** What may become one element. */
  private record Piece(List<Element> elements, Optional<BlockUse> use) {}

  private List<Piece> pieces(int depth) {
    List<Piece> pieces = new ArrayList<>();
    int next = 0;
    while (next < elements.size()) {
      Optional<Group> group = group(elements.get(next), depth);
      int end = next + 1;
      while (group.isPresent() && end < elements.size() && isIn(elements.get(end), group.get())) {
        end++;
      }
      List<Element> piece = elements.subList(next, end);
      List<PlannedLayer> layers = piece.stream().flatMap(e -> e.layers().stream()).toList();
      boolean fits = group.isPresent() && Parts.fits(layers);
      pieces.add(
          new Piece(
              piece,
              fits ? Optional.of(new BlockUse(plan, group.get(), layers)) : Optional.empty()));
      next = end;
    }
    return pieces;
  }

  private Optional<Group> group(Element element, int depth) {
    if (!(element instanceof Element.Plain plain)) {
      return Optional.empty();
    }
    String path = plain.layer().path();
    for (int dot = path.length(); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      Group group = groups.get(path.substring(0, dot));
      if (group != null && depth(group.path()) == depth) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }

  private static boolean isIn(Element element, Group group) {
    return element instanceof Element.Plain plain
        && (plain.layer().path().equals(group.path())
            || plain.layer().path().startsWith(group.path() + "."));
  }

  /** Returns how many other blocks a block stands in. */
  private int depth(String path) {
    int depth = 0;
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      depth += groups.containsKey(path.substring(0, dot)) ? 1 : 0;
    }
    return depth;
  }

  /** Returns {@code Bottleneck1} for the first class of the block Bottleneck. */
  private ClassName newClass(List<BlockUse> uses) {
    String block = uses.get(0).block();
    String simple = block.substring(block.lastIndexOf('.') + 1);
    int number = 1;
    for (ClassName other : classes.keySet()) {
      number += other.simpleName().matches(Pattern.quote(simple) + "\\d+_*") ? 1 : 0;
    }
    ClassName type = model.nestedClass(names.other(simple + number));
    classes.put(type, uses);
    return type;
  }
}
