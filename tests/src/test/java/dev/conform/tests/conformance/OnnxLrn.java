package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.reference.ReferenceLocalResponseNorm;
import java.util.List;
import java.util.Optional;

/** LRN(x). */
final class OnnxLrn implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    return Optional.empty();
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    Values x = test.input(0);
    double[] output = new double[x.size()];
    ReferenceLocalResponseNorm.forward(
        output,
        x.data(),
        x.shape()[1],
        x.sizeFrom(2),
        (int) test.attributes().number("size"),
        test.attributes().number("alpha", 1e-4),
        test.attributes().number("beta", 0.75),
        test.attributes().number("bias", 1),
        x.shape()[0]);
    return List.of(output);
  }
}
