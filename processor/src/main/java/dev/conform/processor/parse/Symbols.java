package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
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
            "%s%s is %s, which cannot be read as a sum of symbols",
            owner,
            place,
            Text.number(number).replace('-', '−'))
        .line(
            "javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than"
                + " adding symbols they cannot be told apart")
        .line(
            "Sums of one or two symbols can be read, each up to %d times (one alone up to %d), and"
                + " numbers below %s",
            Dimension.MOST_OF_TWO, Dimension.MOST_ALONE, Text.number(Dimension.SMALLEST_SUM))
        .line(
            "Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum,"
                + " half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A");
  }

  private static Diagnostic outside(
      AnnotationReader reader, String place, String owner, Dimension sum) {
    return Diagnostic.of(
            Rule.SYMBOL_OUTSIDE_BLOCK,
            reader.at(place),
            "%s%s uses %s, but only a @Block has symbols",
            owner,
            place,
            Text.list(sum.terms().keySet().stream().sorted().map(Symbol::name).toList()))
        .line("Its numbers come from the @Use, @Residual or @Branch that names the block")
        .line("Write a number here, or move the layer into a block");
  }
}
