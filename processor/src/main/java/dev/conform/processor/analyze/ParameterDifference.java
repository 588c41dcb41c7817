package dev.conform.processor.analyze;

import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Expectation;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.ShapedNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Recognises the usual reasons for a wrong count by their exact number. */
final class ParameterDifference {

  private ParameterDifference() {}

  /**
   * Returns a line for each reason whose number is exactly the difference.
   *
   * @param difference how many more there are than expected
   */
  static List<String> explain(Expectation expected, BigInteger difference, List<ShapedNode> nodes) {
    List<String> reasons = new ArrayList<>();
    if (expected.figure() != Expectation.Figure.PARAMETERS) {
      return reasons;
    }
    String number = Text.format("%,d", difference.abs());
    List<ParameterSpec> biases = biasesBeforeBatchNorm(nodes);
    if (isSum(difference, biases)) {
      reasons.add(
          number
              + " is the number of biases that a batch norm takes away again: add bias = false"
              + " there");
    }
    List<ParameterSpec> statistics =
        nodes.stream()
            .flatMap(node -> node.parameters().stream())
            .filter(Predicate.not(p -> p.role().trained()))
            .toList();
    if (isSum(difference.negate(), statistics)) {
      reasons.add(
          number + " is the number of running statistics, which are not trained and do not count");
    }
    return reasons;
  }

  private static boolean isSum(BigInteger number, List<ParameterSpec> parameters) {
    BigInteger sum =
        BigInteger.valueOf(parameters.stream().mapToLong(ParameterSpec::elements).sum());
    return !parameters.isEmpty() && sum.equals(number);
  }

  private static List<ParameterSpec> biasesBeforeBatchNorm(List<ShapedNode> nodes) {
    Set<Integer> normalised = new HashSet<>();
    nodes.stream()
        .filter(node -> node.operation() instanceof Operation.BatchNorm)
        .forEach(node -> normalised.addAll(node.inputs()));
    return nodes.stream()
        .filter(node -> normalised.contains(node.id()))
        .flatMap(node -> node.parameters().stream())
        .filter(parameter -> parameter.role() == Role.BIAS)
        .toList();
  }
}
