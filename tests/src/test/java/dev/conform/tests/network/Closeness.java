package dev.conform.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;

/**
 * How far single precision may be from double. A sum of n products has a rounding error of at most
 * n · 2⁻²⁴ times its terms, and the errors of layers that follow each other add up: n here is the
 * sum of their sums' lengths. How large the terms are that may have cancelled shows where the
 * reference itself is disturbed between its layers: a bias before a batch norm, for instance, has a
 * gradient of 0 that is a sum of many numbers that are not.
 */
final class Closeness {

  private static final double EPSILON = 0x1p-24;

  private final long length;
  private double worst;

  Closeness(ShapedGraph graph, int batch) {
    long sum = 32; // exp and tanh are exact to a few units only
    for (ShapedNode node : graph.nodes()) {
      sum += longestSum(node, batch);
    }
    this.length = sum;
  }

  /**
   * Compares single values with double ones.
   *
   * @param exact the reference
   * @param disturbed the reference that is disturbed between its layers
   * @param actual under test
   */
  void check(String name, double[] exact, double[] disturbed, float[] actual) {
    assertEquals(exact.length, actual.length, name);
    double largest = 0;
    double noise = 0;
    for (int i = 0; i < exact.length; i++) {
      largest = Math.max(largest, Math.abs(exact[i]));
      noise = Math.max(noise, Math.abs(disturbed[i] - exact[i]));
    }
    double tolerance = length * Math.max(EPSILON * largest, noise) + Float.MIN_NORMAL;
    for (int i = 0; i < exact.length; i++) {
      double error = Math.abs(actual[i] - exact[i]);
      worst = Math.max(worst, error / tolerance);
      // Written so that NaN fails.
      assertTrue(
          error <= tolerance,
          "%s[%d] is %s, reference %s: off by %.1e, tolerance %.1e, largest value %.1e"
              .formatted(name, i, actual[i], exact[i], error, tolerance, largest));
    }
  }

  /** The largest error so far, as a part of the tolerance. */
  double worst() {
    return worst;
  }

  private static long longestSum(ShapedNode node, int batch) {
    long positions = batch * node.output().pixels();
    long perOutput = node.macs() / node.output().elements();
    Operation operation = node.operation();
    if (operation instanceof Operation.GroupNorm
        || operation instanceof Operation.LayerNorm
        || operation instanceof Operation.Gate
        || operation instanceof Operation.GlobalPool) {
      // Means over an image, or over a part of it; gradients of parameters over the batch.
      return Math.max(positions, node.input().elements());
    }
    boolean sumsPositions = !node.parameters().isEmpty();
    return Math.max(Math.max(1, perOutput), sumsPositions ? positions : 1);
  }
}
