package dev.conform.processor.plan;

import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedGraph.LayerOutput;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.PlannedLayer.Handle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts a network into runs of nodes of the same layer. */
final class Runs {

  private final Fusion fusion;
  private final List<LayerOutput> methods;
  private final Map<Integer, Step> stepOfNode = new HashMap<>();
  private final Set<Integer> trainingOnly = new HashSet<>();
  private final List<PlannedLayer> runs = new ArrayList<>();
  private int handled;

  private Runs(ShapedGraph graph, Fusion fusion, List<Step> steps) {
    this.fusion = fusion;
    this.methods = graph.layers();
    for (Step step : steps) {
      stepOfNode.put(step.node().id(), step);
      if (step.trainingOnly()) {
        trainingOnly.add(step.output());
      }
    }
  }

  static List<PlannedLayer> of(ShapedGraph graph, Fusion fusion, List<Step> steps) {
    Runs runs = new Runs(graph, fusion, steps);
    List<ShapedNode> run = new ArrayList<>();
    for (ShapedNode node : graph.nodes()) {
      if (!run.isEmpty() && !run.get(0).path().equals(node.path())) {
        runs.add(run, graph, node.id());
        run = new ArrayList<>();
      }
      run.add(node);
    }
    runs.add(run, graph, graph.nodes().size());
    return runs.runs;
  }

  /**
   * Adds a run, with the handles of the methods that are done.
   *
   * @param next the node behind the run
   */
  private void add(List<ShapedNode> run, ShapedGraph graph, int next) {
    List<Step> steps = new ArrayList<>();
    for (ShapedNode node : run) {
      Step step = stepOfNode.get(node.id());
      if (step != null) {
        steps.add(step);
      }
    }
    List<Handle> handles = new ArrayList<>();
    String following = next < graph.nodes().size() ? graph.nodes().get(next).method() : "";
    // A method without nodes of its own passes on what an earlier one has made.
    while (handled < methods.size() && !methods.get(handled).name().equals(following)) {
      LayerOutput method = methods.get(handled++);
      int value = fusion.value(method.node());
      Shape shape = graph.shape(method.node());
      handles.add(new Handle(method.name(), value, shape, trainingOnly.contains(value)));
    }
    runs.add(new PlannedLayer(run.get(0).path(), run, steps, handles));
  }
}
