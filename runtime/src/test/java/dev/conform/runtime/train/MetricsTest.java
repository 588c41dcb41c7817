package dev.conform.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.Parameter;
import dev.conform.runtime.Shape;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.data.Targets;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {

  /** A model of three inputs that gives them back as its scores. */
  private static TinyModel identity(int batchSize) {
    TinyModel model = TinyModel.builder(3, 3).batchSize(batchSize).build();
    for (Parameter parameter : model.parameters()) {
      parameter.set(
          parameter.name().endsWith("bias")
              ? new float[3]
              : new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    }
    return model;
  }

  private static ImageDataset scores(int[] labels, float... scores) {
    return ImageDataset.ofFloats(Shape.image(1, 1, 3), scores, Targets.ofLabels(labels, 3));
  }

  /** Predicted 2, 0, 0 (a tie), 1, 1; right are the first, second and fourth. */
  private static ImageDataset five() {
    return scores(
        new int[] {2, 0, 1, 1, 0}, new float[] {1, 2, 3, 5, 4, 4, 7, 7, 1, 0, 9, 8, 1, 3, 2});
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "5", "64"})
  void countsRightPredictionsWhateverTheBatch(int batchSize) {
    try (TinyModel model = identity(batchSize)) {
      assertEquals(0.6, Metrics.accuracy(model, five()));
      assertEquals(0.6, Metrics.topK(model, five(), 1));
      assertEquals(0.8, Metrics.topK(model, five(), 2)); // the tie; label 0 comes third
      assertEquals(1, Metrics.topK(model, five(), 3));
      ConfusionMatrix matrix = Metrics.confusionMatrix(model, five());
      assertEquals(new ConfusionMatrix(new long[][] {{1, 1, 0}, {1, 1, 0}, {0, 0, 1}}), matrix);
      double expected = 0;
      for (int i = 0; i < 5; i++) {
        float[] s = five().get(i);
        double sum = Math.exp(s[0]) + Math.exp(s[1]) + Math.exp(s[2]);
        expected += (Math.log(sum) - s[five().label(i)]) / 5;
      }
      assertEquals(expected, Metrics.loss(model, five(), Losses.crossEntropy()), 1e-12);
    }
  }

  @Test
  void nanCountsAsLargest() {
    float nan = Float.NaN;
    float inf = Float.POSITIVE_INFINITY;
    assertEquals(1, Metrics.argmax(new float[] {3, nan, inf, nan}));
    assertEquals(0, Metrics.argmax(new float[] {nan, nan}));
    assertEquals(2, Metrics.argmax(new float[] {-inf, 1, inf, inf}));
    assertEquals(0, Metrics.argmax(new float[] {-inf, -inf}));
    assertThrows(IllegalArgumentException.class, () -> Metrics.argmax(new float[0]));
    try (TinyModel model = TinyModel.builder(3, 3).build()) {
      // A NaN anywhere in the input makes every score NaN: class 0 for all.
      ImageDataset data = scores(new int[] {0, 2}, new float[] {nan, 0, 0, 0, nan, 0});
      assertEquals(0.5, Metrics.accuracy(model, data));
      assertEquals(0.5, Metrics.topK(model, data, 2));
      assertEquals(1, Metrics.topK(model, data, 3));
      assertEquals(1, Metrics.confusionMatrix(model, data).count(2, 0));
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 0.4, 1", "true, 0.4, 0", "true, 0.6, 1", "false, -0.1, 0", "false, NaN, 0"})
  void aSingleOutputPredictsYesOrNo(boolean probabilities, float score, int predicted) {
    try (TinyModel model = TinyModel.builder(1, 1, probabilities).build()) {
      model.parameters().forEach(p -> p.set(new float[p.size()]));
      model.layer("last").parameters().get(1).set(new float[] {score});
      ImageDataset data =
          ImageDataset.ofFloats(
              Shape.image(1, 1, 1), new float[1], Targets.ofLabels(new int[] {1}, 2));
      assertEquals(predicted, Metrics.accuracy(model, data));
      assertEquals(1, Metrics.topK(model, data, 2));
    }
  }

  @Test
  void dataThatDoNotFitAreRefused() {
    try (TinyModel model = identity(2)) {
      ImageDataset wide =
          ImageDataset.ofFloats(
              Shape.image(1, 1, 1), new float[1], Targets.ofLabels(new int[1], 3));
      assertEquals(
          "Tiny takes images of 1×1×3, but the evaluation data are 1×1×1",
          refused(() -> Metrics.accuracy(model, wide)));
      ImageDataset four =
          ImageDataset.ofFloats(
              Shape.image(1, 1, 3), new float[3], Targets.ofLabels(new int[1], 4));
      assertEquals(
          "this measure: Tiny gives 3 outputs, but the data has 4 classes: one output for each is needed",
          refused(() -> Metrics.accuracy(model, four)));
      ImageDataset vectors =
          ImageDataset.ofFloats(
              Shape.image(1, 1, 3), new float[3], Targets.ofVectors(new float[3], 3));
      assertEquals(
          "the data have 1 vectors of 3 as targets; this is a measure of class labels",
          refused(() -> Metrics.confusionMatrix(model, vectors)));
      assertEquals(
          "the evaluation data are empty", refused(() -> Metrics.accuracy(model, five().first(0))));
      assertEquals(
          "k 4: it must be from 1 to 3, the number of classes",
          refused(() -> Metrics.topK(model, five(), 4)));
    }
  }

  private static String refused(Runnable measuring) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, measuring::run).getMessage());
  }

  @Test
  void anInterruptEndsAMeasurementAndIsKept() {
    try (TinyModel model = identity(1)) {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> Metrics.accuracy(model, five()));
      assertTrue(Thread.interrupted());
    }
  }

  /** The counts and shares of scikit-learn's guide to its classification report. */
  @Test
  void sharesOfAMatrix() {
    // y_true = [0, 1, 2, 2, 0], y_pred = [0, 0, 2, 1, 0]
    ConfusionMatrix matrix = new ConfusionMatrix(new long[][] {{2, 0, 0}, {1, 0, 0}, {0, 1, 1}});
    assertEquals(0.6, matrix.accuracy());
    assertEquals(5, matrix.total());
    double[][] expected = {{0.67, 1, 0.8}, {0, 0, 0}, {1, 0.5, 0.67}};
    for (int label = 0; label < 3; label++) {
      assertEquals(expected[label][0], matrix.precision(label), 0.005);
      assertEquals(expected[label][1], matrix.recall(label), 0.005);
      assertEquals(expected[label][2], matrix.f1(label), 0.005);
    }
    assertEquals(
        """
        actual\\predicted     0     1     2  precision  recall      f1
                       0     2     0     0     0.6667  1.0000  0.8000
                       1     1     0     0     0.0000  0.0000  0.0000
                       2     0     1     1     1.0000  0.5000  0.6667
        accuracy 0.6000 (5 images)""",
        matrix.toString());
  }

  @Test
  void aMatrixIsImmutableAndSquare() {
    long[][] counts = {{1, 2}, {3, 4}};
    ConfusionMatrix matrix = new ConfusionMatrix(counts);
    counts[0][0] = 9;
    assertEquals(1, matrix.count(0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new ConfusionMatrix(new long[][] {{1, 2}, {3}}));
    assertThrows(
        IllegalArgumentException.class, () -> new ConfusionMatrix(new long[][] {{1, -2}, {3, 0}}));
    assertEquals(0, new ConfusionMatrix(new long[2][2]).accuracy());
  }
}
