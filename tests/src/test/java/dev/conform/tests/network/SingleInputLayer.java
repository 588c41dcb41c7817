package dev.conform.tests.network;

import dev.conform.runtime.Mode;
import java.util.List;

/** A node that reads one other. */
interface SingleInputLayer extends ReferenceLayer {

  /** Returns the output. */
  double[] forward(double[] input, Mode mode, int batch);

  /** Returns the gradient of the input, and overwrites the gradients of the parameters. */
  double[] backward(double[] dOutput);

  @Override
  default double[] forward(List<double[]> inputs, Mode mode, int batch) {
    return forward(inputs.get(0), mode, batch);
  }

  @Override
  default List<double[]> gradients(double[] dOutput) {
    return List.of(backward(dOutput));
  }
}
