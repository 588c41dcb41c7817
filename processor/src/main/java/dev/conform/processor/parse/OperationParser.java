package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Operation.Function;
import dev.conform.processor.ir.Operation.PoolMode;
import dev.conform.processor.ir.OperationDecl;
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
    Optional<Operation> read(Values values);
  }

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("Conv", OperationParser::conv),
          Map.entry("Pool", OperationParser::pool),
          Map.entry("GlobalPool", v -> mode(v).map(Operation.GlobalPool::new)),
          Map.entry("Dense", OperationParser::dense),
          Map.entry("Flatten", v -> Optional.of(new Operation.Flatten())),
          Map.entry("BatchNorm", OperationParser::batchNorm),
          Map.entry("Dropout", OperationParser::dropout),
          Map.entry("Softmax", v -> Optional.of(new Operation.Softmax())),
          Map.entry("Relu", v -> activate(Function.RELU)),
          Map.entry("LeakyRelu", OperationParser::leakyRelu),
          Map.entry("Sigmoid", v -> activate(Function.SIGMOID)),
          Map.entry("Tanh", v -> activate(Function.TANH)),
          Map.entry("Silu", v -> activate(Function.SILU)),
          Map.entry("Gelu", OperationParser::gelu));

  /** Returns the simple names of all annotations that are operations. */
  static Set<String> annotations() {
    return RULES.keySet();
  }

  /** Reads an annotation; {@link #annotations()} has its name. */
  OperationDecl parse(AnnotationReader reader, String layer, List<Diagnostic> problems) {
    Rule rule = RULES.get(reader.annotation());
    if (rule == null) {
      throw new IllegalArgumentException("@" + reader.annotation() + " is no operation");
    }
    int before = problems.size();
    Values values = new Values(reader, "layer " + layer + ": ", problems);
    Optional<Operation> operation = rule.read(values).filter(o -> problems.size() == before);
    return new OperationDecl(reader.annotation(), operation, reader.position(), reader.positions());
  }

  private static Optional<Operation> conv(Values v) {
    Optional<Integer> filters = v.positive("filters");
    Optional<Window> window = window(v, "kernel");
    Optional<Integer> groups = v.positive("groups");
    Optional<Boolean> bias = v.flag("bias");
    return filters.flatMap(
        f ->
            window.flatMap(
                w -> groups.flatMap(g -> bias.map(b -> new Operation.Conv(f, w, g, b)))));
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
    Optional<Sides> padding = v.sides("padding");
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
        padding.same());
  }

  private static Optional<PoolMode> mode(Values v) {
    return v.constant("mode").map(PoolMode::valueOf);
  }

  private static Optional<Operation> dense(Values v) {
    Optional<Integer> units = v.positive("units");
    return units.flatMap(u -> v.flag("bias").map(b -> new Operation.Dense(u, b)));
  }

  private static Optional<Operation> batchNorm(Values v) {
    Optional<Double> momentum =
        v.number("momentum", "momentum", m -> m > 0 && m <= 1, "over 0 and at most 1");
    Optional<Double> epsilon =
        v.number("epsilon", "epsilon", e -> e > 0 && e < 1, "over 0 and under 1");
    return momentum.flatMap(
        m -> epsilon.flatMap(e -> v.flag("affine").map(a -> new Operation.BatchNorm(m, e, a))));
  }

  private static Optional<Operation> dropout(Values v) {
    return v.number("value", "rate", r -> r >= 0 && r < 1, "at least 0 and under 1")
        .map(Operation.Dropout::new);
  }

  private static Optional<Operation> leakyRelu(Values v) {
    return v.number("slope", "slope", s -> s >= 0 && s < 1, "at least 0 and under 1")
        .map(slope -> new Operation.Activate(Function.LEAKY_RELU, slope));
  }

  private static Optional<Operation> gelu(Values v) {
    return v.flag("approximate").flatMap(a -> activate(a ? Function.GELU_TANH : Function.GELU));
  }

  private static Optional<Operation> activate(Function function) {
    return Optional.of(new Operation.Activate(function, 0));
  }
}
