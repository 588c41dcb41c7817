package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.BlockDecl;
import dev.conform.processor.ir.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What can be wrong between a block and an annotation that uses it. */
final class UseProblems {

  private UseProblems() {}

  /** Tells of symbols that the block needs and does not get, or gets and does not use. */
  static List<Diagnostic> ofSymbols(
      AnnotationReader reader, String owner, BlockDecl block, Set<Symbol> given) {
    List<Diagnostic> problems = new ArrayList<>();
    for (Symbol symbol : Symbol.values()) {
      boolean needed = block.symbols().contains(symbol);
      boolean optional = symbol == Symbol.IN || symbol == Symbol.STRIDE;
      if (needed && !given.contains(symbol) && !optional) {
        problems.add(missing(reader, owner, block, symbol));
      } else if (!needed && given.contains(symbol)) {
        problems.add(unused(reader, owner, block, symbol));
      }
    }
    return problems;
  }

  private static Diagnostic missing(
      AnnotationReader reader, String owner, BlockDecl block, Symbol symbol) {
    return Diagnostic.of(
            Rule.MISSING_DIMENSION,
            reader.at(symbol.isOfDims() ? "dims" : symbol.value()),
            "%sblock %s uses %s, but %s is not given",
            owner,
            block.interfaceName(),
            symbol,
            symbol.value())
        .line(
            symbol.isOfDims()
                ? "Give " + Text.count(symbol.place() + 1, "number") + " as dims = {…}"
                : "Add " + symbol.value() + " = …, for example " + symbol.value() + " = 64");
  }

  private static Diagnostic unused(
      AnnotationReader reader, String owner, BlockDecl block, Symbol symbol) {
    return Diagnostic.of(
            Rule.UNUSED_DIMENSION,
            reader.at(symbol.value()),
            "%s%s is given, but block %s does not use %s",
            owner,
            symbol.value(),
            block.interfaceName(),
            symbol)
        .line("%s uses %s", block.interfaceName(), used(block))
        .line("Remove %s, or use Dim.%s in the block", symbol.value(), symbol);
  }

  private static String used(BlockDecl block) {
    List<String> names = block.symbols().stream().sorted().map(Symbol::name).toList();
    return names.isEmpty() ? "no symbols" : String.join(", ", names);
  }

  static Diagnostic tooManyDims(AnnotationReader reader, String owner, int count) {
    return Diagnostic.of(
            Rule.WRONG_COUNT,
            reader.at("dims"),
            "%sdims has %d numbers, but takes %d at most",
            owner,
            count,
            Symbol.OF_DIMS.size())
        .line("Dim.A is the first, Dim.H the last");
  }

  static Diagnostic valueAndBranches(AnnotationReader concat, String owner) {
    return Diagnostic.of(
            Rule.WRONG_COUNT,
            concat.at("value"),
            "%s@Concat names layers and has branches, but takes one of the two",
            owner)
        .line("Remove the names, or make layers of the branches and name them");
  }
}
