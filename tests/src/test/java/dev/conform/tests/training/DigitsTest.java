package dev.conform.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.examples.DigitsNet;
import dev.conform.examples.DigitsNetModel;
import dev.conform.runtime.Shape;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.data.Normalization;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.train.Adam;
import dev.conform.runtime.train.ConfusionMatrix;
import dev.conform.runtime.train.EarlyStopping;
import dev.conform.runtime.train.History;
import dev.conform.runtime.train.Losses;
import dev.conform.runtime.train.Metrics;
import dev.conform.runtime.train.Schedules;
import dev.conform.runtime.train.Sgd;
import dev.conform.runtime.train.Trainer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Learns the 1,797 handwritten digits that come with the examples. */
@Timeout(120)
class DigitsTest {

  private static ImageDataset.Split digits() throws IOException {
    String file = "demo/digits.csv.gz";
    List<String> lines;
    try (InputStream packed =
            Objects.requireNonNull(DigitsNet.class.getResourceAsStream(file), file);
        BufferedReader text =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.US_ASCII))) {
      lines = text.lines().toList();
    }
    float[] pixels = new float[64 * lines.size()];
    int[] labels = new int[lines.size()];
    for (int image = 0; image < labels.length; image++) {
      String[] numbers = lines.get(image).split(",", -1);
      for (int pixel = 0; pixel < 64; pixel++) {
        pixels[64 * image + pixel] = Float.parseFloat(numbers[pixel]) / 16;
      }
      labels[image] = (int) Float.parseFloat(numbers[64]);
    }
    return ImageDataset.ofFloats(Shape.image(1, 8, 8), pixels, Targets.ofLabels(labels, 10))
        .split(0.8, 7);
  }

  @Test
  void adamLearnsToReadDigits() throws IOException {
    ImageDataset.Split digits = digits();
    assertEquals(1_797, digits.first().size() + digits.second().size());
    Normalization normalization = Normalization.measure(digits.first());
    ImageDataset train = digits.first().normalize(normalization);
    ImageDataset test = digits.second().normalize(normalization);
    try (DigitsNetModel net = DigitsNetModel.builder().batchSize(32).seed(1).build()) {
      double before = Metrics.accuracy(net, test);
      assertTrue(before < 0.3, "an untrained network guesses: " + before);
      History history =
          Trainer.of(net)
              .loss(Losses.crossEntropy())
              .optimizer(Adam.of(1e-3))
              .epochs(12)
              .fit(train, test);
      double accuracy = Metrics.accuracy(net, test);
      assertTrue(accuracy >= 0.95, "test accuracy " + accuracy);
      assertEquals(accuracy, history.last().validationAccuracy());
      assertTrue(Metrics.topK(net, test, 3) >= accuracy);
      ConfusionMatrix matrix = Metrics.confusionMatrix(net, test);
      assertEquals(accuracy, matrix.accuracy());
      assertEquals(test.size(), matrix.total());
    }
  }

  @Test
  void sgdWithAScheduleAndEarlyStoppingLearnsToo() throws IOException {
    ImageDataset.Split digits = digits();
    ImageDataset.Split known = digits.first().split(0.9, 1);
    try (DigitsNetModel net = DigitsNetModel.builder().batchSize(32).seed(2).build()) {
      History history =
          Trainer.of(net)
              .loss(Losses.crossEntropy(0.1))
              .optimizer(Sgd.of(0.05).momentum(0.9).nesterov().weightDecay(1e-4))
              .schedule(Schedules.warmUp(2, Schedules.cosine(18)))
              .earlyStopping(EarlyStopping.patience(6))
              .epochs(20)
              .fit(known.first(), known.second());
      double accuracy = Metrics.accuracy(net, digits.second());
      assertTrue(accuracy >= 0.95, "test accuracy " + accuracy);
      double best =
          history.epochs().stream().mapToDouble(e -> e.validationLoss()).min().orElseThrow();
      assertEquals(best, Metrics.loss(net, known.second(), Losses.crossEntropy(0.1)), 1e-6 * best);
    }
  }
}
