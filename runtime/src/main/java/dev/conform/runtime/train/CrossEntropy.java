package dev.conform.runtime.train;

import dev.conform.runtime.Shape;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.kernel.Tensor;

/**
 * Softmax and cross-entropy in one, from scores.
 *
 * @param smoothing the share of each target that is spread over all classes
 */
record CrossEntropy(double smoothing) implements Loss {

  @Override
  public double compute(Tensor gradient, Tensor output, Targets targets, Shape shape, int batch) {
    int classes = shape.size();
    double total = 0;
    for (int image = 0; image < batch; image++) {
      Outputs.checkFits(targets, image, classes);
      long start = (long) image * classes;
      // Less the largest score, no exponential overflows; NaN passes through Math.max. A double, so
      // that the differences are exact.
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < classes; i++) {
        max = Math.max(max, output.get(start + i));
      }
      double sum = 0;
      for (int i = 0; i < classes; i++) {
        sum += Math.exp(output.get(start + i) - max);
      }
      double logSum = Math.log(sum) + max;
      double targetSum = 0;
      for (int unit = 0; unit < classes; unit++) {
        double target = target(targets, image, unit, classes);
        if (target != 0) { // 0 · ∞ would be NaN
          total += target * (logSum - output.get(start + Outputs.position(shape, unit)));
          targetSum += target;
        }
      }
      if (Double.isNaN(sum)) {
        total = Double.NaN;
      }
      if (gradient.isPresent()) {
        for (int unit = 0; unit < classes; unit++) {
          long i = start + Outputs.position(shape, unit);
          double probability = Math.exp(output.get(i) - max) / sum;
          double target = target(targets, image, unit, classes);
          gradient.set(i, (float) ((probability * targetSum - target) / batch));
        }
      }
    }
    return total / batch;
  }

  private double target(Targets targets, int image, int unit, int classes) {
    return (1 - smoothing) * targets.value(image, unit, classes) + smoothing / classes;
  }

  @Override
  public void check(String network, Shape output, boolean probabilities, Targets targets) {
    if (probabilities) {
      throw new IllegalArgumentException(
          """
          crossEntropy takes scores, but %s ends in softmax or sigmoid: the loss would apply softmax twice.
          Remove it from the last layer; predict() applies softmax by itself"""
              .formatted(network));
    }
    int classes = targets.areLabels() ? targets.classes() : targets.width();
    boolean isRow = output.flat() || output.height() * output.width() == 1;
    if (!isRow || output.size() != classes) {
      throw new IllegalArgumentException(
          "crossEntropy: %s gives %s, but the data has %d classes: end it in @Dense(units = %d)"
              .formatted(
                  network,
                  isRow ? output.size() + " scores" : "images of " + output,
                  classes,
                  classes));
    }
  }
}
