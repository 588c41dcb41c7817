package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.Dimension;
import dev.conform.processor.ir.Symbol;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recognises sums of symbols: a block collects those it uses, a network refuses them. */
final class Symbols {

  private final boolean allowed;
  private final Set<Symbol> used = EnumSet.noneOf(Symbol.class);

  private Symbols(boolean allowed) {
    this.allowed = allowed;
  }

  static Symbols ofBlock() {
    return new Symbols(true);
  }

  static Symbols ofNetwork() {
    return new Symbols(false);
  }

  /** Returns those that were found. */
  Set<Symbol> used() {
    return used;
  }

  /** Tells of a number that means nothing here, or returns true. */
  boolean accept(
      AnnotationReader reader, String place, String owner, int number, List<Diagnostic> problems) {
    if (!Dimension.isSum(number)) {
      return true;
    }
    Optional<Dimension> sum = Dimension.of(number);
    if (allowed) {
      sum.ifPresentOrElse(
          s -> used.addAll(s.terms().keySet()),
          () -> problems.add(unreadable(reader, place, owner, number)));
      return sum.isPresent();
    }
    sum.ifPresent(s -> problems.add(outside(reader, place, owner, s)));
    return sum.isEmpty();
  }

  private static Diagnostic unreadable(
      AnnotationReader reader, String place, String owner, int number) {
    return Diagnostic.of(
            Rule.UNREADABLE_DIMENSION,
            reader.at(place),
            "%s%s is %,d, which is no sum of symbols that can be read back",
            owner,
            place,
            number)
        .line(
            "javac folds WIDTH, IN and the others to numbers; a quotient or a product of them loses"
                + " what it was made of")
        .line(
            "Write a sum of at most two symbols, each up to 8 times (one alone up to 16), plus or"
                + " minus up to 100: 4 * WIDTH, IN + 2 * SQUEEZE. For WIDTH / 2 let the use give the"
                + " half as squeeze, and write 2 * SQUEEZE for the whole");
  }

  private static Diagnostic outside(
      AnnotationReader reader, String place, String owner, Dimension sum) {
    return Diagnostic.of(
            Rule.SYMBOL_OUTSIDE_BLOCK,
            reader.at(place),
            "%s%s uses %s, but only a @Block has symbols",
            owner,
            place,
            String.join(" and ", sum.terms().keySet().stream().sorted().map(Symbol::name).toList()))
        .line("Write a number here, or move the layer into a block");
  }
}
