package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.reference.ReferenceDense;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Gemm(a, b, c) = alpha · a · b + beta · c, a dense layer where alpha and beta are 1. */
final class OnnxGemm implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    for (String factor : List.of("alpha", "beta")) {
      if (test.attributes().number(factor, 1) != 1) {
        return Optional.of("Gemm with %s: a dense layer has no such factor".formatted(factor));
      }
    }
    if (test.attributes().number("transA", 0) != 0) {
      return Optional.of("Gemm with transA: a dense layer reads images one after the other");
    }
    if (test.hasInput(2) && test.input(2).size() > units(test)) {
      return Optional.of("Gemm with a matrix for a bias: a dense layer has one bias a unit");
    }
    return Optional.empty();
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    int batch = test.input(0).shape()[0];
    int inputs = test.input(0).shape()[1];
    int units = units(test);
    double[] weight = new double[units * inputs];
    for (int unit = 0; unit < units; unit++) {
      for (int i = 0; i < inputs; i++) {
        weight[unit * inputs + i] =
            test.input(1).data()[isTransposed(test) ? unit * inputs + i : i * units + unit];
      }
    }
    double[] output = new double[batch * units];
    ReferenceDense.forward(
        output, test.input(0).data(), weight, bias(test, units), inputs, units, batch);
    return List.of(output);
  }

  /** One number stands for all units. */
  private static double[] bias(OnnxCase test, int units) {
    if (!test.hasInput(2)) {
      return new double[0];
    }
    double[] bias = test.input(2).data();
    if (bias.length == 1) {
      double[] repeated = new double[units];
      Arrays.fill(repeated, bias[0]);
      return repeated;
    }
    return bias;
  }

  private static int units(OnnxCase test) {
    return test.input(1).shape()[isTransposed(test) ? 0 : 1];
  }

  private static boolean isTransposed(OnnxCase test) {
    return test.attributes().number("transB", 0) != 0;
  }
}
