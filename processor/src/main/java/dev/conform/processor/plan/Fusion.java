package dev.conform.processor.plan;

import dev.conform.processor.ir.Group;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns operations into calls of kernels and gives each value a number. An activation joins the
 * call before it where nobody else wants to see its argument, and a sum the batch norm before it; a
 * flatten is no call, its value is the one it reads.
 */
final class Fusion {

  /**
   * A call.
   *
   * @param sum that a batch norm adds to its result; the other summand is its last input
   * @param activation that it applies last
   * @param inputs values it reads
   * @param output the value it makes
   */
  record Call(
      ShapedNode node,
      Optional<ShapedNode> sum,
      Optional<ShapedNode> activation,
      List<Integer> inputs,
      int output) {

    /** Returns the node whose result is the call's. */
    ShapedNode last() {
      return activation.or(() -> sum).orElse(node);
    }

    /** Tells whether a value that it reads is only one of its inputs. */
    boolean readsOnce(int value) {
      return Collections.frequency(inputs, value) == 1;
    }
  }

  /** The value that is the network's input. */
  static final int INPUT_VALUE = 0;

  private final ShapedGraph graph;
  private final Map<Integer, Integer> values = new HashMap<>();
  private final List<Long> floats = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();

  /** For a node that makes nothing new the node that wrote its value. */
  private final Map<Integer, Integer> writers = new HashMap<>();

  private Fusion(ShapedGraph graph) {
    this.graph = graph;
  }

  static Fusion of(ShapedGraph graph) {
    Fusion fusion = new Fusion(graph);
    fusion.values.put(ShapedGraph.INPUT, fusion.newValue(graph.input().elements()));
    Map<Integer, Integer> readers = fusion.readers();
    for (ShapedNode node : graph.nodes()) {
      fusion.add(node, readers);
    }
    return fusion;
  }

  List<Call> calls() {
    return calls;
  }

  /** Returns the length of each value of one image. */
  List<Long> floats() {
    return floats;
  }

  /** Returns the value that a node makes. */
  int value(int node) {
    Integer value = values.get(node);
    if (value == null) {
      throw new IllegalArgumentException("node " + node + " is read before it is made");
    }
    return value;
  }

  private void add(ShapedNode node, Map<Integer, Integer> readers) {
    List<Integer> inputs = node.inputs().stream().map(this::value).toList();
    if (node.operation() instanceof Operation.Input) {
      values.put(node.id(), newValue(node.output().elements()));
      return;
    }
    if (isSameValue(node)) {
      values.put(node.id(), inputs.get(0));
      return;
    }
    if (joinsLastCall(node, inputs, readers)) {
      Call call = calls.remove(calls.size() - 1);
      calls.add(new Call(call.node(), call.sum(), Optional.of(node), call.inputs(), call.output()));
      values.put(node.id(), call.output());
      return;
    }
    if (addsToLastCall(node, inputs, readers)) {
      Call call = calls.remove(calls.size() - 1);
      int residual = inputs.get(inputs.get(0) == call.output() ? 1 : 0);
      calls.add(
          new Call(
              call.node(),
              Optional.of(node),
              Optional.empty(),
              List.of(call.inputs().get(0), residual),
              call.output()));
      values.put(node.id(), call.output());
      return;
    }
    int output = newValue(node.output().elements());
    values.put(node.id(), output);
    calls.add(new Call(node, Optional.empty(), Optional.empty(), inputs, output));
  }

  /** Tells whether a node makes nothing new: what it reads is its value already. */
  private static boolean isSameValue(ShapedNode node) {
    Operation operation = node.operation();
    boolean joins = operation instanceof Operation.Add || operation instanceof Operation.Concat;
    boolean drops =
        operation instanceof Operation.Dropout || operation instanceof Operation.StochasticDepth;
    return operation instanceof Operation.Flatten
        || (drops && node.frozen())
        || (operation instanceof Operation.StochasticDepth depth && depth.rate() == 0)
        || (joins && node.inputs().size() == 1);
  }

  /**
   * A layer's result is seen by the application, so an activation of the next layer stays apart.
   */
  private boolean joinsLastCall(
      ShapedNode node, List<Integer> inputs, Map<Integer, Integer> readers) {
    if (calls.isEmpty() || !(node.operation() instanceof Operation.Activate activate)) {
      return false;
    }
    Call last = calls.get(calls.size() - 1);
    return Traits.fromOutput(activate)
        && Traits.of(last.node().operation()).takesActivation()
        && last.activation().isEmpty()
        && last.last().path().equals(node.path())
        && inputs.equals(List.of(last.output()))
        && readers.getOrDefault(last.last().id(), 0) == 1;
  }

  /**
   * Tells whether a sum of two can be made in the pass of the batch norm before it, whose result
   * nobody else wants to see: in a residual block, where the sum is what the branch ends in.
   */
  private boolean addsToLastCall(
      ShapedNode node, List<Integer> inputs, Map<Integer, Integer> readers) {
    if (calls.isEmpty() || !(node.operation() instanceof Operation.Add) || inputs.size() != 2) {
      return false;
    }
    Call last = calls.get(calls.size() - 1);
    return last.node().operation() instanceof Operation.BatchNorm
        && last.last().equals(last.node())
        && !last.node().frozen()
        && Collections.frequency(inputs, last.output()) == 1
        && !inputs.contains(last.inputs().get(0))
        && readers.getOrDefault(last.node().id(), 0) == 1
        && !isSeen(last.node())
        && block(last.node()).equals(block(node));
  }

  /** Tells whether the application sees what a node makes, as the result of a method. */
  private boolean isSeen(ShapedNode node) {
    return graph.layers().stream()
        .anyMatch(layer -> writers.getOrDefault(layer.node(), layer.node()) == node.id());
  }

  /** Returns the innermost block that a node belongs to: a block's code stands by itself. */
  String block(ShapedNode node) {
    String path = node.path();
    return graph.groups().stream()
        .map(Group::path)
        .filter(group -> path.equals(group) || path.startsWith(group + "."))
        .reduce("", (longest, group) -> group.length() > longest.length() ? group : longest);
  }

  /**
   * Counts who reads the memory that a node writes: one that makes nothing new stands for its
   * readers.
   */
  private Map<Integer, Integer> readers() {
    Map<Integer, Integer> readers = new HashMap<>();
    for (ShapedNode node : graph.nodes()) {
      boolean same = isSameValue(node);
      for (int input : node.inputs()) {
        int source = writers.getOrDefault(input, input);
        if (same) {
          writers.put(node.id(), source);
        } else {
          readers.merge(source, 1, Integer::sum);
        }
      }
    }
    return readers;
  }

  private int newValue(long length) {
    floats.add(length);
    return floats.size() - 1;
  }
}
