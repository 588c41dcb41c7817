package dev.conform.examples.demo;

import dev.conform.runtime.Model;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.train.ConfusionMatrix;
import dev.conform.runtime.train.Metrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a trained network says of each test image. */
final class Answers {

  /**
   * One image and what the network took it for.
   *
   * @param index of the image
   * @param actual its class
   * @param predicted the class with the highest probability
   * @param confidence that probability
   * @param likelihood the probability of the actual class
   */
  record Answer(int index, int actual, int predicted, float confidence, float likelihood) {

    boolean isWrong() {
      return actual != predicted;
    }
  }

  private final List<Answer> all;
  private final int classes;

  private Answers(List<Answer> all, int classes) {
    this.all = List.copyOf(all);
    this.classes = classes;
  }

  /** Asks the network. */
  static Answers of(Model model, ImageDataset test) {
    List<Answer> all = new ArrayList<>();
    for (int start = 0; start < test.size(); start += model.batchSize()) {
      float[][] images = new float[Math.min(model.batchSize(), test.size() - start)][];
      for (int i = 0; i < images.length; i++) {
        images[i] = test.get(start + i);
      }
      float[][] probabilities = model.predict(images);
      for (int i = 0; i < images.length; i++) {
        int actual = test.label(start + i);
        int predicted = Metrics.argmax(probabilities[i]);
        all.add(
            new Answer(
                start + i,
                actual,
                predicted,
                probabilities[i][predicted],
                probabilities[i][actual]));
      }
    }
    return new Answers(all, test.targets().classes());
  }

  /** Counts the images of each class by what they were taken for. */
  ConfusionMatrix confusion() {
    long[][] counts = new long[classes][classes];
    for (Answer answer : all) {
      counts[answer.actual()][answer.predicted()]++;
    }
    return new ConfusionMatrix(counts);
  }

  /** Returns the wrong answers, the most surprised first. */
  List<Answer> mistakes() {
    return all.stream()
        .filter(Answer::isWrong)
        .sorted(Comparator.comparingDouble(Answer::likelihood).thenComparing(Answer::index))
        .toList();
  }
}
