package dev.conform.tests.diagnostics;

import dev.conform.tests.diagnostics.RandomNetwork.Layer;
import dev.conform.tests.diagnostics.RandomNetwork.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One mistake that can be put into a declaration, and the name of the error that it must give.
 *
 * @param change returns the lines of a network with the mistake, if it can have it; {@link #HERE}
 *     stands before the element that the error must be at
 */
record Fault(String error, Change change) {

  /** Puts a mistake into a network. */
  @FunctionalInterface
  interface Change {
    /** Returns all lines, if there is a place for the mistake. */
    Optional<List<String>> in(RandomNetwork network, Random random);
  }

  /**
   * Marks the element: where javac points, which of {@code A.class} is the dot, and of {@code a *
   * b} the operator.
   */
  static final String HERE = "§";

  /** Annotations that are wrong wherever they stand behind an image. */
  private static final List<Wrong> WRONG =
      List.of(
          new Wrong("OutOfRange", "@Conv(filters = 2, kernel = {1, §-1})"),
          new Wrong("WrongCount", "@Conv(filters = 2, kernel = 1, dilation = §{1, 1, 1})"),
          new Wrong("OutOfRange", "@DepthwiseConv(kernel = §0)"),
          new Wrong("OutOfRange", "@DepthwiseConv(kernel = 1, multiplier = §0)"),
          new Wrong("OutOfRange", "@TransposedConv(filters = §0, kernel = 2)"),
          new Wrong("OutOfRange", "@TransposedConv(filters = 2, kernel = 2, stride = {§0, 1})"),
          new Wrong("WrongCount", "@TransposedConv(filters = 2, kernel = §{})"),
          new Wrong("OutOfRange", "@SqueezeExcite(ratio = §0)"),
          new Wrong("OutOfRange", "@Upsample(factor = {2, §-1})"),
          new Wrong("WrongCount", "@Upsample(factor = §{1, 1, 1})"),
          new Wrong("OutOfRange", "@ZeroPad(§-1)"),
          new Wrong("WrongCount", "@ZeroPad(§{1, 2, 3})"),
          new Wrong("OutOfRange", "@LocalResponseNorm(size = §0)"),
          new Wrong("OutOfRange", "@LayerNorm(epsilon = §0)"),
          new Wrong("OutOfRange", "@GroupNorm(groups = §0)"),
          new Wrong("OutOfRange", "@StochasticDepth(§1.5)"),
          new Wrong("UnknownLayer", "@Concat(§\"nowhere\")"),
          new Wrong("UnknownLayer", "@Add({§\"nowhere\", \"input\"})"),
          new Wrong("NotABlock", "@Concat(branches = @Branch(block = String§.class))"),
          new Wrong("NotABlock", "@Use(block = Layer§.class)"),
          new Wrong("FromNotFirst", "§@From(\"input\")"));

  /** Annotations that are wrong on a network that extends another. */
  private static final List<Wrong> WRONG_CHILDREN =
      List.of(
          new Wrong("UnknownLayer", "@Freeze(upTo = §\"nowhere\")"),
          new Wrong("PretrainedUnreadable", "@Pretrained(§\"nowhere.safetensors\")"),
          new Wrong("KeyMalformed", "@Key(§\"nonsense\")"),
          new Wrong("KeyUnused", "@Key(§\"nowhere -> x\")"),
          new Wrong("OutOfRange", "@CompoundScale(width = §0)"),
          new Wrong("OutOfRange", "@CompoundScale(depth = §-1.5)"),
          new Wrong("OutOfRange", "@CompoundScale(divisor = §0)"),
          new Wrong("OutOfRange", "@Network(input = {1, §0, 3})"),
          new Wrong("WrongCount", "@Network(input = §{1, 2})"),
          new Wrong("ExpectationFailed", "@Expect(parameters = §987_654_321)"));

  /** Annotations that no block may have. */
  private static final List<Wrong> WRONG_IN_BLOCKS =
      List.of(new Wrong("NotInBlock", "§@Input({1, 2, 3})"), new Wrong("NotInBlock", "§@Output"));

  private record Wrong(String error, String annotation) {}

  static final List<Fault> ALL =
      Stream.of(
              inLayers().stream(),
              WRONG.stream()
                  .flatMap(
                      wrong ->
                          Stream.of(
                              new Fault(wrong.error(), behindImage(wrong.annotation())),
                              new Fault(wrong.error(), inBlock(wrong.annotation())))),
              WRONG_IN_BLOCKS.stream()
                  .map(wrong -> new Fault(wrong.error(), inBlock(wrong.annotation()))),
              WRONG_CHILDREN.stream()
                  .map(wrong -> new Fault(wrong.error(), child(wrong.annotation()))))
          .flatMap(faults -> faults)
          .toList();

  private static List<Fault> inLayers() {
    return List.of(
        layer("OutOfRange", on("@Conv", op -> op.with("kernel", "§0"))),
        layer("OutOfRange", on("@Conv", op -> op.with("kernel", "{3, §-3}"))),
        layer("WrongCount", on("@Conv", op -> op.with("kernel", "§{1, 1, 1}"))),
        layer(
            "KernelExceedsInput",
            on("@Conv", op -> op.with("padding", "0").with("kernel", HERE + larger(op)))),
        layer("OutOfRange", on("@Conv", op -> op.with("stride", "{1, §0}"))),
        layer("OutOfRange", on("@Conv", op -> op.with("dilation", "§-1"))),
        layer("OutOfRange", on("@Conv", op -> op.with("padding", "§-2"))),
        layer("WrongCount", on("@Pool", op -> op.with("padding", "§{0, 0, 0}"))),
        layer("OutOfRange", on("@Conv", op -> op.with("filters", "§0"))),
        layer("GroupsDoNotDivide", on("@Conv", op -> op.with("groups", "§1000"))),
        layer("GroupsDoNotDivide", on("@GroupNorm", op -> op.with("groups", "§1000"))),
        layer(
            "TooLarge",
            on(
                "@Conv",
                op ->
                    op.with("groups", "1")
                        .with("kernel", "1")
                        .with("padding", "1")
                        .with("stride", "1")
                        .with("filters", "§2_147_483_647"))),
        layer(
            "KernelExceedsInput",
            on(
                "@Pool",
                op ->
                    op.with("padding", "0")
                        .with("ceilMode", "false")
                        .with("size", HERE + larger(op)))),
        layer("PoolPaddingTooLarge", on("@Pool", op -> op.with("padding", "§50"))),
        layer("NotAnImage", after("@Dense", "§@Pool(size = 1)")),
        layer("NotAnImage", after("@Flatten", "§@Conv(filters = 1, kernel = 1)")),
        layer("NotAnImage", after("@Dense", "§@Upsample(factor = 2)")),
        layer("NotAnImage", after("@Flatten", "§@DepthwiseConv(kernel = 1)")),
        layer("NotAnImage", after("@Flatten", "§@SqueezeExcite")),
        layer("OutOfRange", on("@Dense", op -> op.with("units", "§-7"))),
        layer("OutOfRange", on("@Dropout", op -> op.with("value", "§1.0"))),
        layer("OutOfRange", on("@BatchNorm", op -> op.with("epsilon", "§0"))),
        layer("OutOfRange", on("@LeakyRelu", op -> op.with("slope", "§2"))),
        layer("OutOfRange", on("@Input", op -> op.of("{1, §0, 4}"))),
        layer("WrongCount", on("@Input", op -> op.of("§{1, 4}"))),
        layer("OutOfRange", on("@Output", op -> op.with("weight", "§-1"))),
        layer("NotALayer", line(text -> text.replace(" Layer ", " int §"))),
        layer("NotALayer", line(text -> text.replace("();", "(int §size);"))),
        layer("NotALayer", line(text -> text.replace(" Layer ", " <§T> Layer "))),
        new Fault(
            "LayerWithBody",
            unread(text -> "default §" + text.replace("();", "() { return null; }"))),
        new Fault("LayerNameTaken", unread(text -> text.replaceAll("l\\d+\\(", "§close("))),
        layer("LayerWithoutOperation", line(text -> named(text).replaceAll("@.* Layer", "Layer"))),
        layer(
            "ExpectationFailed",
            prefix(l -> "@Expect(parameters = §" + (l.parameters() + 1) + ")")),
        layer("ExpectationFailed", prefix(l -> "@Expect(macs = §" + (l.macs() + 1) + ")")),
        layer(
            "ExpectationFailed",
            prefix(l -> "@Expect(output = §" + (l.output().values() + 1) + ")")),
        layer("WrongCount", prefix(l -> "@Expect(receptiveField = §{})")),
        layer(
            "MissingDimension",
            one("@Use", op -> op.has("width"), op -> marked(op.without("width")))),
        layer(
            "MissingDimension",
            one("@Residual", op -> op.has("dims"), op -> marked(op.without("dims")))),
        layer(
            "UnusedDimension",
            one("@Use", op -> !op.has("dims"), op -> op.with("dims", "{§2, 2, 2, 2}"))),
        layer("NotABlock", on("@Use", op -> op.with("block", "String§.class"))),
        layer("NotABlock", on("@Residual", op -> op.with("block", "Layer§.class"))),
        layer("OutOfRange", on("@Use", op -> op.with("repeat", "§0"))),
        layer("TooManyLayers", on("@Use", op -> op.with("repeat", "§2_147_483_647"))),
        layer("TooManyLayers", on("@Residual", op -> op.with("repeat", "§60_000"))),
        layer("UnknownLayer", on("@From", op -> op.of("§\"nowhere\""))),
        layer("UnknownLayer", on("@Add", op -> op.of("{\"input\", §\"\"}"))),
        layer("SymbolOutsideBlock", on("@Conv", op -> op.with("filters", "2 §* Dim.WIDTH"))),
        layer(
            "ConnectionsDiffer",
            one(
                "@Conv",
                op -> op.has("groups") && op.values().contains("groups = 1"),
                op -> op.with("connections", "§{\"o\"}"))),
        layer(
            "ShapesDiffer",
            l ->
                one(
                        "@Residual",
                        op -> !l.output().equals(op.input()),
                        op -> op.with("shortcut", "Shortcut§.IDENTITY"))
                    .apply(l)),
        new Fault(
            "NothingToScale",
            (network, random) ->
                Optional.of(
                    with(
                        network,
                        network.blocks.size(),
                        line -> "§@CompoundScale(width = 2) " + line))));
  }

  /** Returns the lines of a network with one of them changed. */
  private static List<String> with(
      RandomNetwork network, int index, Function<String, String> change) {
    List<String> lines = new ArrayList<>(network.lines());
    lines.set(index, change.apply(lines.get(index)));
    return lines;
  }

  private static Fault layer(String error, Function<Layer, Optional<String>> change) {
    return new Fault(error, layers((network, layer) -> true, change));
  }

  /** Changes the first layer that can have the mistake, beginning somewhere. */
  private static Change layers(
      BiPredicate<RandomNetwork, Layer> which, Function<Layer, Optional<String>> change) {
    return (network, random) -> {
      int count = network.layers.size();
      int first = random.nextInt(count);
      return IntStream.range(0, count)
          .map(i -> (first + i) % count)
          .filter(i -> which.test(network, network.layers.get(i)))
          .mapToObj(
              i ->
                  change
                      .apply(network.layers.get(i))
                      .map(method -> with(network, network.blocks.size() + 1 + i, l -> method)))
          .flatMap(Optional::stream)
          .findFirst();
    };
  }

  /** Of a layer whose name changes, or that is none any more: no other may read it. */
  private static Change unread(Function<String, String> change) {
    return layers(
        (network, layer) -> network.layers.indexOf(layer) == network.layers.size() - 1,
        line(change));
  }

  private static Change behindImage(String annotation) {
    String name = annotation.replaceAll("\\W*(\\w+).*", "@$1");
    return layers(
        (network, layer) ->
            !layer.output().flat() && layer.ops().stream().noneMatch(op -> op.name().equals(name)),
        line(text -> text.replace(" Layer ", " " + annotation + " Layer ")));
  }

  /** Puts another layer in front of the others in a block. */
  private static Change inBlock(String annotation) {
    return (network, random) ->
        network.blocks.isEmpty()
            ? Optional.empty()
            : Optional.of(
                with(
                    network,
                    random.nextInt(network.blocks.size()),
                    block ->
                        block.replaceFirst(
                            "\\{ ",
                            Matcher.quoteReplacement(
                                "{ @Tanh " + annotation + " Layer wrong(); "))));
  }

  private static Change child(String annotation) {
    return (network, random) -> {
      List<String> lines = new ArrayList<>(network.lines());
      lines.add("%s interface %sChild extends %2$s {}".formatted(annotation, network.name));
      return Optional.of(lines);
    };
  }

  private static int larger(Op op) {
    return Math.max(op.input().height(), op.input().width()) + 1;
  }

  /** A table of connections would be wrong as well. */
  private static Function<Layer, Optional<String>> on(String name, Function<Op, Op> change) {
    return one(name, op -> !op.has("connections"), change);
  }

  private static Function<Layer, Optional<String>> one(
      String name, Predicate<Op> which, Function<Op, Op> change) {
    return layer ->
        layer.ops().stream()
            .filter(op -> op.name().equals(name) && which.test(op))
            .findFirst()
            .map(
                op ->
                    RandomNetwork.method(layer)
                        .replace(op.toString() + " ", change.apply(op) + " "));
  }

  private static Function<Layer, Optional<String>> after(String name, String extra) {
    return layer ->
        layer.ops().stream()
            .filter(op -> op.name().equals(name))
            .findFirst()
            .map(op -> RandomNetwork.method(layer).replace(" Layer ", " " + extra + " Layer "));
  }

  private static Function<Layer, Optional<String>> line(Function<String, String> change) {
    return layer -> Optional.of(change.apply(RandomNetwork.method(layer)));
  }

  private static Function<Layer, Optional<String>> prefix(Function<Layer, String> prefix) {
    return layer -> Optional.of(prefix.apply(layer) + " " + RandomNetwork.method(layer));
  }

  private static Op marked(Op op) {
    return new Op(HERE + op.name(), op.values(), op.input());
  }

  /** Marks the name of the method. */
  private static String named(String method) {
    return method.replaceAll(" (l\\d+\\()", " §$1");
  }
}
