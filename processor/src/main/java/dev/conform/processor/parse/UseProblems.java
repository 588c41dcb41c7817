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
    List<Symbol> missing = new ArrayList<>();
    List<Symbol> unused = new ArrayList<>();
    for (Symbol symbol : Symbol.values()) {
      boolean needed = block.symbols().contains(symbol);
      boolean optional = symbol == Symbol.IN || symbol == Symbol.STRIDE;
      if (needed && !given.contains(symbol) && !optional && !isWrong(reader, symbol, given)) {
        missing.add(symbol);
      } else if (!needed && given.contains(symbol)) {
        unused.add(symbol);
      }
    }
    if (!unused.isEmpty()) {
      problems.add(unused(reader, owner, block, unused));
    }
    if (!missing.isEmpty()) {
      problems.add(missing(reader, owner, block, missing));
    }
    return problems;
  }

  /** Tells whether a value was written but means nothing, which has been told already. */
  private static boolean isWrong(AnnotationReader reader, Symbol symbol, Set<Symbol> given) {
    return symbol.isOfDims()
        ? reader.isWritten("dims") && Symbol.OF_DIMS.stream().noneMatch(given::contains)
        : reader.isWritten(symbol.value());
  }

  private static Diagnostic missing(
      AnnotationReader reader, String owner, BlockDecl block, List<Symbol> missing) {
    List<String> values = missing.stream().map(Symbol::value).toList();
    return Diagnostic.of(
            Rule.MISSING_DIMENSION,
            reader.at(values.get(0)),
            "%sblock %s uses %s, but %s %s not given",
            owner,
            block.interfaceName(),
            Text.list(missing.stream().map(Symbol::name).toList()),
            Text.list(values),
            values.size() == 1 ? "is" : "are")
        .line("%s", addition(block, missing));
  }

  private static String addition(BlockDecl block, List<Symbol> missing) {
    List<String> values =
        missing.stream().filter(s -> !s.isOfDims()).map(s -> s.value() + " = …").toList();
    if (values.size() == missing.size()) {
      return "Add " + Text.list(values);
    }
    int last = block.symbols().stream().mapToInt(Symbol::place).max().orElseThrow();
    List<String> names = Symbol.OF_DIMS.stream().limit(last + 1L).map(Symbol::name).toList();
    return (values.isEmpty() ? "Write" : "Add " + Text.list(values) + ", and write")
        + " dims = {…} with "
        + Text.count(last + 1, "number")
        + ", for "
        + Text.list(names);
  }

  private static Diagnostic unused(
      AnnotationReader reader, String owner, BlockDecl block, List<Symbol> unused) {
    String values = Text.list(unused.stream().map(Symbol::value).toList());
    String symbols = Text.list(unused.stream().map(Symbol::name).toList());
    return Diagnostic.of(
            Rule.UNUSED_DIMENSION,
            reader.at(unused.get(0).value()),
            "%s%s %s given, but block %s does not use %s",
            owner,
            values,
            unused.size() == 1 ? "is" : "are",
            block.interfaceName(),
            symbols)
        .line("%s uses %s", block.interfaceName(), used(block))
        .line("Remove %s, or write %s in the block", values, symbols);
  }

  private static String used(BlockDecl block) {
    List<String> names = block.symbols().stream().sorted().map(Symbol::name).toList();
    return names.isEmpty() ? "no symbols" : Text.list(names);
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
