package dev.conform.runtime.train;

import dev.conform.runtime.Shape;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.kernel.Tensor;

/** Sigmoid and binary cross-entropy in one, from scores. */
record BinaryCrossEntropy() implements Loss {

  @Override
  public double compute(Tensor gradient, Tensor output, Targets targets, Shape shape, int batch) {
    int units = shape.size();
    double count = (double) batch * units;
    double total = 0;
    for (int image = 0; image < batch; image++) {
      Outputs.checkFits(targets, image, units);
      for (int unit = 0; unit < units; unit++) {
        long i = (long) image * units + Outputs.position(shape, unit);
        double x = output.get(i);
        double target = targets.value(image, unit, units);
        // −t·log σ(x) − (1 − t)·log σ(−x) = max(x, 0) − x·t + log(1 + e^−|x|): nothing overflows.
        double e = Math.exp(-Math.abs(x));
        total += Math.max(x, 0) - (target == 0 ? 0 : x * target) + Math.log1p(e);
        if (gradient.isPresent()) {
          double sigmoid = x >= 0 ? 1 / (1 + e) : e / (1 + e);
          gradient.set(i, (float) ((sigmoid - target) / count));
        }
      }
    }
    return total / count;
  }

  @Override
  public void check(String network, Shape output, boolean probabilities, Targets targets) {
    if (probabilities) {
      throw new IllegalArgumentException(
          """
          binaryCrossEntropy takes scores, but %s ends in softmax or sigmoid: the loss would apply a sigmoid twice.
          Remove it from the last layer"""
              .formatted(network));
    }
    Outputs.checkElementwise("binaryCrossEntropy", network, output, targets);
  }
}
