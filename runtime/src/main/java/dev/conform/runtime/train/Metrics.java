package dev.conform.runtime.train;

import dev.conform.runtime.Model;
import dev.conform.runtime.data.Dataset;
import dev.conform.runtime.data.Targets;

/**
 * Measures a model on a dataset, in inference mode. Where a class is predicted, it is that of the
 * largest score, the first of equal ones; NaN counts as larger than every number. A network of a
 * single output predicts class 1 where its score is above 0 or, if it ends in a sigmoid, above 0.5.
 *
 * <p>Every method throws {@link IllegalArgumentException} if the data do not fit the model, {@link
 * IllegalStateException} if the model is closed or in use by another thread, and {@link
 * java.util.concurrent.CancellationException} if the thread is interrupted, whose interrupt flag
 * stays set.
 */
public final class Metrics {

  private Metrics() {}

  /**
   * Measures the share of images whose predicted class is right.
   *
   * @param model to measure
   * @param data with class labels
   * @return from 0 to 1
   */
  public static double accuracy(Model model, Dataset data) {
    checkLabels(model, data);
    Predictions predictions = new Predictions(model);
    long[] correct = new long[1];
    Evaluation.runWhole(model, data, b -> correct[0] += predictions.correct(b.targets(), b.size()));
    return (double) correct[0] / data.size();
  }

  /**
   * Measures the share of images whose class is among those of the k largest scores.
   *
   * @param model to measure
   * @param data with class labels
   * @param k from 1 to the number of classes
   * @return from 0 to 1
   */
  public static double topK(Model model, Dataset data, int k) {
    checkLabels(model, data);
    if (k < 1 || k > data.targets().classes()) {
      throw new IllegalArgumentException(
          "k %d: it must be from 1 to %d, the number of classes"
              .formatted(k, data.targets().classes()));
    }
    if (model.outputShape().size() == 1) {
      return k == 1 ? accuracy(model, data) : 1;
    }
    Predictions predictions = new Predictions(model);
    long[] within = new long[1];
    Evaluation.runWhole(
        model,
        data,
        batch -> {
          for (int image = 0; image < batch.size(); image++) {
            if (predictions.rank(image, batch.targets().label(image)) < k) {
              within[0]++;
            }
          }
        });
    return (double) within[0] / data.size();
  }

  /**
   * Measures the mean loss of the images.
   *
   * @param model to measure
   * @param data with the targets that the loss takes
   * @param loss to compute
   * @return the loss
   */
  public static double loss(Model model, Dataset data, Loss loss) {
    Evaluation.checkImages(model, data, "evaluation");
    loss.check(model.name(), model.outputShape(), model.endsInProbabilities(), data.targets());
    MeanLoss mean = new MeanLoss(model, loss);
    Evaluation.runWhole(model, data, mean::add);
    return mean.value();
  }

  /**
   * Counts which classes are taken for which.
   *
   * @param model to measure
   * @param data with class labels
   * @return the counts
   */
  public static ConfusionMatrix confusionMatrix(Model model, Dataset data) {
    checkLabels(model, data);
    Predictions predictions = new Predictions(model);
    int classes = data.targets().classes();
    long[][] counts = new long[classes][classes];
    Evaluation.runWhole(
        model,
        data,
        batch -> {
          for (int image = 0; image < batch.size(); image++) {
            counts[batch.targets().label(image)][predictions.predicted(image)]++;
          }
        });
    return new ConfusionMatrix(counts);
  }

  /**
   * Returns the index of the largest value: the first of equal ones; NaN counts as larger than
   * every number.
   *
   * @param values one or more
   * @return from 0 to {@code values.length - 1}
   * @throws IllegalArgumentException if there are none
   */
  public static int argmax(float[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("of no values none is the largest");
    }
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (Predictions.isLarger(values[i], values[best])) {
        best = i;
      }
    }
    return best;
  }

  private static void checkLabels(Model model, Dataset data) {
    Evaluation.checkImages(model, data, "evaluation");
    Targets targets = data.targets();
    if (!targets.areLabels()) {
      throw new IllegalArgumentException(
          "the data have " + targets + " as targets; this is a measure of class labels");
    }
    Outputs.checkElementwise("this measure", model.name(), model.outputShape(), targets);
  }
}
