package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.reference.ReferenceSoftmax;
import java.util.List;
import java.util.Optional;

/** Softmax(x), which Conform has over channels: axis 1. */
final class OnnxSoftmax implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    int rank = test.input(0).shape().length;
    int axis = Math.floorMod((int) test.attributes().number("axis", -1), rank);
    return axis == 1
        ? Optional.empty()
        : Optional.of(
            "Softmax over axis %d of %d: Conform's is over channels".formatted(axis, rank));
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    Values x = test.input(0);
    double[] output = new double[x.size()];
    ReferenceSoftmax.forward(output, x.data(), x.shape()[1], x.sizeFrom(2), x.shape()[0]);
    return List.of(output);
  }
}
