package dev.conform.tests.network;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.ConvAlgorithm;
import dev.conform.processor.plan.Planner;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Does to what a node computes in double precision what single precision may do to it. The rounding
 * errors of a sum of n terms walk at random: they come to about √n units of the sum's usual size
 * (Higham and Mary 2019). Nothing is rounded, since values that are equal would stay equal, and
 * their differences exact; what is exactly 0 stays so, as behind a rectifier.
 */
final class Rounding implements ReferenceNetwork.Disturbance {

  /** Half of the distance from 1 to the next float. */
  private static final double UNIT = 0x1p-24;

  /**
   * Winograd's transforms add and subtract the same tile again and again (Lavin and Gray 2015,
   * section 5.3).
   */
  private static final double WINOGRAD = 5e-6;

  private final Set<Integer> transformed;
  private final int batch;
  private final SplittableRandom random;

  /**
   * Draws errors.
   *
   * @param batch how many images the longest sums go over
   */
  Rounding(ShapedGraph graph, int batch, long seed) {
    this.transformed =
        new Planner()
            .plan(graph).steps().stream()
                .filter(step -> step.algorithm().equals(Optional.of(ConvAlgorithm.WINOGRAD)))
                .map(step -> step.node().id())
                .collect(Collectors.toSet());
    this.batch = batch;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public double[] disturb(ShapedNode node, double[] values) {
    double size = relative(node) * rootMeanSquare(values);
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] =
          values[i] == 0
              ? 0
              : values[i] * (1 + UNIT * random.nextGaussian()) + size * random.nextGaussian();
    }
    return result;
  }

  /** Returns the root of the mean of squares. */
  static double rootMeanSquare(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return values.length == 0 ? 0 : Math.sqrt(sum / values.length);
  }

  private double relative(ShapedNode node) {
    double walk = UNIT * (1 + Math.sqrt((double) longestSum(node)));
    return transformed.contains(node.id()) ? Math.max(WINOGRAD, walk) : walk;
  }

  private long longestSum(ShapedNode node) {
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
