package dev.conform.processor.emit;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.PlannedLayer;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
   * Returns a table: one line for each call of a kernel, then totals, memory, and what is read and
   * written. A training step is counted without losses and optimizer.
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
        table.add(
            name, KernelText.passed(layer), layer.outputShape().toString(), "", "", field(layer));
      }
      for (Step step : layer.steps()) {
        ShapedNode last = step.last();
        table.add(
            name,
            KernelText.of(step),
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
        + " an image and "
        + Text.memory(plan.preparedFloats())
        + " of prepared parameters, workspace "
        + Text.memory(plan.workspaceFloats())
        + " a worker and "
        + Text.memory(plan.sharedFloats())
        + " for all\n"
        + recomputed()
        + "a training step moves "
        + traffic(plan.training())
        + " between kernels and memory, inference "
        + traffic(plan.inference())
        + "\n";
  }

  /** A line of its own, where there is something to say. */
  private String recomputed() {
    long floats = plan.recomputedFloats();
    return floats == 0
        ? ""
        : "activations of "
            + Text.memory(floats)
            + " an image are not kept for the backward pass but computed again\n";
  }

  private static String traffic(Work work) {
    return Text.memory(work.imageFloats())
        + " an image and "
        + Text.memory(work.passFloats())
        + " of parameters";
  }

  /**
   * Returns the summary as JSON: name, year (if it was declared), input, output, depth, parameters,
   * macs, receptiveField, featureField, memory, and for each layer name, operation, output,
   * parameters, macs and receptiveField. Shapes are {@code [channels, height, width]} or {@code
   * [units]}, a receptive field is {@code [height, width]} in pixels of the input; featureField is
   * that of the last map in front of the first global pool, flattening or dense layer. Memory is in
   * floats: training and inference for one image, then parameters, state, saved, prepared, for one
   * worker workspace, and shared.
   *
   * @return one line, the same for the same network
   */
  public String json() {
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("name", graph.interfaceName());
    if (graph.year() != 0) {
      network.put("year", graph.year());
    }
    network.put("input", graph.input().dimensions());
    network.put("output", graph.outputShape().dimensions());
    network.put("depth", graph.depth());
    network.put("parameters", trained(graph.nodes()));
    network.put("macs", macs(graph.nodes()));
    if (graph.output() != ShapedGraph.INPUT) {
      ReceptiveField field = graph.nodes().get(graph.output()).receptiveField();
      network.put("receptiveField", List.of(field.height(), field.width()));
    }
    ReceptiveField features = graph.featureField();
    network.put("featureField", List.of(features.height(), features.width()));
    network.put("memory", memory());
    List<Map<String, Object>> layers = new ArrayList<>();
    plan.layers().forEach(layer -> layers.add(json(layer)));
    network.put("layers", layers);
    try {
      return JSON.std.asString(network) + "\n";
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing JSON to a string", impossible);
    }
  }

  /**
   * Returns the memory that a model takes, in floats: {@code training} and {@code inference} for
   * each image of a batch, {@code workspace} for each worker, and once each {@code parameters} (a
   * second time for their gradients where it can be trained), {@code state}, {@code saved}, {@code
   * prepared} once it infers, and {@code shared}, which the workers use together.
   *
   * @return amounts by their names, in this order
   */
  public Map<String, Long> memory() {
    Map<String, Long> memory = new LinkedHashMap<>();
    memory.put("training", plan.trainingFloats());
    memory.put("inference", plan.inferenceFloats());
    memory.put("parameters", plan.parameterFloats());
    memory.put("state", plan.stateFloats());
    memory.put("saved", plan.savedFloats());
    memory.put("prepared", plan.preparedFloats());
    memory.put("workspace", plan.workspaceFloats());
    memory.put("shared", plan.sharedFloats());
    return memory;
  }

  private Map<String, Object> json(PlannedLayer layer) {
    List<ShapedNode> nodes = layer.nodes();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", layer.path());
    json.put("operation", String.join(", ", KernelText.of(layer)));
    json.put("output", layer.outputShape().dimensions());
    json.put("parameters", trained(nodes));
    json.put("macs", macs(nodes));
    ReceptiveField field = layer.receptiveField();
    json.put("receptiveField", List.of(field.height(), field.width()));
    return json;
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
    return nodes.stream().mapToLong(ShapedNode::parameterCount).sum();
  }

  private static long macs(List<ShapedNode> nodes) {
    return nodes.stream().mapToLong(ShapedNode::macs).sum();
  }
}
