package dev.conform.tests.literature;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.tests.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One node of a network, as ONNX sees it.
 *
 * @param operator for example {@code Gemm}
 * @param inputs the shapes of what it computes with, the batch of one in front
 * @param parameters the shapes of its weights
 * @param output the shape of what it makes
 */
record OnnxNode(
    String operator,
    List<List<Integer>> inputs,
    List<List<Integer>> parameters,
    List<Integer> output) {

  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("Conv", "Conv"),
          Map.entry("Activate", "Relu"),
          Map.entry("BatchNorm", "BatchNormalization"),
          Map.entry("LocalResponseNorm", "LRN"),
          Map.entry("GlobalPool", "AveragePool"),
          Map.entry("Add", "Sum"),
          Map.entry("Concat", "Concat"),
          Map.entry("Dropout", "Dropout"),
          Map.entry("Flatten", "Reshape"),
          Map.entry("Dense", "Gemm"),
          Map.entry("Softmax", "Softmax"));

  /** Reads a file, without what is computed from weights alone. */
  static List<OnnxNode> read(Path file) {
    List<OnnxNode> nodes = new ArrayList<>();
    Set<String> computed = new HashSet<>();
    for (JsonObject node : JsonObject.read(file).objects("nodes")) {
      List<JsonObject> inputs = node.objects("inputs");
      JsonObject first = inputs.get(0);
      if (computed.isEmpty()) {
        computed.add(first.string("name"));
      }
      if (computed.contains(first.string("name"))) {
        JsonObject output = node.objects("outputs").get(0);
        computed.add(output.string("name"));
        boolean reshape = node.string("op").equals("Reshape");
        nodes.add(
            new OnnxNode(
                node.string("op"),
                inputs.stream()
                    .filter(input -> computed.contains(input.string("name")))
                    .map(OnnxNode::shape)
                    .toList(),
                inputs.stream()
                    .filter(input -> !reshape && !computed.contains(input.string("name")))
                    .map(OnnxNode::shape)
                    .toList(),
                shape(output)));
      }
    }
    return nodes;
  }

  /** Says the same of a graph of ours. */
  static List<OnnxNode> of(ShapedGraph graph) {
    return graph.nodes().stream().map(OnnxNode::of).toList();
  }

  private static OnnxNode of(ShapedNode node) {
    return new OnnxNode(
        operator(node.operation()),
        node.inputShapes().stream().map(OnnxNode::shape).toList(),
        node.parameters().stream().map(ParameterSpec::dimensions).toList(),
        shape(node.output()));
  }

  private static String operator(Operation operation) {
    if (operation instanceof Operation.Pool pool) {
      return pool.mode() == Operation.PoolMode.MAX ? "MaxPool" : "AveragePool";
    }
    String name = operation.getClass().getSimpleName();
    return OPERATORS.getOrDefault(name, name);
  }

  private static List<Integer> shape(Shape shape) {
    return Stream.concat(Stream.of(1), shape.dimensions().stream()).toList();
  }

  private static List<Integer> shape(JsonObject tensor) {
    return Arrays.stream(tensor.integers("shape")).boxed().toList();
  }
}
