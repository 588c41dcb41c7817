package dev.conform.processor.ir;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A size: a number, or a sum of symbols as {@code 4 * WIDTH + 2}. javac has folded the sum to one
 * number; the symbols' numbers are so far apart that it can be taken apart again.
 *
 * @param terms how often each symbol is in it
 * @param constant what is added
 */
public record Dimension(Map<Symbol, Integer> terms, int constant) {

  /**
   * Numbers from here on come from symbols. No block of the literature has so large a size, and
   * what dividing leaves of a symbol is above, up to 800 times.
   */
  public static final int SMALLEST_SUM = 30_000;

  /** How often a symbol may be in a sum that has no other. */
  public static final int MOST_ALONE = 16;

  /** How often each of two symbols may be in a sum. */
  public static final int MOST_OF_TWO = 8;

  /** What may be added or taken away at most. */
  public static final int MOST_ADDED = 10;

  /** Keeps an immutable copy. */
  public Dimension {
    terms = Map.copyOf(terms);
  }

  /** Tells whether a number can only come from symbols: a difference of them may be negative. */
  public static boolean isSum(int folded) {
    return Math.abs((long) folded) >= SMALLEST_SUM;
  }

  /** Takes a number apart; nothing if it is no sum that can be told from others. */
  public static Optional<Dimension> of(int folded) {
    if (!isSum(folded)) {
      return Optional.of(new Dimension(Map.of(), folded));
    }
    for (Symbol first : Symbol.values()) {
      for (int i = 1; i <= MOST_ALONE; i++) {
        long rest = folded - (long) i * first.code();
        if (Math.abs(rest) <= MOST_ADDED) {
          return Optional.of(new Dimension(Map.of(first, i), (int) rest));
        }
        Optional<Dimension> both = i <= MOST_OF_TWO ? withSecond(first, i, rest) : Optional.empty();
        if (both.isPresent()) {
          return both;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Dimension> withSecond(Symbol first, int count, long rest) {
    for (Symbol second : Symbol.values()) {
      for (int j = 1; second.compareTo(first) > 0 && j <= MOST_OF_TWO; j++) {
        long constant = rest - (long) j * second.code();
        if (Math.abs(constant) <= MOST_ADDED) {
          Map<Symbol, Integer> terms = new EnumMap<>(Symbol.class);
          terms.put(first, count);
          terms.put(second, j);
          return Optional.of(new Dimension(terms, (int) constant));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns for example {@code 2 · WIDTH + IN − 4}. */
  @Override
  public String toString() {
    String sum =
        terms.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getValue() == 1 ? e.getKey().name() : e.getValue() + " · " + e.getKey())
            .collect(Collectors.joining(" + "));
    if (constant == 0) {
      return sum;
    }
    return sum.isEmpty()
        ? String.valueOf(constant)
        : sum + (constant < 0 ? " − " : " + ") + Math.abs(constant);
  }
}
