package dev.conform.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.NameAllocator;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.PlannedLayer;
import dev.conform.processor.plan.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of fields in a generated class: {@code c1} for what layer c1 makes, {@code c1Conv} for
 * what its convolution makes on the way, {@code dC1} for the gradient of {@code c1}, {@code
 * c1Weight}, {@code dC1Weight}, and {@code C1} for a shape. A name that is taken, or that Java or
 * the generated code needs for itself, gets an underscore.
 */
final class Names {

  /** What generated code calls its own. The roots of packages would hide the packages. */
  private static final List<String> RESERVED =
      List.of(
          "kernels",
          "mode",
          "batch",
          "b",
          "settings",
          "model",
          "NETWORK",
          "OVERWRITE",
          "ACCUMULATE",
          "dev",
          "java",
          "javax");

  private final NameAllocator allocator = new NameAllocator();
  private final Map<Integer, String> buffers = new HashMap<>();
  private final Map<String, String> parameters = new HashMap<>();
  private final Set<String> layersWithShape = new HashSet<>();

  Names(ExecutionPlan plan) {
    RESERVED.forEach(allocator::newName);
    Types.ALL.stream().map(ClassName::simpleName).forEach(allocator::newName);
    buffers.put(plan.input(), allocator.newName("input"));
    nameOutputs(plan);
    nameGradients(plan);
  }

  private void nameOutputs(ExecutionPlan plan) {
    for (PlannedLayer layer : plan.layers()) {
      if (!layer.steps().isEmpty()) {
        buffers.computeIfAbsent(layer.output(), id -> allocator.newName(layer.name()));
      }
    }
    for (Step step : plan.steps()) {
      String made = StepEmitters.of(step).noun(step);
      buffers.computeIfAbsent(
          step.output(), id -> allocator.newName(step.layer() + Text.capitalized(made)));
      step.argmax().ifPresent(id -> buffers.put(id, allocator.newName(step.layer() + "Argmax")));
    }
  }

  private void nameGradients(ExecutionPlan plan) {
    nameGradient(plan.outputGradient(), plan.output());
    for (Step step : plan.backward()) {
      step.backward().ifPresent(backward -> nameGradient(backward.dOutput(), step.output()));
    }
  }

  private void nameGradient(int gradient, int value) {
    buffers.computeIfAbsent(
        gradient, id -> allocator.newName("d" + Text.capitalized(buffer(value))));
  }

  /** Returns the name of the tensor in a buffer. */
  String buffer(int id) {
    return buffers.getOrDefault(id, "");
  }

  /** Returns the name of the tensor that holds a parameter. */
  String parameter(String layer, ParameterSpec parameter) {
    return parameters.computeIfAbsent(
        parameter.name(), name -> allocator.newName(layer + Text.camel(afterLayer(layer, name))));
  }

  /** Returns the name of the tensor that holds the gradient of a parameter. */
  String parameterGradient(String layer, ParameterSpec parameter) {
    String name = "d" + Text.capitalized(parameter(layer, parameter));
    return parameters.computeIfAbsent(
        "gradient of " + parameter.name(), key -> allocator.newName(name));
  }

  /** Returns the name of what a step keeps of a batch: {@code c1NormBatchMean}. */
  String saved(Step step, String noun) {
    String base = step.layer() + Text.capitalized(StepEmitters.of(step).noun(step)) + noun;
    return parameters.computeIfAbsent(step.index() + " " + noun, key -> allocator.newName(base));
  }

  /** Returns a new name for the shape of a step: the first of a layer takes the layer's name. */
  String shape(Step step) {
    String layer = Text.constant(step.layer());
    String noun = StepEmitters.of(step).noun(step);
    return allocator.newName(
        layersWithShape.add(step.layer()) ? layer : layer + "_" + Text.constant(noun));
  }

  /** Returns a name for something else. */
  String other(String suggestion) {
    return allocator.newName(suggestion);
  }

  private static String afterLayer(String layer, String name) {
    return name.startsWith(layer) ? name.substring(layer.length()) : "." + name;
  }
}
