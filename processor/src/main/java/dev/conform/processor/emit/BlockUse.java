package dev.conform.processor.emit;

import dev.conform.processor.ir.Group;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.PlannedLayer;
import dev.conform.processor.plan.Step;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One use of a block, written as a class of its own that other uses may share. */
final class BlockUse {

  private final Group group;
  private final List<PlannedLayer> layers;
  private final String keyPrefix;
  private final Places.Told places;
  private final LayersCode code;
  private final Set<String> flags = new TreeSet<>();

  /**
   * Writes the class.
   *
   * @param group the use
   * @param layers its layers
   */
  BlockUse(ExecutionPlan plan, Group group, List<PlannedLayer> layers) {
    this.group = group;
    this.layers = layers;
    this.keyPrefix = keyPrefix(layers);
    this.places = new Places.Told(keyPrefix, firstStep());
    Names names = new Names(layers, group.path());
    PartCode part = new PartCode(plan, names, flags, "model.", places);
    this.code = LayersCode.ofBlock(layers, part);
  }

  /** The longest text, up to a dot, that the keys of all parameters begin with. */
  private static String keyPrefix(List<PlannedLayer> layers) {
    List<String> keys =
        layers.stream()
            .flatMap(layer -> layer.nodes().stream())
            .flatMap(node -> node.parameters().stream())
            .map(ParameterSpec::key)
            .toList();
    String prefix = keys.isEmpty() ? "" : keys.get(0);
    for (String key : keys) {
      while (!key.startsWith(prefix)) {
        prefix = prefix.substring(0, prefix.length() - 1);
      }
    }
    return prefix.substring(0, prefix.lastIndexOf('.') + 1);
  }

  String path() {
    return group.path();
  }

  String block() {
    return group.block();
  }

  String keyPrefix() {
    return keyPrefix;
  }

  List<Long> offsets() {
    return places.offsets();
  }

  LayersCode code() {
    return code;
  }

  /** Returns the constants of the outer class that it uses. */
  Set<String> flags() {
    return flags;
  }

  List<PlannedLayer> layers() {
    return layers;
  }

  boolean hasBackward() {
    return !code.backward().isEmpty();
  }

  boolean hasPreparation() {
    return !code.part().preparation().isEmpty();
  }

  boolean trainingOnly() {
    return steps().allMatch(Step::trainingOnly);
  }

  /** Returns the number of its first step in the plan; 0 if it has none. */
  int firstStep() {
    return steps().mapToInt(Step::index).findFirst().orElse(0);
  }

  private Stream<Step> steps() {
    return layers.stream().flatMap(layer -> layer.steps().stream());
  }

  /** Returns all that the class is made of: uses with the same text share one class. */
  String text() {
    return block()
        + code.part().constants()
        + code.part().fields()
        + code.part().constructor()
        + code.part().preparation()
        + code.forward()
        + code.backward()
        + code.methods();
  }
}
