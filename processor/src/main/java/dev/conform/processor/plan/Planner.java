package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.Buffer.Kind;
import dev.conform.processor.plan.Fusion.Call;
import dev.conform.processor.plan.Lifetimes.Inference;
import dev.conform.processor.plan.Step.Backward;
import dev.conform.processor.plan.Step.InputGradient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

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
    int outputValue = fusion.value(graph.nodes().size() - 1);
    Gradients gradients = Gradients.of(fusion, outputValue);

    BufferList list = new BufferList(fusion, gradients);
    List<Step> steps = list.steps(fusion, gradients);
    List<PlannedLayer> layers = layers(graph, fusion, steps);
    int dOutput = list.gradient(0);
    List<Integer> seen = layers.stream().map(PlannedLayer::output).toList();

    int count = list.floats.size();
    long[] training =
        Packer.pack(
            Lifetimes.training(steps, list.floats, Fusion.INPUT_VALUE, outputValue, dOutput, seen),
            count);
    Inference lived = Lifetimes.inference(steps, list.floats, Fusion.INPUT_VALUE, outputValue);
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
            Fusion.INPUT_VALUE,
            outputValue,
            dOutput,
            training[count],
            inference[count],
            parameterFloats(graph, true),
            parameterFloats(graph, false),
            savedFloats(steps),
            steps.stream().mapToLong(Workspace::of).max().orElse(0));
    PlanVerifier.verify(plan);
    return plan;
  }

  private static List<PlannedLayer> layers(ShapedGraph graph, Fusion fusion, List<Step> steps) {
    Map<String, List<ShapedNode>> nodes =
        graph.nodes().stream().collect(Collectors.groupingBy(ShapedNode::layer));
    Map<String, List<Step>> stepsOf = steps.stream().collect(Collectors.groupingBy(Step::layer));
    List<PlannedLayer> layers = new ArrayList<>();
    for (String name : graph.layers()) {
      List<ShapedNode> own = nodes.getOrDefault(name, List.of());
      ShapedNode last = own.get(own.size() - 1);
      layers.add(
          new PlannedLayer(
              name,
              stepsOf.getOrDefault(name, List.of()),
              fusion.value(last.id()),
              last.output(),
              last.receptiveField()));
    }
    return layers;
  }

  private static long parameterFloats(ShapedGraph graph, boolean trained) {
    return graph.nodes().stream()
        .flatMap(node -> node.parameters().stream())
        .filter(parameter -> parameter.role().trained() == trained)
        .mapToLong(ParameterSpec::elements)
        .map(Buffer::aligned)
        .reduce(0, Math::addExact);
  }

  /** Batch norm keeps a mean and a deviation for each channel. */
  private static long savedFloats(List<Step> steps) {
    return steps.stream()
        .filter(step -> step.node().operation() instanceof Operation.BatchNorm)
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

    List<Step> steps(Fusion fusion, Gradients gradients) {
      List<Step> steps = new ArrayList<>();
      int dropouts = 0;
      for (int i = 0; i < fusion.calls().size(); i++) {
        Call call = fusion.calls().get(i);
        boolean isConv = call.node().operation() instanceof Operation.Conv;
        boolean isDropout = call.node().operation() instanceof Operation.Dropout;
        Integer argmax = argmaxOfCall.get(i);
        steps.add(
            new Step(
                i,
                call.node(),
                call.activation(),
                call.inputs(),
                call.output(),
                argmax == null ? OptionalInt.empty() : OptionalInt.of(argmax),
                isConv ? Optional.of(ConvAlgorithm.of(call.node())) : Optional.empty(),
                isDropout ? OptionalInt.of(dropouts++) : OptionalInt.empty(),
                gradients.backward(i).map(this::withIds)));
      }
      return steps;
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
          backward.keepsOutput());
    }
  }
}
