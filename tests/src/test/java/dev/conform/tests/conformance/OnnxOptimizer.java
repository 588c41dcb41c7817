package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.reference.ReferenceOptimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Momentum and Adam: inputs are rate, step, then all parameters, all gradients, and all states of
 * each kind; outputs are the new parameters and states.
 */
final class OnnxOptimizer implements OnnxOperator {

  /** Where Adam's bias corrections have become 1, which is how ONNX has them in step 0. */
  private static final long LATE = 1_000_000;

  private final int states;

  private OnnxOptimizer(int states) {
    this.states = states;
  }

  static OnnxOptimizer momentum() {
    return new OnnxOptimizer(1);
  }

  static OnnxOptimizer adam() {
    return new OnnxOptimizer(2);
  }

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    boolean first = test.input(1).scalar() == 0;
    if (states == 1 && !first && test.attributes().number("beta") != 1) {
      return Optional.of("Momentum with beta: Conform does not dampen the gradient");
    }
    if (states == 2 && !first) {
      return Optional.of("Adam after step 0: ONNX adds epsilon before the bias correction");
    }
    if (test.attributes().number("norm_coefficient_post", 0) != 0) {
      return Optional.of("Adam with norm_coefficient_post");
    }
    return Optional.empty();
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    int count = (test.inputs().size() - 2) / (2 + states);
    List<double[]> outputs = new ArrayList<>();
    for (int group = 0; group < 1 + states; group++) {
      // parameters; gradients, which are not returned; states
      int place = 2 + (group == 0 ? 0 : group + 1) * count;
      for (int i = 0; i < count; i++) {
        outputs.add(test.input(place + i).data().clone());
      }
    }
    for (int i = 0; i < count; i++) {
      double[] gradient = test.input(2 + count + i).data();
      if (states == 1) {
        momentum(test, outputs.get(i), outputs.get(count + i), gradient);
      } else {
        adam(test, outputs.get(i), outputs.get(count + i), outputs.get(2 * count + i), gradient);
      }
    }
    return outputs;
  }

  private static void momentum(
      OnnxCase test, double[] parameter, double[] velocity, double[] gradient) {
    ReferenceOptimizer.sgd(
        parameter,
        velocity,
        gradient,
        test.input(0).scalar(),
        test.attributes().number("alpha"),
        test.attributes().number("norm_coefficient"),
        test.attributes().string("mode").equals("nesterov"));
  }

  private static void adam(
      OnnxCase test, double[] parameter, double[] mean, double[] variance, double[] gradient) {
    ReferenceOptimizer.adam(
        parameter,
        mean,
        variance,
        gradient,
        test.input(0).scalar(),
        test.attributes().number("alpha", 0.9),
        test.attributes().number("beta", 0.999),
        test.attributes().number("epsilon", 0),
        test.attributes().number("norm_coefficient", 0),
        LATE);
  }
}
