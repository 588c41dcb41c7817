package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.reference.ReferenceLayerNorm;
import java.util.List;
import java.util.Optional;

/**
 * LayerNormalization(x, scale, bias) with its mean and inverse deviation. All that is normalised
 * over together is, for Conform, the channels of images of one pixel.
 */
final class OnnxLayerNorm implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    return Optional.empty();
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    Values x = test.input(0);
    int rank = x.shape().length;
    int channels = x.sizeFrom(Math.floorMod((int) test.attributes().number("axis", -1), rank));
    int batch = x.size() / channels;
    double epsilon = test.attributes().number("epsilon", 1e-5);
    double[] output = new double[x.size()];
    ReferenceLayerNorm.forward(
        output, x.data(), test.input(1).data(), test.input(2).data(), channels, 1, epsilon, batch);
    double[] normalised = new double[x.size()];
    double[] none = {};
    ReferenceLayerNorm.forward(normalised, x.data(), none, none, channels, 1, epsilon, batch);
    double[] mean = new double[batch];
    double[] invStd = new double[batch];
    for (int image = 0; image < batch; image++) {
      // Two values and what became of them tell the line that they lie on.
      int first = image * channels;
      int lowest = first;
      int highest = first;
      for (int i = first; i < first + channels; i++) {
        lowest = x.data()[i] < x.data()[lowest] ? i : lowest;
        highest = x.data()[i] > x.data()[highest] ? i : highest;
      }
      invStd[image] =
          (normalised[highest] - normalised[lowest]) / (x.data()[highest] - x.data()[lowest]);
      mean[image] = x.data()[lowest] - normalised[lowest] / invStd[image];
    }
    return List.of(output, mean, invStd);
  }
}
