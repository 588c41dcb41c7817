package dev.conform.runtime.train;

import dev.conform.runtime.Model;
import dev.conform.runtime.Shape;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.kernel.Tensor;

/**
 * Which classes a model's output stands for. NaN counts as larger than every number, as in PyTorch
 * and NumPy, and of equal scores the first wins: there is always a class, and it is always in
 * range.
 */
final class Predictions {

  private final Tensor output;
  private final Shape shape;
  private final float threshold;

  Predictions(Model model) {
    this.output = model.outputTensor();
    this.shape = model.outputShape();
    this.threshold = model.endsInProbabilities() ? 0.5f : 0;
  }

  /** The class of an image of the last batch; a single output stands for class 0 or 1. */
  int predicted(int image) {
    int units = shape.size();
    if (units == 1) {
      return score(image, 0) > threshold ? 1 : 0;
    }
    int best = 0;
    for (int unit = 1; unit < units; unit++) {
      if (isLarger(score(image, unit), score(image, best))) {
        best = unit;
      }
    }
    return best;
  }

  /** How many classes come before one: 0 for the predicted class. */
  int rank(int image, int label) {
    float own = score(image, label);
    int rank = 0;
    for (int unit = 0; unit < shape.size(); unit++) {
      float other = score(image, unit);
      if (isLarger(other, own) || (unit < label && !isLarger(own, other))) {
        rank++;
      }
    }
    return rank;
  }

  /** Counts the images of the last batch whose predicted class is right. */
  int correct(Targets targets, int batch) {
    int correct = 0;
    for (int image = 0; image < batch; image++) {
      if (predicted(image) == targets.label(image)) {
        correct++;
      }
    }
    return correct;
  }

  private float score(int image, int unit) {
    return output.get((long) image * shape.size() + Outputs.position(shape, unit));
  }

  /** Like {@code a > b}, with NaN above all. */
  static boolean isLarger(float a, float b) {
    return a > b || (Float.isNaN(a) && !Float.isNaN(b));
  }
}
