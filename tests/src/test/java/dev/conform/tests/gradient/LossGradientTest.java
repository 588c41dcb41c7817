package dev.conform.tests.gradient;

import dev.conform.runtime.kernel.reference.ReferenceLoss;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loss functions: the gradient is that of the mean over the batch. */
class LossGradientTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "3, 2", "5, 10"})
  void crossEntropy(int batch, int classes) {
    Draw draw = new Draw(classes);
    double[] logits = draw.values(batch * classes);
    int[] labels = draw.integers(batch, classes);
    double[] gradient = new double[logits.length];
    ReferenceLoss.crossEntropyBackward(gradient, logits, labels, classes, batch);
    double[] losses = new double[batch];
    GradientCheck.smooth(
        "logits",
        logits,
        gradient,
        () -> {
          ReferenceLoss.crossEntropyForward(losses, logits, labels, classes, batch);
          return Arrays.stream(losses).average().orElseThrow();
        });
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "2, 5"})
  void squaredError(int batch, int size) {
    Draw draw = new Draw(size);
    double[] output = draw.values(batch * size);
    double[] target = draw.values(batch * size);
    double[] gradient = new double[output.length];
    ReferenceLoss.squaredErrorBackward(gradient, output, target, size, batch);
    double[] losses = new double[batch];
    GradientCheck.smooth(
        "output",
        output,
        gradient,
        () -> {
          ReferenceLoss.squaredErrorForward(losses, output, target, size, batch);
          return Arrays.stream(losses).average().orElseThrow();
        });
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "2, 5"})
  void binaryCrossEntropy(int batch, int size) {
    Draw draw = new Draw(size);
    double[] logits = draw.apart(batch * size); // 0 among them: the formula's |x| leaves no kink
    double[] target = new double[logits.length];
    Arrays.setAll(target, i -> i % 3 / 2.0);
    double[] gradient = new double[logits.length];
    ReferenceLoss.binaryCrossEntropyBackward(gradient, logits, target, size, batch);
    double[] losses = new double[batch];
    GradientCheck.smooth(
        "logits",
        logits,
        gradient,
        () -> {
          ReferenceLoss.binaryCrossEntropyForward(losses, logits, target, size, batch);
          return Arrays.stream(losses).average().orElseThrow();
        });
  }
}
