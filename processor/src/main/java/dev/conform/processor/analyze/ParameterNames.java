package dev.conform.processor.analyze;

import dev.conform.processor.ir.NetworkGraph.Node;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ParameterSpec.Role;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names parameters: the first operation of a layer that has any owns the layer's name, each further
 * one adds its own, numbered from its second time on.
 */
final class ParameterNames {

  private final Map<String, Integer> uses = new HashMap<>();
  private final Set<String> owned = new HashSet<>();
  private final Keys keys;

  ParameterNames(Keys keys) {
    this.keys = keys;
  }

  List<ParameterSpec> name(Node node, Effect effect) {
    if (effect.parameters().isEmpty()) {
      return List.of();
    }
    String layer = node.path();
    String prefix = owned.add(layer) ? layer : layer + "." + word(effect.operation());
    int use = uses.merge(prefix, 1, Integer::sum);
    String owner = use == 1 ? prefix : prefix + use;
    String key = keys.of(owner, node.written().position());
    return effect.parameters().stream()
        .map(
            weight ->
                new ParameterSpec(
                    owner + "." + suffix(weight.role()),
                    key + "." + suffix(weight.role()),
                    weight.role(),
                    weight.dimensions(),
                    weight.count()))
        .toList();
  }

  private static String word(Operation operation) {
    return operation instanceof Operation.BatchNorm
        ? "bn"
        : operation.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String suffix(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
