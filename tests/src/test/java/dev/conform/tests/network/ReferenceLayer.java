package dev.conform.tests.network;

import dev.conform.runtime.Mode;

/** One node of a graph, executed by the reference kernels. It remembers its last forward pass. */
interface ReferenceLayer {

  /** Returns the output; both in the order C×H×W, image after image. */
  double[] forward(double[] input, Mode mode, int batch);

  /**
   * Returns the gradient of the last training pass's input, and overwrites the gradients of the
   * layer's parameters.
   */
  double[] backward(double[] dOutput);
}
