package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.reference.ReferenceBatchNorm;
import java.util.List;
import java.util.Optional;

/**
 * BatchNormalization(x, scale, bias, mean, variance).
 *
 * <p>Two conventions differ. ONNX's momentum is the share of the old statistic, ours that of the
 * new one. And ONNX lets the running variance follow the batch's <em>biased</em> variance, where
 * PyTorch and Conform take the unbiased one: the reference's result is converted before it is
 * compared.
 */
final class OnnxBatchNorm implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    return Optional.empty();
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    Values x = test.input(0);
    int batch = x.shape()[0];
    int channels = x.shape()[1];
    int pixels = x.sizeFrom(2);
    double epsilon = test.attributes().number("epsilon", 1e-5);
    double[] weight = test.input(1).data();
    double[] bias = test.input(2).data();
    double[] output = new double[x.size()];
    if (test.attributes().number("training_mode", 0) == 0) {
      ReferenceBatchNorm.forwardInference(
          output,
          x.data(),
          test.input(3).data(),
          test.input(4).data(),
          weight,
          bias,
          channels,
          pixels,
          epsilon,
          batch);
      return List.of(output);
    }
    double kept = test.attributes().number("momentum", 0.9);
    double[] mean = test.input(3).data().clone();
    double[] variance = test.input(4).data().clone();
    ReferenceBatchNorm.forwardTraining(
        output,
        new double[channels],
        new double[channels],
        mean,
        variance,
        x.data(),
        weight,
        bias,
        channels,
        pixels,
        1 - kept,
        epsilon,
        batch);
    double count = batch * pixels;
    for (int channel = 0; channel < channels; channel++) {
      double old = kept * test.input(4).data()[channel];
      variance[channel] = old + (variance[channel] - old) * (count - 1) / count;
    }
    return List.of(output, mean, variance);
  }
}
