package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.reference.ReferenceConcat;
import java.util.List;
import java.util.Optional;

/** Concat(inputs…), which Conform has over channels: axis 1. */
final class OnnxConcat implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    int rank = test.input(0).shape().length;
    int axis = Math.floorMod((int) test.attributes().number("axis"), rank);
    return axis == 1
        ? Optional.empty()
        : Optional.of("Concat along axis %d: Conform's is over channels".formatted(axis));
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    int batch = test.input(0).shape()[0];
    int pixels = test.input(0).sizeFrom(2);
    int channels = test.inputs().stream().mapToInt(x -> x.orElseThrow().shape()[1]).sum();
    double[] output = new double[batch * channels * pixels];
    int offset = 0;
    for (int i = 0; i < test.inputs().size(); i++) {
      Values x = test.input(i);
      ReferenceConcat.forward(output, x.data(), offset, x.shape()[1], channels, pixels, batch);
      offset += x.shape()[1];
    }
    return List.of(output);
  }
}
