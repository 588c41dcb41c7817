package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.reference.ReferenceDropout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Dropout(x, ratio, training) in inference: everything is kept, and the mask says so. */
final class OnnxDropout implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    return test.hasInput(2) && test.input(2).scalar() != 0
        ? Optional.of("Dropout in training: its mask is that of another random generator")
        : Optional.empty();
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    double[] x = test.input(0).data();
    boolean[] kept = new boolean[x.length];
    Arrays.fill(kept, true);
    double[] output = new double[x.length];
    ReferenceDropout.apply(output, x, kept, 0);
    if (test.outputs().size() == 1) {
      return List.of(output);
    }
    double[] mask = new double[x.length];
    Arrays.fill(mask, 1);
    return List.of(output, mask);
  }
}
