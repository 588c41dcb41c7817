package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Position;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.BlockDecl;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.ModelName;
import dev.conform.processor.javac.SourcePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Reads interfaces with {@code @Block}, each once. */
public final class BlockParser {

  private final Elements elements;
  private final SourceTypes sources;
  private final MethodOrder order;
  private final Annotations annotations;
  private final Declarations declarations;
  private final List<Diagnostic> problems;
  private final Map<TypeElement, BlockDecl> parsed = new HashMap<>();

  /** Blocks with errors, ours or javac's: what follows from those is not told. */
  private final Set<TypeElement> faulty = new HashSet<>();

  /** Blocks that are being read: each uses the one behind it. */
  private final Deque<TypeElement> open = new ArrayDeque<>();

  /**
   * Prepares to read.
   *
   * @param sources the types whose source the compiler has
   * @param problems where problems are told
   */
  public BlockParser(Elements elements, SourceTypes sources, List<Diagnostic> problems) {
    this.elements = elements;
    this.sources = sources;
    this.annotations = new Annotations(elements);
    this.declarations = new Declarations(elements);
    this.problems = problems;
    this.order = new MethodOrder(elements, annotations, sources, problems);
  }

  /**
   * Returns the block that an annotation names, or nothing if it is none.
   *
   * @param use where it is named
   * @param owner how messages start
   */
  Optional<BlockDecl> parse(TypeElement type, Position use, String owner) {
    if (open.contains(type)) {
      tellCycle(type, use, owner);
      return Optional.empty();
    }
    if (declarations.isBlock(type)) {
      BlockDecl block = parse(type, use);
      return faulty.contains(type) ? Optional.empty() : Optional.of(block);
    }
    new BlockChecks(elements, sources).used(type, use, owner).ifPresent(problems::add);
    return Optional.empty();
  }

  /** Reads an interface with {@code @Block}. */
  public BlockDecl parse(TypeElement type) {
    return parse(type, SourcePosition.of(type));
  }

  private BlockDecl parse(TypeElement type, Position use) {
    BlockDecl known = parsed.get(type);
    if (known != null) {
      return known;
    }
    open.addLast(type);
    int before = problems.size();
    String name = NetworkParser.interfaceName(type);
    Symbols symbols = Symbols.ofBlock();
    LayerParser layerParser =
        LayerParser.ofBlock(annotations, new OperationParser(this, symbols, problems), problems);
    List<LayerDecl> layers = new ArrayList<>();
    InterfaceChecks checks = new InterfaceChecks(elements);
    checks.generic("block " + name, type).ifPresent(problems::add);
    problems.addAll(checks.parents("block " + name, type));
    for (ExecutableElement method :
        order.methods(type, ModelName.ofBlock(name), use).orElse(List.of())) {
      layerParser
          .parse(method)
          .map(layer -> layer.silencing(Annotations.silenced(type)))
          .ifPresent(layers::add);
    }
    if (layers.isEmpty() && !sources.isElsewhere(type)) {
      problems.add(
          Diagnostic.of(Rule.EMPTY_NETWORK, SourcePosition.of(type), "block %s has no layers", name)
              .line("Add a method for each layer, for example @Relu Layer activation();"));
    }
    open.removeLast();
    boolean complete =
        layers.stream()
            .flatMap(layer -> layer.operations().stream())
            .allMatch(operation -> operation.construct().isPresent());
    if (problems.size() > before || !complete) {
      faulty.add(type);
    }
    BlockDecl block =
        new BlockDecl(
            elements.getPackageOf(type).getQualifiedName().toString(),
            name,
            layers,
            symbols.used(),
            sources.isElsewhere(type),
            SourcePosition.of(type));
    parsed.put(type, block);
    return block;
  }

  /** Each block is read by itself, too; a cycle is told of where its first name comes again. */
  private void tellCycle(TypeElement type, Position use, String owner) {
    List<TypeElement> cycle = open.stream().dropWhile(t -> !t.equals(type)).toList();
    faulty.addAll(cycle);
    List<String> names = cycle.stream().map(NetworkParser::interfaceName).toList();
    String name = NetworkParser.interfaceName(type);
    boolean isFirst =
        cycle.stream()
            .filter(block -> !sources.isElsewhere(block))
            .map(NetworkParser::interfaceName)
            .allMatch(other -> name.compareTo(other) <= 0);
    if (!isFirst) {
      return;
    }
    problems.add(
        Diagnostic.of(Rule.BLOCK_CYCLE, use, "%sblock %s contains itself", owner, name)
            .line("%s → %s", String.join(" → ", names), name)
            .line("Remove one of these uses; repeat = … applies a block again and again"));
  }
}
