package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import java.util.List;
import java.util.Optional;

/** The element-wise functions. */
final class OnnxActivation implements OnnxOperator {

  private final Activation activation;

  OnnxActivation(Activation activation) {
    this.activation = activation;
  }

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    return activation == Activation.SILU && test.attributes().number("alpha", 1) != 1
        ? Optional.of("Swish with alpha: Conform's is x · sigmoid(x)")
        : Optional.empty();
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    boolean approximate = test.attributes().string("approximate", "none").equals("tanh");
    double[] output = new double[test.input(0).size()];
    ReferenceActivation.forward(
        output,
        test.input(0).data(),
        approximate ? Activation.GELU_TANH : activation,
        test.attributes().number("alpha", 0.01)); // only LeakyRelu looks at it
    return List.of(output);
  }
}
