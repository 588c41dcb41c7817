package dev.conform.tests.network;

import dev.conform.runtime.Mode;
import java.util.List;

/** One node of a graph, executed by the reference kernels. It remembers its last forward pass. */
interface ReferenceLayer {

  /** Returns the output; all in the order C×H×W, image after image. */
  double[] forward(List<double[]> inputs, Mode mode, int batch);

  /**
   * Returns the gradient of each input of the last training pass, and overwrites the gradients of
   * the layer's parameters.
   */
  List<double[]> gradients(double[] dOutput);
}
