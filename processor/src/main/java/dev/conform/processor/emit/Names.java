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
          "path",
          "at",
          "firstStep",
          "NETWORK",
          "OVERWRITE",
          "ACCUMULATE",
          "dev",
          "java",
          "javax");

  private final String prefix;
  private final NameAllocator allocator = new NameAllocator();
  private final Map<Integer, String> buffers = new HashMap<>();
  private final Map<String, String> parameters = new HashMap<>();
  private final Set<String> layersWithShape = new HashSet<>();
  private final NameAllocator methods = new NameAllocator();

  /** Names what a whole network uses. */
  Names(ExecutionPlan plan) {
    this("");
    plan.inputs().forEach(i -> buffers.put(i.buffer(), allocator.newName(i.name())));
    // What an application sees has the name of the method, what a block makes that of its path.
    for (PlannedLayer layer : plan.layers()) {
      layer.handles().forEach(handle -> name(handle.buffer(), handle.name()));
    }
    nameOutputs(plan.layers());
    plan.outputs().forEach(output -> nameGradient(output.gradient(), output.buffer()));
    nameGradients(plan.layers());
  }

  /**
   * Names what one use of a block uses, as if there were no other.
   *
   * @param layers of the block
   * @param path that their paths begin with
   */
  Names(List<PlannedLayer> layers, String path) {
    this(path);
    nameOutputs(layers);
    for (PlannedLayer layer : layers) {
      layer.steps().forEach(step -> step.inputs().forEach(input -> name(input, "input")));
    }
    nameGradients(layers);
  }

  private Names(String prefix) {
    this.prefix = prefix;
    RESERVED.forEach(allocator::newName);
    Types.ALL.stream().map(ClassName::simpleName).forEach(allocator::newName);
  }

  /** Returns {@code reduce} for {@code stage1.0.reduce} inside of {@code stage1.0}. */
  String inside(String path) {
    if (prefix.isEmpty()) {
      return path;
    }
    return path.equals(prefix) ? "output" : path.substring(prefix.length() + 1);
  }

  private String identifier(String path) {
    return Text.identifier(inside(path));
  }

  private void nameOutputs(List<PlannedLayer> layers) {
    for (PlannedLayer layer : layers) {
      if (!layer.steps().isEmpty()) {
        Step last = layer.steps().get(layer.steps().size() - 1);
        name(last.output(), identifier(last.last().path()));
      }
    }
    for (PlannedLayer layer : layers) {
      layer.steps().forEach(this::nameResults);
    }
  }

  private void nameResults(Step step) {
    String layer = identifier(step.path());
    String made = StepEmitters.of(step).noun(step);
    name(step.output(), layer + Text.capitalized(made));
    step.argmax().ifPresent(id -> name(id, layer + "Argmax"));
  }

  private void name(int buffer, String suggestion) {
    buffers.computeIfAbsent(buffer, id -> allocator.newName(suggestion));
  }

  /** From last to first: a gradient that several values share has the name of the last one. */
  private void nameGradients(List<PlannedLayer> layers) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      List<Step> steps = layers.get(i).steps();
      for (int j = steps.size() - 1; j >= 0; j--) {
        Step step = steps.get(j);
        step.backward().ifPresent(backward -> nameGradients(step, backward));
      }
    }
  }

  private void nameGradients(Step step, Step.Backward backward) {
    nameGradient(backward.dOutput(), step.output());
    for (int i = 0; i < step.inputs().size(); i++) {
      int value = step.inputs().get(i);
      backward.dInputs().get(i).buffer().ifPresent(gradient -> nameGradient(gradient, value));
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
  String parameter(String path, ParameterSpec parameter) {
    return parameters.computeIfAbsent(
        parameter.name(),
        name -> allocator.newName(identifier(path) + Text.camel(afterLayer(path, name))));
  }

  /** Returns the name of the tensor that holds the gradient of a parameter. */
  String parameterGradient(String path, ParameterSpec parameter) {
    String name = "d" + Text.capitalized(parameter(path, parameter));
    return parameters.computeIfAbsent(
        "gradient of " + parameter.name(), key -> allocator.newName(name));
  }

  /** Returns the name of what a step keeps of a batch: {@code c1NormBatchMean}. */
  String saved(Step step, String noun) {
    String base =
        identifier(step.path()) + Text.capitalized(StepEmitters.of(step).noun(step)) + noun;
    return parameters.computeIfAbsent(step.index() + " " + noun, key -> allocator.newName(base));
  }

  /** Returns a new name for the shape of a step: the first of a layer takes the layer's name. */
  String shape(Step step) {
    String layer = Text.constant(identifier(step.path()));
    String noun = StepEmitters.of(step).noun(step);
    return allocator.newName(
        layersWithShape.add(step.path()) ? layer : layer + "_" + Text.constant(noun));
  }

  /** Returns a new name for a method: {@code c1Forward}. */
  String method(PlannedLayer layer, String direction) {
    return methods.newName(identifier(layer.path()) + direction);
  }

  /** Returns a name for something else. */
  String other(String suggestion) {
    return allocator.newName(suggestion);
  }

  private static String afterLayer(String layer, String name) {
    return name.startsWith(layer) ? name.substring(layer.length()) : "." + name;
  }
}
