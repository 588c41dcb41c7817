package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.reference.ReferenceLoss;
import dev.conform.runtime.kernel.reference.ReferenceSoftmax;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** SoftmaxCrossEntropyLoss(scores, labels, weights). */
final class OnnxCrossEntropy implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    if (test.hasInput(2)) {
      return Optional.of("SoftmaxCrossEntropyLoss with weights: Conform's classes weigh the same");
    }
    if (test.attributes().has("ignore_index")) {
      return Optional.of("SoftmaxCrossEntropyLoss with ignore_index: Conform ignores no label");
    }
    int rank = test.input(0).shape().length;
    return rank == 2
        ? Optional.empty()
        : Optional.of(
            "SoftmaxCrossEntropyLoss of rank %d: a label is for an image".formatted(rank));
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    int batch = test.input(0).shape()[0];
    int classes = test.input(0).shape()[1];
    double[] losses = new double[batch];
    ReferenceLoss.crossEntropyForward(
        losses, test.input(0).data(), test.input(1).integers(), classes, batch);
    double[] loss = reduce(losses, test.attributes().string("reduction", "mean"));
    if (test.outputs().size() == 1) {
      return List.of(loss);
    }
    double[] logProbabilities = new double[batch * classes];
    ReferenceSoftmax.logForward(logProbabilities, test.input(0).data(), classes, 1, batch);
    return List.of(loss, logProbabilities);
  }

  private static double[] reduce(double[] losses, String reduction) {
    double sum = Arrays.stream(losses).sum();
    return switch (reduction) {
      case "none" -> losses;
      case "sum" -> new double[] {sum};
      case "mean" -> new double[] {sum / losses.length};
      default -> throw new IllegalArgumentException("reduction " + reduction);
    };
  }
}
