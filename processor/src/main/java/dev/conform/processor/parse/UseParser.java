package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.ir.BlockCall;
import dev.conform.processor.ir.BlockDecl;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Structure;
import dev.conform.processor.ir.Structure.Shortcut;
import dev.conform.processor.ir.Symbol;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the annotations that use blocks. */
final class UseParser {

  private final BlockParser blocks;
  private final Symbols symbols;
  private final List<Diagnostic> problems;
  private final String owner;

  /**
   * Prepares to read.
   *
   * @param owner how messages start: {@code layer stage1: }
   */
  UseParser(BlockParser blocks, Symbols symbols, List<Diagnostic> problems, String owner) {
    this.blocks = blocks;
    this.symbols = symbols;
    this.problems = problems;
    this.owner = owner;
  }

  Optional<Structure.Use> use(AnnotationReader reader) {
    Values values = values(reader);
    Optional<Integer> repeat = values.positive("repeat");
    return call(reader)
        .flatMap(call -> repeat.map(r -> new Structure.Use(call, r, reader.isWritten("repeat"))));
  }

  Optional<Structure> residual(AnnotationReader reader) {
    Values values = values(reader);
    Optional<Shortcut> shortcut = values.constant("shortcut").map(Shortcut::valueOf);
    Optional<Operation.Activate> activation =
        values
            .constant("activation")
            .filter(name -> !name.equals("NONE"))
            .map(name -> new Operation.Activate(Operation.Function.valueOf(name), 0));
    return use(reader)
        .flatMap(use -> shortcut.map(s -> new Structure.Residual(use, s, activation)));
  }

  Optional<Structure> branches(AnnotationReader concat, List<AnnotationReader> branches) {
    if (concat.isWritten("value")) {
      problems.add(UseProblems.valueAndBranches(concat, owner));
    }
    List<Optional<BlockCall>> calls = new ArrayList<>();
    branches.forEach(branch -> calls.add(call(branch)));
    return Optional.of(new Structure.Branches(calls));
  }

  private Optional<BlockCall> call(AnnotationReader reader) {
    Values values = values(reader);
    Map<Symbol, Integer> given = new EnumMap<>(Symbol.class);
    for (Symbol symbol : List.of(Symbol.WIDTH, Symbol.SQUEEZE, Symbol.KERNEL, Symbol.STRIDE)) {
      values.given(symbol.value()).ifPresent(number -> given.put(symbol, number));
    }
    List<Integer> numbers = values.list("dims").orElse(List.of());
    List<Symbol> places = Symbol.OF_DIMS;
    if (numbers.size() > places.size()) {
      problems.add(UseProblems.tooManyDims(reader, owner, numbers.size()));
    }
    for (int i = 0; i < Math.min(numbers.size(), places.size()); i++) {
      given.put(places.get(i), numbers.get(i));
    }
    if (reader.isNoDeclaration("block")) {
      problems.add(BlockChecks.usedNoType(reader.at("block"), owner));
    }
    Optional<BlockDecl> block =
        reader.type("block").flatMap(type -> blocks.parse(type, reader.at("block"), owner));
    block.ifPresent(b -> problems.addAll(UseProblems.ofSymbols(reader, owner, b, given.keySet())));
    given.putIfAbsent(Symbol.STRIDE, 1);
    return block.map(b -> new BlockCall(b, given, reader.position(), reader.positions()));
  }

  private Values values(AnnotationReader reader) {
    return new Values(reader, owner, problems, symbols);
  }
}
