package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Add, Sum and Mul of values of one shape; these have no reference but the kernel. */
final class OnnxArithmetic implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    int[] shape = test.input(0).shape();
    boolean isAlike =
        test.inputs().stream().allMatch(x -> Arrays.equals(shape, x.orElseThrow().shape()));
    return isAlike && test.inputs().size() > 1
        ? Optional.empty()
        : Optional.of(
            test.operator() + " of one value or of several shapes: Conform's is of one shape");
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    int size = test.input(0).size();
    Kernels kernels = new Kernels(1, Tensor.NONE);
    try (Arena arena = Arena.ofConfined()) {
      Tensor result = tensor(arena, test.input(0));
      for (int i = 1; i < test.inputs().size(); i++) {
        Tensor other = tensor(arena, test.input(i));
        if (test.operator().equals("Mul")) {
          kernels.multiply(result, other, size);
        } else {
          kernels.addForward(result, result, other, Activation.IDENTITY, 0, size, 1);
        }
      }
      double[] output = new double[size];
      Arrays.setAll(output, result::get);
      return List.of(output);
    }
  }

  private static Tensor tensor(Arena arena, Values values) {
    Tensor tensor = new Tensor(arena.allocate((long) values.size() * Float.BYTES, 64));
    for (int i = 0; i < values.size(); i++) {
      tensor.set(i, (float) values.data()[i]);
    }
    return tensor;
  }
}
