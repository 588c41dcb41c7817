package dev.conform.tests.network;

import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The parameters, running statistics and gradients of a network, by name, in PyTorch's order. */
final class ReferenceParameters {

  private static final double[] NONE = {};

  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final Map<String, double[]> gradients = new LinkedHashMap<>();

  /** Everything is 0, but running variances and the weights of batch norms are 1. */
  ReferenceParameters(ShapedGraph graph) {
    for (ShapedNode node : graph.nodes()) {
      for (ParameterSpec spec : node.parameters()) {
        double[] initial = new double[Math.toIntExact(spec.elements())];
        boolean isScale = spec.role() == Role.WEIGHT && spec.dimensions().size() == 1;
        if (isScale || spec.role() == Role.RUNNING_VAR) {
          Arrays.fill(initial, 1);
        }
        values.put(spec.name(), initial);
        if (spec.role().trained() && !node.frozen()) {
          gradients.put(spec.name(), new double[initial.length]);
        }
      }
    }
  }

  /** All names, in the order of the declaration. */
  List<String> names() {
    return List.copyOf(values.keySet());
  }

  /** The names of those that have a gradient. */
  List<String> trained() {
    return List.copyOf(gradients.keySet());
  }

  /** The values themselves, not a copy. */
  double[] value(String name) {
    return known(values, name);
  }

  /** The gradient itself, not a copy. */
  double[] gradient(String name) {
    return known(gradients, name);
  }

  /** Copies values in. */
  void set(String name, double[] from) {
    double[] to = value(name);
    if (from.length != to.length) {
      throw new IllegalArgumentException(
          "%s has %d values, not %d".formatted(name, to.length, from.length));
    }
    System.arraycopy(from, 0, to, 0, to.length);
  }

  /** The values a node has in this role, or none. */
  double[] valueOf(ShapedNode node, Role role) {
    return of(values, node, role);
  }

  /** The gradient of a node's parameter in this role, or none. */
  double[] gradientOf(ShapedNode node, Role role) {
    return node.frozen() ? NONE : of(gradients, node, role);
  }

  /** Replaces the gradients of a node's parameters. */
  void replaceGradients(ShapedNode node, UnaryOperator<double[]> by) {
    for (ParameterSpec spec : node.parameters()) {
      double[] gradient = gradients.get(spec.name());
      if (gradient != null) {
        System.arraycopy(by.apply(gradient), 0, gradient, 0, gradient.length);
      }
    }
  }

  private static double[] of(Map<String, double[]> map, ShapedNode node, Role role) {
    return node.parameters().stream()
        .filter(spec -> spec.role() == role)
        .findFirst()
        .map(spec -> known(map, spec.name()))
        .orElse(NONE);
  }

  private static double[] known(Map<String, double[]> map, String name) {
    double[] array = map.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no " + name + "; there are " + map.keySet());
    }
    return array;
  }
}
