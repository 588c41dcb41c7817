package dev.conform.processor.plan;

import dev.conform.processor.ir.Group;
import dev.conform.processor.plan.Step.Backward;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which results are not kept for the backward pass but computed again in it (Chen et al.
 * 2016, "Training Deep Nets with Sublinear Memory Cost"): those that one pass makes of what is kept
 * anyway, maps and not single values. The input of a batch norm is kept for the norm's own
 * gradient; what the norm and its activation make of it needs memory only while somebody reads it.
 *
 * <p>A result is computed again before the layer that reads it first on the way back; where a block
 * reads it that did not make it, before the block, so that the code of a block stands by itself.
 */
final class Recomputation {

  private static final int NEVER = -1;

  /** No step reads it; it is there until the end. */
  private static final int END = -1;

  private final List<Step> steps;
  private final Set<String> groups = new HashSet<>();
  private final Map<Integer, Step> makers = new HashMap<>();

  /** Of each value the step that reads it first on the way back. */
  private final Map<Integer, Integer> firstReaders = new HashMap<>();

  /** Of each value the step that reads it last on the way back. */
  private final Map<Integer, Integer> lastReaders = new HashMap<>();

  /** Of each step the one before which its result is computed again. */
  private final int[] recomputedAt;

  private Recomputation(List<Step> steps, List<Group> groups, Set<Integer> kept) {
    this.steps = steps;
    groups.forEach(group -> this.groups.add(group.path()));
    this.recomputedAt = new int[steps.size()];
    Arrays.fill(recomputedAt, NEVER);
    for (Step step : steps) {
      makers.put(step.output(), step);
      for (int value : step.valuesOfBackward()) {
        firstReaders.merge(value, step.index(), Math::max);
        lastReaders.merge(value, step.index(), Math::min);
      }
    }
    kept.forEach(value -> lastReaders.put(value, END));
  }

  /**
   * Decides for a network.
   *
   * @param steps without a decision
   * @param groups uses of blocks
   * @param kept values that have to be there until the end
   * @return the steps, with {@link Backward#recomputedAt()}
   */
  static List<Step> decide(List<Step> steps, List<Group> groups, Set<Integer> kept) {
    Recomputation recomputation = new Recomputation(steps, groups, kept);
    steps.forEach(recomputation::decide);
    List<Step> decided = new ArrayList<>();
    for (Step step : steps) {
      int at = recomputation.recomputedAt[step.index()];
      decided.add(
          at == NEVER ? step : step.with(step.backward().orElseThrow().withRecomputedAt(at)));
    }
    return decided;
  }

  private void decide(Step step) {
    Integer reader = firstReaders.get(step.output());
    if (reader == null || lastReaders.getOrDefault(step.output(), END) == END) {
      return;
    }
    int at = place(step, steps.get(reader));
    boolean isLast =
        steps.subList(at + 1, steps.size()).stream().allMatch(s -> s.backward().isEmpty());
    if (!isLast && canBeRecomputed(step, at)) {
      recompute(step, at);
    }
  }

  /** Tells whether before a step's backward pass all is there that a result is made of. */
  private boolean canBeRecomputed(Step step, int at) {
    return step.backward().isPresent()
        && step.outputShape().pixels() > 1
        && Traits.isRecomputable(step.node().operation())
        && step.inputs().stream().allMatch(input -> isThere(input, at, step));
  }

  /**
   * Tells whether a value is there before a step's backward pass, or can be: what its reader's
   * block has made may be computed again just for it.
   */
  private boolean isThere(int value, int at, Step reader) {
    Step maker = makers.get(value);
    if (maker == null || recomputedAt[maker.index()] >= at) {
      return true;
    }
    boolean isKept = lastReaders.containsKey(value) && recomputedAt[maker.index()] == NEVER;
    return isKept
        ? lastReaders.getOrDefault(value, END) <= at
        : block(maker).equals(block(reader)) && canBeRecomputed(maker, at);
  }

  /** Computes a result again, and first what it is made of. */
  private void recompute(Step step, int at) {
    if (recomputedAt[step.index()] >= at) {
      return;
    }
    recomputedAt[step.index()] = at;
    for (int input : step.inputs()) {
      Step maker = makers.get(input);
      boolean isRead = lastReaders.containsKey(input);
      if (maker != null && (recomputedAt[maker.index()] != NEVER || !isRead)) {
        recompute(maker, at);
      }
    }
  }

  /** Returns the step before whose backward pass a result is computed again. */
  private int place(Step maker, Step reader) {
    String around = reader.path();
    for (int dot = around.length(); dot > 0; dot = around.lastIndexOf('.', dot - 1)) {
      String group = reader.path().substring(0, dot);
      if (groups.contains(group) && !isIn(maker, group)) {
        around = group;
      }
    }
    int place = reader.index();
    for (int i = place; i < steps.size() && isIn(steps.get(i), around); i++) {
      place = steps.get(i).backward().isPresent() ? i : place;
    }
    return place;
  }

  private static boolean isIn(Step step, String path) {
    return step.path().equals(path) || step.path().startsWith(path + ".");
  }

  private String block(Step step) {
    String path = step.path();
    for (int dot = path.length(); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      if (groups.contains(path.substring(0, dot))) {
        return path.substring(0, dot);
      }
    }
    return "";
  }
}
