package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.Fusion.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds the calls that inference makes together with a convolution: the batch norm after it, which
 * its weight takes in, then a sum, an activation, a max pool or a depthwise convolution, and what
 * does nothing in inference. Nobody else may want to see what lies between them.
 *
 * <p>The one call that is left stands in the place of the last, where the other side of the sum is
 * there. What it reads of the convolution has to live until then.
 */
final class Folds {

  /**
   * What one call of inference computes. Numbers are those of calls.
   *
   * @param conv the convolution
   * @param norm whose scale the weight takes in
   * @param residual the value that is added
   * @param activation what is applied last
   * @param pool the max pool that reads the result while it is made
   * @param source what makes the input of a depthwise convolution while it is read
   */
  record Fold(
      int conv,
      OptionalInt norm,
      OptionalInt residual,
      Optional<ShapedNode> activation,
      OptionalInt pool,
      Optional<Fold> source) {

    Fold with(Fold maker) {
      return new Fold(conv, norm, residual, activation, pool, Optional.of(maker));
    }
  }

  /**
   * From so many values on, what a convolution makes of an image is read by a depthwise one band by
   * band: 512 KiB. Less stays in the second-level cache anyway, and each image reads the weight
   * anew.
   */
  private static final long LARGE_MAP = 1 << 17;

  private final Fusion fusion;
  private final List<Call> calls;
  private final Map<Integer, List<Integer>> readers = new HashMap<>();
  private final Set<Integer> seen;
  private final Map<Integer, Fold> folds = new HashMap<>();
  private final Set<Integer> folded = new HashSet<>();

  private Folds(ShapedGraph graph, Fusion fusion) {
    this.fusion = fusion;
    this.calls = fusion.calls();
    this.seen = new HashSet<>(graph.layers().stream().map(l -> fusion.value(l.node())).toList());
    for (int i = 0; i < calls.size(); i++) {
      for (int input : calls.get(i).inputs()) {
        readers.computeIfAbsent(input, value -> new ArrayList<>()).add(i);
      }
    }
  }

  /**
   * Finds them. The last convolution is looked at first: of two that meet in a sum, the later one
   * keeps the other's result waiting for less.
   *
   * @param trainingOnly calls that inference leaves out
   */
  static Folds of(ShapedGraph graph, Fusion fusion, Set<Integer> trainingOnly) {
    Folds folds = new Folds(graph, fusion);
    for (int i = folds.calls.size() - 1; i >= 0; i--) {
      if (folds.calls.get(i).node().operation() instanceof Operation.Conv
          && !trainingOnly.contains(i)) {
        folds.follow(i);
      }
    }
    return folds;
  }

  /** Returns what inference computes in the place of a call. */
  Optional<Fold> at(int call) {
    return Optional.ofNullable(folds.get(call));
  }

  /** Tells whether inference does a call in the place of a later one. */
  boolean isFolded(int call) {
    return folded.contains(call);
  }

  private void follow(int conv) {
    Chain chain = new Chain(conv);
    OptionalInt next = next(conv, conv);
    while (next.isPresent() && chain.take(next.getAsInt())) {
      next = next(conv, next.getAsInt());
    }
    int last = chain.members.get(chain.members.size() - 1);
    Fold fold =
        new Fold(conv, chain.norm, chain.residual, chain.activation, chain.pool, Optional.empty());
    boolean hasOwnForm =
        ConvAlgorithm.of(calls.get(conv).node()).map(ConvAlgorithm::hasOwnForm).orElse(false);
    if (makesForDepthwise(fold, last)) {
      folded.addAll(chain.members);
    } else if (chain.norm.isPresent() || chain.pool.isPresent() || hasOwnForm) {
      folds.put(last, fold);
      folded.addAll(chain.members.subList(0, chain.members.size() - 1));
    }
  }

  /**
   * Lets a depthwise convolution that was folded before have its input made while it reads it.
   *
   * @param maker what makes that input; the calls end with {@code last}
   * @return whether it does
   */
  private boolean makesForDepthwise(Fold maker, int last) {
    OptionalInt reader = reader(maker.conv(), last);
    boolean isPlain = maker.residual().isEmpty() && maker.pool().isEmpty();
    if (reader.isEmpty()
        || !isPlain
        || !isMadeByRows(maker.conv())
        || fusion.floats().get(calls.get(last).output()) < LARGE_MAP) {
      return false;
    }
    for (Map.Entry<Integer, Fold> entry : folds.entrySet()) {
      Fold fold = entry.getValue();
      if (fold.conv() == reader.getAsInt()
          && isDepthwise(fold.conv())
          && fold.residual().isEmpty()) {
        entry.setValue(fold.with(maker));
        return true;
      }
    }
    return false;
  }

  /** Returns the only call that looks at the result of another, if it is free to be taken. */
  private OptionalInt next(int conv, int call) {
    OptionalInt next = reader(conv, call);
    boolean isFree =
        next.isPresent()
            && !folded.contains(next.getAsInt())
            && !folds.containsKey(next.getAsInt());
    return isFree ? next : OptionalInt.empty();
  }

  /** Returns the only call that looks at the result of another, if it is in the same block. */
  private OptionalInt reader(int conv, int call) {
    int value = calls.get(call).output();
    List<Integer> following = readers.getOrDefault(value, List.of());
    if (seen.contains(value) || following.size() != 1) {
      return OptionalInt.empty();
    }
    int next = following.get(0);
    return block(conv).equals(block(next)) ? OptionalInt.of(next) : OptionalInt.empty();
  }

  /** Tells whether a kernel makes a convolution row by row, where somebody asks for rows. */
  private boolean isMadeByRows(int conv) {
    ConvAlgorithm algorithm = ConvAlgorithm.of(calls.get(conv).node()).orElseThrow();
    return algorithm == ConvAlgorithm.POINTWISE
        || (algorithm == ConvAlgorithm.DIRECT && !isDepthwise(conv));
  }

  private boolean isDepthwise(int conv) {
    ShapedNode node = calls.get(conv).node();
    return ConvShape.of(node, (Operation.Conv) node.operation()).isDepthwise();
  }

  private String block(int call) {
    return fusion.block(calls.get(call).node());
  }

  /** Calls that become one. */
  private final class Chain {
    private final List<Integer> members = new ArrayList<>();
    private OptionalInt norm = OptionalInt.empty();
    private OptionalInt residual = OptionalInt.empty();
    private Optional<ShapedNode> activation;
    private OptionalInt pool = OptionalInt.empty();

    Chain(int conv) {
      members.add(conv);
      activation = calls.get(conv).activation();
    }

    /** Takes a call in, if it can be computed with what is there. */
    boolean take(int index) {
      Call call = calls.get(index);
      Operation operation = call.node().operation();
      boolean taken;
      if (Traits.isIdentityInInference(operation)) {
        taken = true;
      } else if (pool.isPresent()) {
        taken = false;
      } else if (operation instanceof Operation.BatchNorm) {
        taken = takeNorm(index, call);
      } else if (operation instanceof Operation.Add) {
        taken = takeSum(call);
      } else if (operation instanceof Operation.Activate) {
        taken = activation.isEmpty();
        activation = taken ? Optional.of(call.node()) : activation;
      } else {
        taken = operation instanceof Operation.Pool max && takePool(index, max);
      }
      if (taken) {
        members.add(index);
      }
      return taken;
    }

    private boolean takeNorm(int index, Call call) {
      boolean isFirst = norm.isEmpty() && residual.isEmpty() && activation.isEmpty();
      // Behind a flatten a norm has a scale for each unit.
      if (!isFirst || call.node().input().flat()) {
        return false;
      }
      norm = OptionalInt.of(index);
      if (call.sum().isPresent()) {
        residual = OptionalInt.of(call.inputs().get(1));
      }
      activation = call.activation();
      return true;
    }

    private boolean takePool(int index, Operation.Pool max) {
      boolean isTaken =
          max.mode() == Operation.PoolMode.MAX
              && residual.isEmpty()
              && isMadeByRows(members.get(0));
      pool = isTaken ? OptionalInt.of(index) : pool;
      return isTaken;
    }

    private boolean takeSum(Call call) {
      if (residual.isPresent() || activation.isPresent() || call.inputs().size() != 2) {
        return false;
      }
      int value = calls.get(members.get(members.size() - 1)).output();
      if (!call.readsOnce(value)) {
        return false;
      }
      int other = call.inputs().get(0) == value ? 1 : 0;
      residual = OptionalInt.of(call.inputs().get(other));
      activation = call.activation();
      return true;
    }
  }
}
