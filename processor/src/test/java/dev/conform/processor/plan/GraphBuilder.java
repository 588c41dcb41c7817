package dev.conform.processor.plan;

import dev.conform.processor.ir.Group;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Operation.Function;
import dev.conform.processor.ir.Operation.PoolMode;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedGraph.LayerOutput;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.ir.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds graphs by hand, so that the plan is tested without the parser. */
public final class GraphBuilder {

  private static final ReceptiveField FIELD = new ReceptiveField(1, 1, 1, 1, 0, 0, false);

  private final Shape input;
  private final List<ShapedNode> nodes = new ArrayList<>();
  private final Set<String> layers = new LinkedHashSet<>();
  private final Set<Group> groups = new LinkedHashSet<>();
  private String layer = "";
  private String method = "";

  public GraphBuilder(int channels, int height, int width) {
    this.input = Shape.image(channels, height, width);
  }

  public GraphBuilder layer(String name) {
    layer = name;
    method = name;
    layers.add(name);
    return this;
  }

  /** Goes on with a layer of a block, which no method shows to the application. */
  public GraphBuilder inside(String block, String name) {
    layer = block + "." + name;
    groups.add(new Group(block, "demo.Block"));
    return this;
  }

  public GraphBuilder conv(int filters, int kernel) {
    return conv(filters, kernel, last());
  }

  public GraphBuilder conv(int filters, int kernel, int from) {
    Shape in = shape(from);
    Shape out = Shape.image(filters, in.height() - kernel + 1, in.width() - kernel + 1);
    Window window = new Window(kernel, kernel, 1, 1, 0, 0, 0, 0, 1, 1, Window.Border.NUMBERS);
    return add(
        new Operation.Conv(filters, window, 1, true, List.of()),
        out,
        List.of(
            spec("weight", Role.WEIGHT, filters, in.channels(), kernel, kernel),
            spec("bias", Role.BIAS, filters)),
        (long) kernel * kernel * in.channels() * out.elements(),
        from);
  }

  public GraphBuilder depthwise(int kernel) {
    Shape in = shape(last());
    Shape out = Shape.image(in.channels(), in.height() - kernel + 1, in.width() - kernel + 1);
    Window window = new Window(kernel, kernel, 1, 1, 0, 0, 0, 0, 1, 1, Window.Border.NUMBERS);
    return add(
        new Operation.Conv(in.channels(), window, in.channels(), false, List.of()),
        out,
        List.of(spec("weight", Role.WEIGHT, in.channels(), 1, kernel, kernel)),
        (long) kernel * kernel * out.elements(),
        last());
  }

  public GraphBuilder pool(PoolMode mode, int size) {
    Shape in = shape(last());
    Window window = new Window(size, size, size, size, 0, 0, 0, 0, 1, 1, Window.Border.NUMBERS);
    return add(
        new Operation.Pool(mode, window, false, true),
        Shape.image(in.channels(), in.height() / size, in.width() / size),
        List.of(),
        last());
  }

  public GraphBuilder dense(int units) {
    Shape in = shape(last());
    return add(
        new Operation.Dense(units, true),
        Shape.units(units),
        List.of(
            spec("weight", Role.WEIGHT, units, Math.toIntExact(in.elements())),
            spec("bias", Role.BIAS, units)),
        units * in.elements(),
        last());
  }

  public GraphBuilder norm() {
    Shape in = shape(last());
    return add(
        new Operation.BatchNorm(0.1, 1e-5, true),
        in,
        List.of(
            spec("bn.weight", Role.WEIGHT, in.features()),
            spec("bn.bias", Role.BIAS, in.features()),
            spec("bn.running_mean", Role.RUNNING_MEAN, in.features()),
            spec("bn.running_var", Role.RUNNING_VAR, in.features())),
        last());
  }

  public GraphBuilder activate(Function function) {
    return add(new Operation.Activate(function, 0), shape(last()), List.of(), last());
  }

  public GraphBuilder dropout() {
    return add(new Operation.Dropout(0.5), shape(last()), List.of(), last());
  }

  public GraphBuilder softmax() {
    return add(new Operation.Softmax(), shape(last()), List.of(), last());
  }

  public GraphBuilder flatten() {
    return add(new Operation.Flatten(), shape(last()).flatten(), List.of(), last());
  }

  /** Adds an operation without parameters that reads the last node. */
  public GraphBuilder node(Operation operation, Shape output) {
    return add(operation, output, List.of(), last());
  }

  /** Adds an operation that reads several nodes of one shape and makes that shape. */
  public GraphBuilder join(Operation operation, Integer... from) {
    Shape in = shape(from[0]);
    nodes.add(
        new ShapedNode(
            nodes.size(),
            layer,
            method,
            operation,
            List.of(from),
            Collections.nCopies(from.length, in),
            in,
            List.of(),
            0,
            FIELD,
            false));
    return this;
  }

  /** Returns the id of the last node. */
  public int last() {
    return nodes.size() - 1;
  }

  public ShapedGraph build() {
    List<LayerOutput> outputs =
        layers.stream()
            .map(
                name ->
                    new LayerOutput(
                        name,
                        nodes.stream()
                            .filter(node -> node.method().equals(name))
                            .mapToInt(ShapedNode::id)
                            .max()
                            .orElseThrow(),
                        Optional.empty()))
            .toList();
    return new ShapedGraph(
        "demo", "Net", 0, input, nodes, outputs, List.copyOf(groups), last(), Optional.empty());
  }

  private GraphBuilder add(
      Operation operation, Shape output, List<ParameterSpec> parameters, int from) {
    return add(operation, output, parameters, 0, from);
  }

  private GraphBuilder add(
      Operation operation, Shape output, List<ParameterSpec> parameters, long macs, int from) {
    nodes.add(
        new ShapedNode(
            nodes.size(),
            layer,
            method,
            operation,
            List.of(from),
            List.of(shape(from)),
            output,
            parameters,
            macs,
            FIELD,
            false));
    return this;
  }

  private ParameterSpec spec(String name, Role role, Integer... dimensions) {
    long count =
        List.of(dimensions).stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    return new ParameterSpec(
        layer + "." + name, layer + "." + name, role, List.of(dimensions), count);
  }

  private Shape shape(int node) {
    return node == ShapedGraph.INPUT ? input : nodes.get(node).output();
  }
}
