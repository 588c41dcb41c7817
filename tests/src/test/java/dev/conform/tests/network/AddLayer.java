package dev.conform.tests.network;

import dev.conform.runtime.Mode;
import java.util.Collections;
import java.util.List;

/** A sum, whose gradient is that of each of its terms. */
final class AddLayer implements ReferenceLayer {

  private int terms;

  @Override
  public double[] forward(List<double[]> inputs, Mode mode, int batch) {
    terms = inputs.size();
    double[] output = new double[inputs.get(0).length];
    for (double[] input : inputs) {
      for (int i = 0; i < output.length; i++) {
        output[i] += input[i];
      }
    }
    return output;
  }

  @Override
  public List<double[]> gradients(double[] dOutput) {
    return Collections.nCopies(terms, dOutput);
  }
}
