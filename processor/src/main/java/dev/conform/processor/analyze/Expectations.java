package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Expectation;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.NetworkGraph.MadeLayer;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Compares what {@code @Expect} asserts with what is. Silent where something is not known. */
final class Expectations {

  private final Known known;
  private final List<Diagnostic> problems = new ArrayList<>();

  Expectations(Known known) {
    this.known = known;
  }

  List<Diagnostic> check() {
    NetworkDecl network = known.graph().declaration();
    for (MadeLayer made : known.graph().layers()) {
      LayerDecl layer = made.declaration();
      if (!layer.expectations().isEmpty()) {
        known
            .method(layer.name())
            .ifPresent(
                nodes -> check("layer " + layer.name(), layer.expectations(), nodes, made.node()));
      }
    }
    known
        .network()
        .ifPresent(
            nodes ->
                check(
                    network.interfaceName(),
                    network.expectations(),
                    nodes,
                    known.graph().output()));
    return problems;
  }

  /**
   * Checks what is expected of some nodes.
   *
   * @param nodes those of a layer or of the network
   * @param made the node that makes their result: not the last one, where a layer passes on what
   *     another has made, or where an output comes behind the main one
   */
  private void check(
      String owner, List<Expectation> expectations, List<ShapedNode> nodes, int made) {
    Function<ShapedNode, String> part =
        nodes.stream().map(ShapedNode::method).distinct().count() == 1
            ? ShapedNode::path
            : ShapedNode::method;
    boolean one = nodes.stream().map(ShapedNode::path).distinct().count() == 1;
    for (Expectation expected : expectations) {
      switch (expected.figure()) {
        case PARAMETERS ->
            count(
                owner,
                expected,
                "parameters",
                one ? byName(nodes) : byPart(nodes, part, Expectations::trained),
                nodes);
        case MACS -> count(owner, expected, "MACs", byPart(nodes, part, ShapedNode::macs), nodes);
        case INPUTS -> inputs(owner, expected, nodes, made);
        case OUTPUT ->
            known.shape(made).ifPresent(shape -> output(owner, expected, shape, way(nodes, made)));
        case RECEPTIVE_FIELD ->
            known
                .receptiveField(made)
                .ifPresent(field -> receptiveField(owner, expected, field, way(nodes, made)));
      }
    }
  }

  /** Returns the way to the result of some nodes, with its shape. */
  private String way(List<ShapedNode> nodes, int made) {
    return nodes.stream()
        .filter(node -> node.id() == made)
        .findFirst()
        .map(node -> known.trace(node) + " " + node.output())
        .orElseGet(() -> known.traceTo(made));
  }

  private void count(
      String owner,
      Expectation expected,
      String noun,
      Map<String, BigInteger> byLayer,
      List<ShapedNode> nodes) {
    BigInteger actual = byLayer.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger difference = actual.subtract(BigInteger.valueOf(expected.values().get(0)));
    if (difference.signum() == 0) {
      return;
    }
    Diagnostic problem =
        Diagnostic.of(
                Rule.EXPECTATION_FAILED,
                expected.position(),
                "%s has %s %s, not %s: %s %s",
                owner,
                Text.format("%,d", actual),
                noun,
                Text.number(expected.values().get(0)),
                Text.format("%,d", difference.abs()),
                difference.signum() > 0 ? "more" : "fewer")
            .line("%s", breakdown(byLayer, actual));
    for (String reason : ParameterDifference.explain(expected, difference, nodes)) {
      problem = problem.line("%s", reason);
    }
    problems.add(
        problem.line(
            "If it is as you mean it, expect %s = %s",
            noun.equals("MACs") ? "macs" : noun, Text.format("%,d", actual).replace(',', '_')));
  }

  /**
   * Returns for example {@code 61,706 = c1 156 + c3 2,416 + f5 48,120 + f6 10,164 + logits 850}.
   */
  private static String breakdown(Map<String, BigInteger> byLayer, BigInteger total) {
    List<String> parts =
        byLayer.entrySet().stream()
            .filter(entry -> entry.getValue().signum() != 0)
            .map(entry -> entry.getKey() + " " + Text.format("%,d", entry.getValue()))
            .toList();
    int shown = 12;
    String sum =
        parts.size() <= shown
            ? String.join(" + ", parts)
            : String.join(" + ", parts.subList(0, shown - 4))
                + " + … + "
                + String.join(" + ", parts.subList(parts.size() - 3, parts.size()));
    return Text.format("%,d = %s", total, parts.isEmpty() ? "0" : sum);
  }

  private static Map<String, BigInteger> byPart(
      List<ShapedNode> nodes,
      Function<ShapedNode, String> part,
      ToLongFunction<ShapedNode> figure) {
    return nodes.stream()
        .collect(
            Collectors.toMap(
                part,
                node -> BigInteger.valueOf(figure.applyAsLong(node)),
                BigInteger::add,
                LinkedHashMap::new));
  }

  private static Map<String, BigInteger> byName(List<ShapedNode> nodes) {
    Map<String, BigInteger> sizes = new LinkedHashMap<>();
    nodes.stream()
        .flatMap(node -> node.parameters().stream())
        .filter(parameter -> parameter.role().trained())
        .forEach(p -> sizes.put(p.name(), BigInteger.valueOf(p.count())));
    return sizes;
  }

  private static long trained(ShapedNode node) {
    return node.parameters().stream()
        .filter(parameter -> parameter.role().trained())
        .mapToLong(ParameterSpec::count)
        .sum();
  }

  /** The inputs of a layer are those of its first dense layer, or else of its first operation. */
  private void inputs(String owner, Expectation expected, List<ShapedNode> nodes, int made) {
    Optional<ShapedNode> node =
        nodes.stream()
            .filter(n -> n.operation() instanceof Operation.Dense)
            .findFirst()
            .or(() -> nodes.stream().findFirst());
    Optional<Shape> input = node.map(ShapedNode::input).or(() -> known.shape(made));
    String way = node.map(known::trace).orElseGet(() -> known.traceTo(made));
    input.ifPresent(shape -> inputs(owner, expected, shape, way));
  }

  private void inputs(String owner, Expectation expected, Shape input, String way) {
    long wanted = expected.values().get(0);
    if (wanted != input.elements()) {
      problems.add(
          Diagnostic.of(
                  Rule.EXPECTATION_FAILED,
                  expected.position(),
                  "%s: expected %s inputs but its input %s has %s",
                  owner,
                  Text.number(wanted),
                  input,
                  Text.number(input.elements()))
              .line("%s", way)
              .line(
                  "Change what comes before it, or expect inputs = %s",
                  underscores(input.elements())));
    }
  }

  private void output(String owner, Expectation expected, Shape shape, String way) {
    List<Long> actual = shape.dimensions().stream().map(Integer::longValue).toList();
    if (!actual.equals(expected.values())) {
      problems.add(
          Diagnostic.of(
                  Rule.EXPECTATION_FAILED,
                  expected.position(),
                  "%s: expected output %s, not %s",
                  owner,
                  joined(expected.values(), "×"),
                  joined(actual, "×"))
              .line("%s", way)
              .line("Change what comes before it, or expect output = {%s}", joined(actual, ", ")));
    }
  }

  private void receptiveField(
      String owner, Expectation expected, ReceptiveField field, String way) {
    long height = expected.values().get(0);
    long width = expected.values().get(expected.values().size() - 1);
    if (height != field.height() || width != field.width()) {
      problems.add(
          Diagnostic.of(
                  Rule.EXPECTATION_FAILED,
                  expected.position(),
                  "%s: expected a receptive field of %d×%d, not %d×%d",
                  owner,
                  height,
                  width,
                  field.height(),
                  field.width())
              .line("each window adds (extent − 1) · the product of all strides before it")
              .line("%s", way)
              .line(
                  "Change a kernel or a stride, or expect receptiveField = %s",
                  WindowFit.pair(field.height(), field.width())));
    }
  }

  private static String underscores(long number) {
    return Text.number(number).replace(',', '_');
  }

  private static String joined(List<Long> numbers, String separator) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(separator));
  }
}
