package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Position;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.BlockCall;
import dev.conform.processor.ir.BorrowedPosition;
import dev.conform.processor.ir.Construct;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Operation.Function;
import dev.conform.processor.ir.Operation.PoolMode;
import dev.conform.processor.ir.OperationDecl;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Structure;
import dev.conform.processor.ir.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Expands one layer: each annotation reads what the one before it made. */
final class LayerExpansion {

  private final GraphBuilder graph;
  private final Place place;

  LayerExpansion(GraphBuilder graph, Place place) {
    this.graph = graph;
    this.place = place;
  }

  /**
   * Adds the nodes of the layer.
   *
   * @param before the node that the layer reads unless it says otherwise
   * @return the node that makes its result
   */
  int expand(int before) {
    int value = before;
    List<OperationDecl> all = place.layer().operations();
    for (int i = 0; i < all.size(); i++) {
      value = expand(all.get(i), value, i == 0);
    }
    return value;
  }

  private int expand(OperationDecl written, int value, boolean first) {
    Optional<Construct> construct = written.construct().flatMap(place.sizing()::apply);
    if (construct.isPresent() && construct.get() instanceof Structure structure) {
      return structure.accept(new Placing(written, value, first));
    }
    Optional<Operation> operation =
        construct.flatMap(c -> c instanceof Operation o ? Optional.of(o) : Optional.empty());
    if (operation.isPresent() && operation.get() instanceof Operation.Input && first) {
      return graph.add(place, written, operation, List.of());
    }
    if (operation.isPresent() && operation.get() instanceof Operation.Input) {
      tellNotFirst(written);
      return graph.add(place, written, Optional.empty(), List.of(value));
    }
    return graph.add(place, written, operation, List.of(value));
  }

  private void tellNotFirst(OperationDecl written) {
    graph.tell(
        Diagnostic.of(
                Rule.FROM_NOT_FIRST,
                written.position(),
                "layer %s: @%s says what the layer reads, but stands behind another annotation",
                place.path(),
                written.annotation())
            .line("Annotations are applied from left to right")
            .line(
                "Write @%s first, or make a layer of its own of what follows",
                written.annotation()));
  }

  /**
   * Expands a block.
   *
   * @param use where the block is named
   * @return the node that makes its output
   */
  private int block(BlockCall call, String path, boolean first, int input, Position use) {
    graph.addGroup(path, call.block().interfaceName());
    Scope scope = Scope.of(call.block().layers(), input);
    OptionalInt channels =
        graph.shape(input).map(s -> OptionalInt.of(s.features())).orElse(OptionalInt.empty());
    Sizing sizing = Sizing.of(call, first, channels);
    int value = input;
    for (LayerDecl declared : call.block().layers()) {
      String part =
          "layer %s is part of block %s".formatted(declared.name(), call.block().interfaceName());
      LayerDecl layer =
          declared.at(written -> new BorrowedPosition(written, call.block(), use, part));
      value = new LayerExpansion(graph, place.inside(layer, path, scope, sizing)).expand(value);
      scope.made(layer.name(), value);
    }
    return value;
  }

  /** Expands one annotation. */
  private final class Placing implements Structure.Visitor<Integer> {

    private final OperationDecl written;
    private final int value;
    private final boolean first;

    /**
     * Prepares to expand.
     *
     * @param value what the annotation before it made
     * @param first whether there is none
     */
    Placing(OperationDecl written, int value, boolean first) {
      this.written = written;
      this.value = value;
      this.first = first;
    }

    private int add(Place at, Operation operation, Integer... inputs) {
      return graph.add(at, written, Optional.of(operation), List.of(inputs));
    }

    private int unknown() {
      return graph.add(place, written, Optional.empty(), List.of(value));
    }

    @Override
    public Integer visit(Structure.From from) {
      if (!first) {
        tellNotFirst(written);
        return unknown();
      }
      return resolve(from.layer(), "value").orElseGet(this::unknown);
    }

    @Override
    public Integer visit(Structure.Join join) {
      List<Integer> inputs = new ArrayList<>();
      if (!first) {
        inputs.add(value);
      }
      boolean known = true;
      for (int i = 0; i < join.layers().size(); i++) {
        Optional<Integer> node = resolve(join.layers().get(i), "value[" + i + "]");
        node.ifPresent(inputs::add);
        known &= node.isPresent();
      }
      return known ? graph.add(place, written, Optional.of(join.operation()), inputs) : unknown();
    }

    @Override
    public Integer visit(Structure.Branches branches) {
      List<Integer> ends = new ArrayList<>();
      for (int i = 0; i < branches.calls().size(); i++) {
        String path = place.path() + ".branch" + (i + 1);
        Optional<BlockCall> call = branches.calls().get(i);
        Position use = written.at("branches[" + i + "]");
        ends.add(call.map(c -> block(c, path, true, value, use)).orElseGet(this::unknown));
      }
      return graph.add(place, written, Optional.of(new Operation.Concat()), ends);
    }

    @Override
    public Integer visit(Structure.Use use) {
      int end = value;
      for (int i = 0; i < use.repeat() && !graph.isFull(place, written); i++) {
        end = block(use.call(), path(use, i), i == 0, end, written.at("block"));
      }
      return end;
    }

    @Override
    public Integer visit(Structure.Residual residual) {
      Structure.Use use = residual.use();
      int end = value;
      for (int i = 0; i < use.repeat() && !graph.isFull(place, written); i++) {
        String path = path(use, i);
        int start = graph.nodes().size();
        int branch = block(use.call(), path, i == 0, end, written.at("block"));
        Place at = place.at(path);
        Residuals residuals = new Residuals(graph, at, written, start);
        end = residuals.join(residual, i == 0, end, branch);
      }
      return end;
    }

    @Override
    public Integer visit(Structure.DepthwiseConv conv) {
      Optional<Shape> input = graph.shape(value);
      if (input.isEmpty()) {
        return unknown();
      }
      int channels = input.get().features();
      long filters = Math.multiplyExact((long) channels, (long) conv.multiplier());
      return add(
          place,
          new Operation.Conv(
              (int) Math.min(Integer.MAX_VALUE, filters),
              conv.window(),
              channels,
              conv.bias(),
              List.of()),
          value);
    }

    @Override
    public Integer visit(Structure.SqueezeExcite squeeze) {
      Optional<Shape> input = graph.shape(value);
      if (input.isEmpty()) {
        return unknown();
      }
      int channels = input.get().features();
      int squeezed = Math.max(1, channels / squeeze.ratio());
      String path = place.path() + ".se";
      int gate = add(place.at(path), new Operation.GlobalPool(PoolMode.AVERAGE), value);
      Place reduce = place.at(path + ".reduce");
      gate = add(reduce, pointwise(squeezed), gate);
      gate = add(reduce, new Operation.Activate(squeeze.activation(), 0), gate);
      Place expand = place.at(path + ".expand");
      gate = add(expand, pointwise(channels), gate);
      gate = add(expand, new Operation.Activate(Function.SIGMOID, 0), gate);
      return add(place, new Operation.Gate(), value, gate);
    }

    private static Operation.Conv pointwise(int filters) {
      return new Operation.Conv(filters, Window.pointwise(1, 1), 1, true, List.of());
    }

    private String path(Structure.Use use, int repetition) {
      return use.numbered() ? place.path() + "." + repetition : place.path();
    }

    private Optional<Integer> resolve(String name, String at) {
      Optional<Integer> node = place.scope().node(name);
      if (node.isEmpty() && name.equals(place.layer().name())) {
        graph.tell(
            Diagnostic.of(
                    Rule.UNKNOWN_LAYER, written.at(at), "layer %s: reads itself", place.path())
                .line("%s", UnknownNames.describe(place.scope().names()))
                .line("Name an earlier layer; to apply layers again and again use repeat"));
      } else if (node.isEmpty() && place.scope().isLater(name)) {
        graph.tell(
            Diagnostic.of(
                    Rule.UNKNOWN_LAYER,
                    written.at(at),
                    "layer %s: reads %s, which runs after it",
                    place.path(),
                    name)
                .line("Layers run in the order in which they are written")
                .line("Move %s in front of it", name));
      } else if (node.isEmpty()) {
        graph.tell(
            UnknownNames.tell(
                written.at(at), "layer " + place.path(), name, place.scope().names()));
      }
      return node;
    }
  }
}
