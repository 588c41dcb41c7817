package dev.conform.processor.analyze;

import dev.conform.processor.ir.BlockCall;
import dev.conform.processor.ir.Construct;
import dev.conform.processor.ir.Dimension;
import dev.conform.processor.ir.Resizing;
import dev.conform.processor.ir.Symbol;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What symbols stand for in one use of a block.
 *
 * @param symbolic whether there are symbols
 * @param values of the symbols that are known; what is missing is not known because of an error, or
 *     because the block is looked at by itself
 */
record Sizing(boolean symbolic, Map<Symbol, Integer> values) {

  /** Outside of blocks there are only numbers. */
  static final Sizing NUMBERS = new Sizing(false, Map.of());

  /** In a block that is looked at by itself nothing is known. */
  static final Sizing UNKNOWN = new Sizing(true, Map.of());

  Sizing {
    values = Map.copyOf(values);
  }

  /**
   * Returns the sizing of a repetition of a block.
   *
   * @param first whether it is the first one, which has the stride
   * @param in the channels of its input, if they are known
   */
  static Sizing of(BlockCall call, boolean first, OptionalInt in) {
    Map<Symbol, Integer> values = new HashMap<>(call.values());
    if (!first) {
      values.put(Symbol.STRIDE, 1);
    }
    in.ifPresent(channels -> values.put(Symbol.IN, channels));
    return new Sizing(true, values);
  }

  /**
   * Puts numbers in the place of symbols.
   *
   * @return nothing if a symbol is not known
   */
  Optional<Construct> apply(Construct construct) {
    if (!symbolic) {
      return Optional.of(construct);
    }
    Substitution substitution = new Substitution(values);
    Construct sized = construct.map(substitution);
    return substitution.complete ? Optional.of(sized) : Optional.empty();
  }

  /** Computes sums of symbols. */
  private static final class Substitution implements Resizing {
    private final Map<Symbol, Integer> values;
    private boolean complete = true;

    Substitution(Map<Symbol, Integer> values) {
      this.values = values;
    }

    @Override
    public int size(int folded) {
      if (!Dimension.isSum(folded)) {
        return folded;
      }
      Optional<Dimension> sum = Dimension.of(folded);
      if (sum.isEmpty() || !values.keySet().containsAll(sum.get().terms().keySet())) {
        complete = false;
        return 1;
      }
      long total = 0;
      for (Map.Entry<Symbol, Integer> term : sum.get().terms().entrySet()) {
        total += (long) term.getValue() * values.getOrDefault(term.getKey(), 0);
      }
      // What is too large stays so: the shape rules tell of it.
      return (int) Math.min(Integer.MAX_VALUE, total);
    }
  }
}
