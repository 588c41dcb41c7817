package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Position;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.BlockDecl;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.javac.SourcePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads interfaces with {@code @Block}, each once. */
public final class BlockParser {

  private final Elements elements;
  private final Annotations annotations;
  private final List<Diagnostic> problems;
  private final Map<TypeElement, BlockDecl> parsed = new HashMap<>();

  /** Blocks that are being read: each uses the one behind it. */
  private final Deque<TypeElement> open = new ArrayDeque<>();

  /**
   * Prepares to read.
   *
   * @param problems where problems are told
   */
  public BlockParser(Elements elements, List<Diagnostic> problems) {
    this.elements = elements;
    this.annotations = new Annotations(elements);
    this.problems = problems;
  }

  /**
   * Returns the block that an annotation names, or nothing if it is none.
   *
   * @param use where it is named
   * @param owner how messages start
   */
  Optional<BlockDecl> parse(TypeElement type, Position use, String owner) {
    if (open.contains(type)) {
      problems.add(cycle(type, use, owner));
      return Optional.empty();
    }
    if (type.getKind() != ElementKind.INTERFACE || annotations.reader(type, "Block").isEmpty()) {
      problems.add(
          Diagnostic.of(
                  Rule.NOT_A_BLOCK,
                  use,
                  "%s%s is no block",
                  owner,
                  NetworkParser.interfaceName(type))
              .line(
                  type.getKind() == ElementKind.INTERFACE
                      ? "Add @Block to " + type.getSimpleName()
                      : "A block is an interface with @Block whose methods are layers"));
      return Optional.empty();
    }
    return Optional.of(parse(type));
  }

  /** Reads an interface with {@code @Block}. */
  public BlockDecl parse(TypeElement type) {
    BlockDecl known = parsed.get(type);
    if (known != null) {
      return known;
    }
    open.addLast(type);
    Symbols symbols = Symbols.ofBlock();
    LayerParser layerParser =
        LayerParser.ofBlock(annotations, new OperationParser(this, symbols, problems), problems);
    List<LayerDecl> layers = new ArrayList<>();
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      layerParser.parse(method).ifPresent(layers::add);
    }
    String name = NetworkParser.interfaceName(type);
    if (layers.isEmpty()) {
      problems.add(
          Diagnostic.of(Rule.EMPTY_NETWORK, SourcePosition.of(type), "block %s has no layers", name)
              .line("Add a method for each layer, for example @Relu Layer activation();"));
    }
    open.removeLast();
    BlockDecl block =
        new BlockDecl(
            elements.getPackageOf(type).getQualifiedName().toString(),
            name,
            layers,
            symbols.used(),
            SourcePosition.of(type));
    parsed.put(type, block);
    return block;
  }

  private Diagnostic cycle(TypeElement type, Position use, String owner) {
    String path =
        open.stream()
            .dropWhile(t -> !t.equals(type))
            .map(NetworkParser::interfaceName)
            .collect(Collectors.joining(" → "));
    String name = NetworkParser.interfaceName(type);
    return Diagnostic.of(Rule.BLOCK_CYCLE, use, "%sblock %s contains itself", owner, name)
        .line("%s → %s", path, name)
        .line("Remove one of these uses; to apply a block again and again there is repeat");
  }
}
