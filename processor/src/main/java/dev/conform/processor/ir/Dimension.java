package dev.conform.processor.ir;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A sum of symbols as {@code 4 * WIDTH + IN}. javac has folded it to one number; the symbols'
 * numbers are so far apart, and have so few divisors, that it can be taken apart again, and that
 * nothing else is read into what dividing and rounding leave of one.
 *
 * @param terms how often each symbol is in it
 */
public record Dimension(Map<Symbol, Integer> terms) {

  /**
   * Numbers from here on come from symbols. No block of the literature has so large a size, and
   * what dividing leaves of a symbol is above, up to 4,096 times.
   */
  public static final int SMALLEST_SUM = 16_000;

  /** How often a symbol may be in a sum that has no other. */
  public static final int MOST_ALONE = 16;

  /** How often each of two symbols may be in a sum. */
  public static final int MOST_OF_TWO = 8;

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
    for (Symbol first : Symbol.values()) {
      for (int i = 1; i <= MOST_ALONE; i++) {
        long rest = folded - (long) i * first.code();
        if (rest == 0) {
          return Optional.of(new Dimension(Map.of(first, i)));
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
      long times = rest / second.code();
      if (second.compareTo(first) > 0
          && rest % second.code() == 0
          && times >= 1
          && times <= MOST_OF_TWO) {
        return Optional.of(new Dimension(Map.of(first, count, second, (int) times)));
      }
    }
    return Optional.empty();
  }

  /** Returns for example {@code 2 · WIDTH + IN}. */
  @Override
  public String toString() {
    return terms.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> e.getValue() == 1 ? e.getKey().name() : e.getValue() + " · " + e.getKey())
        .collect(Collectors.joining(" + "));
  }
}
