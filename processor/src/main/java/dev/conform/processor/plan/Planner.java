package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.OutputDecl;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedGraph.LayerOutput;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.Buffer.Kind;
import dev.conform.processor.plan.Folds.Fold;
import dev.conform.processor.plan.Fusion.Call;
import dev.conform.processor.plan.Lifetimes.Inference;
import dev.conform.processor.plan.Step.Backward;
import dev.conform.processor.plan.Step.Folding;
import dev.conform.processor.plan.Step.InputGradient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Makes the plan of a network. */
public final class Planner {

  /** Makes a planner; it has no state. */
  public Planner() {}

  /**
   * Plans how a network runs.
   *
   * @param graph a network without errors
   * @return the plan, verified
   * @throws IllegalStateException if the plan is wrong: a defect of this program, not of the
   *     network
   */
  public ExecutionPlan plan(ShapedGraph graph) {
    Fusion fusion = Fusion.of(graph);
    List<LayerOutput> outputLayers = outputLayers(graph);
    List<Integer> outputValues =
        outputLayers.stream().map(layer -> fusion.value(layer.node())).toList();
    Gradients gradients = Gradients.of(fusion, outputValues);

    BufferList list = new BufferList(fusion, gradients);
    List<PlannedInput> inputs = inputs(graph, fusion);
    List<PlannedOutput> outputs = new ArrayList<>();
    for (int i = 0; i < outputLayers.size(); i++) {
      LayerOutput layer = outputLayers.get(i);
      outputs.add(
          new PlannedOutput(
              layer.name(),
              outputValues.get(i),
              list.gradient(i),
              graph.shape(layer.node()),
              layer.output().map(OutputDecl::weight).orElse(1.0),
              layer.output().map(OutputDecl::trainingOnly).orElse(false)));
    }
    Set<Integer> trainingOnly = TrainingOnly.calls(fusion, outputs);
    Folds folds = Folds.of(graph, fusion, trainingOnly);
    List<Integer> seen = graph.layers().stream().map(l -> fusion.value(l.node())).toList();
    Set<Integer> kept = new HashSet<>(seen);
    inputs.forEach(input -> kept.add(input.buffer()));
    List<Step> steps =
        Recomputation.decide(
            list.steps(fusion, gradients, trainingOnly, folds), graph.groups(), kept);
    List<PlannedLayer> layers = Runs.of(graph, fusion, steps);

    int count = list.floats.size();
    long[] training =
        Packer.pack(Lifetimes.training(steps, list.floats, inputs, outputs, seen), count);
    Inference lived = Lifetimes.inference(steps, list.floats, inputs, outputs);
    long[] inference = Packer.pack(lived.blocks(), count);

    List<Buffer> buffers = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      buffers.add(
          new Buffer(
              id,
              list.kinds.get(id),
              list.floats.get(id),
              training[id],
              inference[lived.place().get(id)]));
    }
    ExecutionPlan plan =
        new ExecutionPlan(
            graph,
            steps,
            layers,
            buffers,
            inputs,
            outputs,
            training[count],
            inference[count],
            parameterFloats(graph, true),
            Math.addExact(parameterFloats(graph, false), connectionFloats(graph)),
            savedFloats(steps),
            steps.stream().mapToLong(Workspace::of).max().orElse(0),
            steps.stream().mapToLong(Workspace::shared).max().orElse(0));
    PlanVerifier.verify(plan);
    return plan;
  }

  /** Returns the layer that makes the main output, then those that are other outputs. */
  private static List<LayerOutput> outputLayers(ShapedGraph graph) {
    List<LayerOutput> outputs = new ArrayList<>();
    for (LayerOutput layer : graph.layers()) {
      if (layer.output().isPresent()) {
        outputs.add(layer);
      }
    }
    LayerOutput main =
        graph.layers().stream()
            .filter(layer -> layer.output().isEmpty())
            .reduce((before, last) -> last)
            .orElseThrow();
    outputs.add(0, main);
    return outputs;
  }

  private static List<PlannedInput> inputs(ShapedGraph graph, Fusion fusion) {
    List<PlannedInput> inputs = new ArrayList<>();
    inputs.add(new PlannedInput("input", Fusion.INPUT_VALUE, graph.input()));
    for (ShapedNode node : graph.nodes()) {
      if (node.operation() instanceof Operation.Input) {
        inputs.add(new PlannedInput(node.path(), fusion.value(node.id()), node.output()));
      }
    }
    return inputs;
  }

  /** What is frozen lies with the running statistics, where no optimiser comes. */
  private static long parameterFloats(ShapedGraph graph, boolean trained) {
    return graph.nodes().stream()
        .flatMap(
            node ->
                node.parameters().stream()
                    .filter(parameter -> (parameter.role().trained() && !node.frozen()) == trained))
        .mapToLong(ParameterSpec::elements)
        .map(Buffer::aligned)
        .reduce(0, Math::addExact);
  }

  /** A table of connections is one number for each weight. */
  private static long connectionFloats(ShapedGraph graph) {
    return graph.nodes().stream()
        .filter(
            node ->
                node.operation() instanceof Operation.Conv conv && !conv.connections().isEmpty())
        .mapToLong(node -> Buffer.aligned(node.parameters().get(0).elements()))
        .sum();
  }

  /** Batch norm keeps a mean and a deviation for each channel. */
  private static long savedFloats(List<Step> steps) {
    return steps.stream()
        .filter(step -> step.node().operation() instanceof Operation.BatchNorm)
        .filter(step -> !step.node().frozen())
        .mapToLong(step -> 2 * Buffer.aligned(step.outputShape().features()))
        .sum();
  }

  /** Gives values, argmax and gradients their ids, in this order. */
  private static final class BufferList {
    private final List<Long> floats = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final Map<Integer, Integer> argmaxOfCall = new HashMap<>();
    private final int firstGradient;

    BufferList(Fusion fusion, Gradients gradients) {
      fusion.floats().forEach(length -> add(Kind.ACTIVATION, length));
      for (int i = 0; i < fusion.calls().size(); i++) {
        Call call = fusion.calls().get(i);
        if (Traits.of(call.node().operation()).keepsArgmax()) {
          argmaxOfCall.put(i, floats.size());
          add(Kind.ARGMAX, fusion.floats().get(call.output()));
        }
      }
      firstGradient = floats.size();
      gradients.floats().forEach(length -> add(Kind.GRADIENT, length));
    }

    private void add(Kind kind, long length) {
      floats.add(length);
      kinds.add(kind);
    }

    int gradient(int number) {
      return firstGradient + number;
    }

    List<Step> steps(Fusion fusion, Gradients gradients, Set<Integer> trainingOnly, Folds folds) {
      List<Step> steps = new ArrayList<>();
      int dropouts = 0;
      for (int i = 0; i < fusion.calls().size(); i++) {
        Call call = fusion.calls().get(i);
        boolean isDropout =
            call.node().operation() instanceof Operation.Dropout
                || call.node().operation() instanceof Operation.StochasticDepth;
        Integer argmax = argmaxOfCall.get(i);
        Step alone =
            new Step(
                i,
                call.node(),
                call.sum(),
                call.activation(),
                call.inputs(),
                call.output(),
                argmax == null ? OptionalInt.empty() : OptionalInt.of(argmax),
                ConvAlgorithm.of(call.node()),
                isDropout ? OptionalInt.of(dropouts++) : OptionalInt.empty(),
                trainingOnly.contains(i),
                folds.isFolded(i),
                Optional.empty(),
                gradients.backward(i).map(this::withIds));
        steps.add(alone);
        folds.at(i).ifPresent(fold -> steps.set(alone.index(), alone.with(folding(fold, steps))));
      }
      return steps;
    }

    private static Folding folding(Fold fold, List<Step> steps) {
      return new Folding(
          steps.get(fold.conv()),
          at(fold.norm(), steps),
          fold.residual(),
          fold.activation(),
          at(fold.pool(), steps),
          fold.source().map(source -> folding(source, steps)));
    }

    private static Optional<Step> at(OptionalInt call, List<Step> steps) {
      return call.isPresent() ? Optional.of(steps.get(call.getAsInt())) : Optional.empty();
    }

    private Backward withIds(Backward backward) {
      return new Backward(
          gradient(backward.dOutput()),
          backward.dInputs().stream()
              .map(
                  dInput ->
                      dInput.buffer().isPresent()
                          ? new InputGradient(
                              OptionalInt.of(gradient(dInput.buffer().getAsInt())),
                              dInput.accumulate())
                          : dInput)
              .toList(),
          backward.keepsInput(),
          backward.keepsOutput(),
          backward.recomputedAt());
    }
  }
}
