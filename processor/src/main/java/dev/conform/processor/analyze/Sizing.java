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
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * What symbols stand for in one use of a block.
 *
 * @param values of the symbols that are known; what is missing is not known because of an error
 */
record Sizing(Map<Symbol, Integer> values) {

  /** Outside of blocks there are only numbers. */
  static final Sizing NUMBERS = new Sizing(Map.of());

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
    return new Sizing(values);
  }

  /** Returns what the symbols of a sum stand for: {@code WIDTH = 64, IN = 3}. */
  String describe(Dimension sum) {
    return sum.terms().keySet().stream()
        .sorted()
        .map(symbol -> symbol + " = " + values.get(symbol))
        .collect(Collectors.joining(", "));
  }

  /**
   * Puts numbers in the place of symbols.
   *
   * @param tooSmall is told of a sum that is no size here, with what it amounts to
   * @return nothing if a symbol is not known, or a size is none
   */
  Optional<Construct> apply(Construct construct, BiConsumer<Dimension, Long> tooSmall) {
    Substitution substitution = new Substitution(values, tooSmall);
    Construct sized = construct.map(substitution);
    return substitution.complete ? Optional.of(sized) : Optional.empty();
  }

  /** Computes sums of symbols. */
  private static final class Substitution implements Resizing {
    private final Map<Symbol, Integer> values;
    private final BiConsumer<Dimension, Long> tooSmall;
    private boolean complete = true;

    Substitution(Map<Symbol, Integer> values, BiConsumer<Dimension, Long> tooSmall) {
      this.values = values;
      this.tooSmall = tooSmall;
    }

    @Override
    public int size(int folded) {
      return atLeast(1, folded);
    }

    @Override
    public int border(int folded) {
      return atLeast(0, folded);
    }

    private int atLeast(int least, int folded) {
      // Inside a network without blocks a large number is just that.
      if (values.isEmpty() || !Dimension.isSum(folded)) {
        return folded;
      }
      Optional<Dimension> sum = Dimension.of(folded);
      if (sum.isEmpty() || !values.keySet().containsAll(sum.get().terms().keySet())) {
        complete = false;
        return 1;
      }
      long total = sum.get().constant();
      for (Map.Entry<Symbol, Integer> term : sum.get().terms().entrySet()) {
        total += (long) term.getValue() * values.getOrDefault(term.getKey(), 0);
      }
      if (total < least) {
        complete = false;
        tooSmall.accept(sum.get(), total);
        return 1;
      }
      // What is too large stays so: the shape rules tell of it.
      return (int) Math.min(Integer.MAX_VALUE, total);
    }
  }
}
