package dev.conform.processor.page;

import dev.conform.processor.emit.KernelText;
import dev.conform.processor.emit.Summary;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.page.Entry.Several;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.PlannedLayer;
import dev.conform.processor.plan.PlannedOutput;
import dev.conform.processor.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What the script of a network's page reads: names of one letter, because there are many of them,
 * and no zeros.
 */
final class PageData {

  private final ExecutionPlan plan;
  private final Map<Integer, Integer> layerOfNode = new HashMap<>();
  private final Set<Integer> counted = new HashSet<>();
  private int leaves;

  private PageData(ExecutionPlan plan) {
    this.plan = plan;
    for (int i = 0; i < plan.layers().size(); i++) {
      for (ShapedNode node : plan.layers().get(i).nodes()) {
        layerOfNode.put(node.id(), i);
      }
    }
  }

  /** Returns the figures of a network and its layers. */
  static Map<String, Object> of(ExecutionPlan plan) {
    return new PageData(plan).network();
  }

  private Map<String, Object> network() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("input", plan.graph().input().toString());
    data.put("outputs", plan.outputs().stream().map(this::output).toList());
    data.put("memory", Summary.of(plan).memory());
    data.put("entries", entries(Outline.of(plan)));
    return data;
  }

  private Map<String, Object> output(PlannedOutput output) {
    ShapedGraph graph = plan.graph();
    int node =
        graph.layers().stream()
            .filter(layer -> layer.name().equals(output.name()))
            .mapToInt(ShapedGraph.LayerOutput::node)
            .findFirst()
            .orElse(graph.output());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("n", output.name());
    data.put("o", output.shape().toString());
    data.put("i", leaf(node));
    if (output.trainingOnly()) {
      data.put("t", 1);
    }
    return data;
  }

  /** Returns the place of a node's layer among all, or that of the input. */
  private int leaf(int node) {
    return node == ShapedGraph.INPUT ? ShapedGraph.INPUT : layerOfNode.getOrDefault(node, node);
  }

  private List<Map<String, Object>> entries(List<Entry> entries) {
    return entries.stream().map(this::entry).toList();
  }

  private Map<String, Object> entry(Entry entry) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("n", entry.name());
    if (entry instanceof Several several) {
      data.put("b", several.label());
      if (several.range()) {
        data.put("g", 1);
      }
      data.put("e", entries(several.entries()));
    } else if (entry instanceof Entry.Single single) {
      leaf(single.layer(), data);
    }
    return data;
  }

  private void leaf(PlannedLayer layer, Map<String, Object> data) {
    int leaf = leaves++;
    data.put("f", family(layer));
    data.put("i", inputs(layer, leaf));
    List<Map<String, Object>> kernels = new ArrayList<>();
    if (layer.steps().isEmpty()) {
      kernels.add(
          figures(
              KernelText.of(layer).get(0), layer.outputShape(), 0, 0, 0, layer.receptiveField()));
    }
    for (Step step : layer.steps()) {
      kernels.add(
          figures(
              KernelText.of(step),
              step.outputShape(),
              step.node().parameterCount(),
              step.node().macs(),
              written(step),
              step.last().receptiveField()));
    }
    data.put("k", kernels);
  }

  private static Map<String, Object> figures(
      String kernel, Shape output, long parameters, long macs, long bytes, ReceptiveField field) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("k", kernel);
    data.put("o", output.toString());
    putUnlessZero(data, "p", parameters);
    putUnlessZero(data, "m", macs);
    putUnlessZero(data, "a", bytes);
    data.put("r", field.whole() ? "all" : field.height() + "×" + field.width());
    return data;
  }

  private static void putUnlessZero(Map<String, Object> data, String name, long number) {
    if (number != 0) {
      data.put(name, number);
    }
  }

  /** Returns the bytes of one image that a step is the first to write. */
  private long written(Step step) {
    return IntStream.concat(IntStream.of(step.output()), step.argmax().stream())
        .filter(counted::add)
        .mapToLong(id -> plan.buffer(id).floats() * Float.BYTES)
        .sum();
  }

  /** Returns the other layers that a layer reads. */
  private Set<Integer> inputs(PlannedLayer layer, int leaf) {
    Set<Integer> inputs = new TreeSet<>();
    for (ShapedNode node : layer.nodes()) {
      for (int input : node.inputs()) {
        inputs.add(leaf(input));
      }
    }
    inputs.remove(leaf);
    return inputs;
  }

  /** Returns what colour a layer has. */
  private static String family(PlannedLayer layer) {
    Operation operation =
        layer.nodes().stream()
            .map(ShapedNode::operation)
            .filter(Operation::isWeightedLayer)
            .findFirst()
            .orElse(layer.nodes().get(0).operation());
    if (operation instanceof Operation.Dense) {
      return "dense";
    }
    if (operation.isWeightedLayer()) {
      return "conv";
    }
    if (operation instanceof Operation.Pool || operation instanceof Operation.GlobalPool) {
      return "pool";
    }
    if (operation instanceof Operation.Add
        || operation instanceof Operation.Concat
        || operation instanceof Operation.Gate) {
      return "join";
    }
    return "other";
  }
}
