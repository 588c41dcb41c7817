package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.reference.ReferenceGroupNorm;
import java.util.List;
import java.util.Optional;

/**
 * GroupNormalization(x, scale, bias), and InstanceNormalization(x, scale, bias), where each channel
 * is a group.
 */
final class OnnxGroupNorm implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    return Optional.empty();
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    Values x = test.input(0);
    int channels = x.shape()[1];
    double[] output = new double[x.size()];
    ReferenceGroupNorm.forward(
        output,
        x.data(),
        test.input(1).data(),
        test.input(2).data(),
        channels,
        x.sizeFrom(2),
        (int) test.attributes().number("num_groups", channels),
        test.attributes().number("epsilon", 1e-5),
        x.shape()[0]);
    return List.of(output);
  }
}
