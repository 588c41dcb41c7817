package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.ir.Construct;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Operation.Function;
import dev.conform.processor.ir.Operation.PoolMode;
import dev.conform.processor.ir.Operation.UpsampleMode;
import dev.conform.processor.ir.OperationDecl;
import dev.conform.processor.ir.Structure;
import dev.conform.processor.ir.Window;
import dev.conform.processor.parse.Values.Pair;
import dev.conform.processor.parse.Values.Sides;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns one annotation on a layer into an operation. */
final class OperationParser {

  private interface Rule {
    Optional<? extends Construct> read(Values values);
  }

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("Conv", OperationParser::conv),
          Map.entry("Pool", OperationParser::pool),
          Map.entry("GlobalPool", v -> mode(v).map(Operation.GlobalPool::new)),
          Map.entry("Dense", OperationParser::dense),
          Map.entry("Flatten", v -> Optional.of(new Operation.Flatten())),
          Map.entry("TransposedConv", OperationParser::transposedConv),
          Map.entry("DepthwiseConv", OperationParser::depthwiseConv),
          Map.entry("BatchNorm", OperationParser::batchNorm),
          Map.entry("LayerNorm", OperationParser::layerNorm),
          Map.entry("GroupNorm", OperationParser::groupNorm),
          Map.entry("LocalResponseNorm", OperationParser::localResponseNorm),
          Map.entry("Scale", v -> Optional.of(new Operation.Scale())),
          Map.entry("SqueezeExcite", OperationParser::squeezeExcite),
          Map.entry("StochasticDepth", OperationParser::stochasticDepth),
          Map.entry("Upsample", OperationParser::upsample),
          Map.entry("ZeroPad", OperationParser::zeroPad),
          Map.entry("Input", OperationParser::input),
          Map.entry("From", OperationParser::from),
          Map.entry("Add", v -> join(v, new Operation.Add())),
          Map.entry("Concat", v -> join(v, new Operation.Concat())),
          Map.entry("Dropout", OperationParser::dropout),
          Map.entry("Softmax", v -> Optional.of(new Operation.Softmax())),
          Map.entry("Relu", v -> activate(Function.RELU)),
          Map.entry("Relu6", v -> activate(Function.RELU6)),
          Map.entry("LeakyRelu", OperationParser::leakyRelu),
          Map.entry("Sigmoid", v -> activate(Function.SIGMOID)),
          Map.entry("Tanh", v -> activate(Function.TANH)),
          Map.entry("ScaledTanh", v -> activate(Function.SCALED_TANH)),
          Map.entry("Silu", v -> activate(Function.SILU)),
          Map.entry("Gelu", OperationParser::gelu));

  /** Annotations that need to look at blocks. */
  private static final Set<String> USES = Set.of("Use", "Residual");

  private final BlockParser blocks;
  private final Symbols symbols;
  private final List<Diagnostic> problems;

  /**
   * Prepares to read the layers of one interface.
   *
   * @param blocks reads the blocks that are used
   * @param symbols what sums of symbols mean in this interface
   */
  OperationParser(BlockParser blocks, Symbols symbols, List<Diagnostic> problems) {
    this.blocks = blocks;
    this.symbols = symbols;
    this.problems = problems;
  }

  /** Tells whether an annotation of this simple name says what a layer does. */
  static boolean isOperation(String annotation) {
    return RULES.containsKey(annotation) || USES.contains(annotation);
  }

  /** Reads an annotation for which {@link #isOperation} holds. */
  OperationDecl parse(AnnotationReader reader, String layer) {
    String owner = "layer " + layer + ": ";
    int before = problems.size();
    Optional<? extends Construct> construct = read(reader, owner);
    return new OperationDecl(
        reader.annotation(),
        problems.size() == before ? construct.map(c -> c) : Optional.empty(),
        reader.position(),
        reader.positions());
  }

  private Optional<? extends Construct> read(AnnotationReader reader, String owner) {
    UseParser uses = new UseParser(blocks, symbols, problems, owner);
    List<AnnotationReader> branches = reader.nested("branches");
    return switch (reader.annotation()) {
      case "Use" -> uses.use(reader);
      case "Residual" -> uses.residual(reader);
      case "Concat" -> branches.isEmpty() ? rule(reader, owner) : uses.branches(reader, branches);
      default -> rule(reader, owner);
    };
  }

  private Optional<? extends Construct> rule(AnnotationReader reader, String owner) {
    Rule rule = RULES.get(reader.annotation());
    if (rule == null) {
      throw new IllegalArgumentException("@" + reader.annotation() + " is no operation");
    }
    return rule.read(new Values(reader, owner, problems, symbols));
  }

  private static Optional<Operation> conv(Values v) {
    Optional<Integer> filters = v.positive("filters");
    Optional<Window> window = window(v, "kernel");
    Optional<Integer> groups = v.positive("groups");
    Optional<Boolean> bias = v.flag("bias");
    return filters.flatMap(
        f ->
            window.flatMap(
                w ->
                    groups.flatMap(
                        g ->
                            bias.map(
                                b ->
                                    new Operation.Conv(
                                        f, w, g, b, v.texts("connections").orElse(List.of()))))));
  }

  private static Optional<Operation> transposedConv(Values v) {
    Optional<Integer> filters = v.positive("filters");
    Optional<Window> window = window(v, "kernel");
    Optional<Pair> outputPadding = v.pairFromZero("outputPadding");
    Optional<Integer> groups = v.positive("groups");
    Optional<Boolean> bias = v.flag("bias");
    return filters.flatMap(
        f ->
            window.flatMap(
                w ->
                    outputPadding.flatMap(
                        o ->
                            groups.flatMap(
                                g ->
                                    bias.map(
                                        b ->
                                            new Operation.TransposedConv(
                                                f, w, o.height(), o.width(), g, b))))));
  }

  private static Optional<Structure> depthwiseConv(Values v) {
    Optional<Integer> multiplier = v.positive("multiplier");
    Optional<Window> window = window(v, "kernel");
    Optional<Boolean> bias = v.flag("bias");
    return multiplier.flatMap(
        m -> window.flatMap(w -> bias.map(b -> new Structure.DepthwiseConv(m, w, b))));
  }

  private static Optional<Operation> pool(Values v) {
    Optional<Window> window = window(v, "size");
    Optional<Boolean> ceilMode = v.flag("ceilMode");
    Optional<Boolean> countPadding = v.flag("countPadding");
    return mode(v)
        .flatMap(
            m ->
                window.flatMap(
                    w ->
                        ceilMode.flatMap(
                            c -> countPadding.map(p -> new Operation.Pool(m, w, c, p)))));
  }

  /** Reads a window; without a stride of its own it moves by its size. */
  private static Optional<Window> window(Values v, String kernelName) {
    Optional<Pair> kernel = v.pair(kernelName);
    Optional<Pair> stride = v.pairOr("stride", kernel);
    Optional<Sides> padding = v.padding();
    Optional<Pair> dilation = v.pair("dilation");
    return kernel.flatMap(
        k -> stride.flatMap(s -> padding.flatMap(p -> dilation.map(d -> window(k, s, p, d)))));
  }

  private static Window window(Pair kernel, Pair stride, Sides padding, Pair dilation) {
    return new Window(
        kernel.height(),
        kernel.width(),
        stride.height(),
        stride.width(),
        padding.top(),
        padding.left(),
        padding.bottom(),
        padding.right(),
        dilation.height(),
        dilation.width(),
        padding.border());
  }

  private static Optional<PoolMode> mode(Values v) {
    return v.constant("mode").map(PoolMode::valueOf);
  }

  private static Optional<Operation> dense(Values v) {
    Optional<Integer> units = v.positive("units");
    return units.flatMap(u -> v.flag("bias").map(b -> new Operation.Dense(u, b)));
  }

  private static Optional<Operation> batchNorm(Values v) {
    Optional<Double> momentum = v.number("momentum", "momentum", Range.over0UpTo(1));
    Optional<Double> epsilon = epsilon(v);
    return momentum.flatMap(
        m -> epsilon.flatMap(e -> v.flag("affine").map(a -> new Operation.BatchNorm(m, e, a))));
  }

  private static Optional<Double> epsilon(Values v) {
    return v.number("epsilon", "epsilon", Range.over0Under(1));
  }

  private static Optional<Operation> layerNorm(Values v) {
    return epsilon(v).flatMap(e -> v.flag("affine").map(a -> new Operation.LayerNorm(e, a)));
  }

  private static Optional<Operation> groupNorm(Values v) {
    Optional<Integer> groups = v.positive("groups");
    Optional<Double> epsilon = epsilon(v);
    return groups.flatMap(
        g -> epsilon.flatMap(e -> v.flag("affine").map(a -> new Operation.GroupNorm(g, e, a))));
  }

  private static Optional<Operation> localResponseNorm(Values v) {
    Optional<Integer> size = v.positive("size");
    Optional<Double> alpha = v.number("alpha", "alpha", Range.from0Under(1e6));
    Optional<Double> beta = v.number("beta", "beta", Range.over0Under(1e3));
    Optional<Double> k = v.number("k", "k", Range.over0Under(1e6));
    return size.flatMap(
        s ->
            alpha.flatMap(
                a -> beta.flatMap(b -> k.map(x -> new Operation.LocalResponseNorm(s, a, b, x)))));
  }

  private static Optional<Structure> squeezeExcite(Values v) {
    Optional<Function> activation = v.constant("activation").map(Function::valueOf);
    return v.positive("ratio").flatMap(r -> activation.map(a -> new Structure.SqueezeExcite(r, a)));
  }

  private static Optional<Operation> stochasticDepth(Values v) {
    return rate(v)
        .flatMap(r -> v.flag("linear").map(linear -> new Operation.StochasticDepth(r, linear)));
  }

  private static Optional<Operation> upsample(Values v) {
    Optional<Pair> factor = v.pair("factor");
    Optional<UpsampleMode> mode = v.constant("mode").map(UpsampleMode::valueOf);
    return factor.flatMap(f -> mode.map(m -> new Operation.Upsample(f.height(), f.width(), m)));
  }

  private static Optional<Operation> zeroPad(Values v) {
    return v.sides("value")
        .map(s -> new Operation.ZeroPad(s.top(), s.left(), s.bottom(), s.right(), 1, 1, 0));
  }

  private static Optional<Operation> input(Values v) {
    return v.shape("value").map(Operation.Input::new);
  }

  private static Optional<Structure> from(Values v) {
    return v.texts("value").map(names -> new Structure.From(names.get(0)));
  }

  private static Optional<Structure> join(Values v, Operation operation) {
    return v.names("value").map(names -> new Structure.Join(operation, names));
  }

  private static Optional<Operation> dropout(Values v) {
    return rate(v).map(Operation.Dropout::new);
  }

  private static Optional<Double> rate(Values v) {
    return v.number("value", "rate", Range.from0Under(1));
  }

  private static Optional<Operation> leakyRelu(Values v) {
    return v.number("slope", "slope", Range.from0Under(1))
        .map(slope -> new Operation.Activate(Function.LEAKY_RELU, slope));
  }

  private static Optional<Operation> gelu(Values v) {
    return v.flag("approximate").flatMap(a -> activate(a ? Function.GELU_TANH : Function.GELU));
  }

  private static Optional<Operation> activate(Function function) {
    return Optional.of(new Operation.Activate(function, 0));
  }
}
