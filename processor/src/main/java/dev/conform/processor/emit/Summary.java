package dev.conform.processor.emit;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.PlannedLayer;
import dev.conform.processor.plan.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a network is made of, as a table for people and as JSON for programs. */
public final class Summary {

  private final ExecutionPlan plan;
  private final ShapedGraph graph;

  private Summary(ExecutionPlan plan) {
    this.plan = plan;
    this.graph = plan.graph();
  }

  /**
   * Summarises a network.
   *
   * @param plan how it runs
   * @return its summary
   */
  public static Summary of(ExecutionPlan plan) {
    return new Summary(plan);
  }

  /**
   * Returns a table: one line for each call of a kernel, then totals and memory.
   *
   * @return lines that end in a line feed
   */
  public String text() {
    Table table = new Table();
    table.add("layer", "operation", "output", "parameters", "MACs", "receptive field");
    table.add("input", "", graph.input().toString(), "", "", "");
    for (PlannedLayer layer : plan.layers()) {
      String name = layer.path();
      if (layer.steps().isEmpty()) {
        table.add(name, passed(layer), layer.outputShape().toString(), "", "", field(layer));
      }
      for (Step step : layer.steps()) {
        ShapedNode last = step.last();
        table.add(
            name,
            StepEmitters.of(step).wholeOperation(step),
            last.output().toString(),
            count(trained(List.of(step.node()))),
            count(step.node().macs()),
            field(last.receptiveField()));
        name = "";
      }
    }
    table.add(
        "total", "", "", Text.number(trained(graph.nodes())), Text.number(macs(graph.nodes())), "");
    return table
        + "\n"
        + "memory for training "
        + Text.memory(plan.trainingFloats())
        + " an image, for inference only "
        + Text.memory(plan.inferenceFloats())
        + ", workspace "
        + Text.memory(plan.workspaceFloats())
        + " a worker\n";
  }

  /**
   * Returns the summary as JSON: name, input, parameters, macs, and for each layer name, operation,
   * output, parameters, macs and receptiveField. Shapes are {@code [channels, height, width]} or
   * {@code [units]}, a receptive field is {@code [height, width]} in pixels of the input.
   *
   * @return one line, the same for the same network
   */
  public String json() {
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("name", graph.interfaceName());
    network.put("input", graph.input().dimensions());
    network.put("parameters", trained(graph.nodes()));
    network.put("macs", macs(graph.nodes()));
    List<Map<String, Object>> layers = new ArrayList<>();
    plan.layers().forEach(layer -> layers.add(json(layer)));
    network.put("layers", layers);
    try {
      return JSON.std.asString(network) + "\n";
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing JSON to a string", impossible);
    }
  }

  private Map<String, Object> json(PlannedLayer layer) {
    List<ShapedNode> nodes = layer.nodes();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", layer.path());
    json.put("operation", operation(layer));
    json.put("output", layer.outputShape().dimensions());
    json.put("parameters", trained(nodes));
    json.put("macs", macs(nodes));
    ReceptiveField field = layer.receptiveField();
    json.put("receptiveField", List.of(field.height(), field.width()));
    return json;
  }

  private static String operation(PlannedLayer layer) {
    return layer.steps().isEmpty()
        ? passed(layer)
        : layer.steps().stream()
            .map(step -> StepEmitters.of(step).wholeOperation(step))
            .collect(Collectors.joining(", "));
  }

  /** What a layer does that calls no kernel. */
  private static String passed(PlannedLayer layer) {
    Operation operation = layer.nodes().get(layer.nodes().size() - 1).operation();
    return operation.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String field(PlannedLayer layer) {
    return field(layer.receptiveField());
  }

  private static String field(ReceptiveField field) {
    return field.whole() ? "all" : field.height() + "×" + field.width();
  }

  private static String count(long number) {
    return number == 0 ? "" : Text.number(number);
  }

  private static long trained(List<ShapedNode> nodes) {
    return nodes.stream()
        .flatMap(node -> node.parameters().stream())
        .filter(parameter -> parameter.role().trained())
        .mapToLong(ParameterSpec::count)
        .sum();
  }

  private static long macs(List<ShapedNode> nodes) {
    return nodes.stream().mapToLong(ShapedNode::macs).sum();
  }
}
