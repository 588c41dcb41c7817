package dev.conform.tests.network;

import dev.conform.runtime.Mode;
import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.reference.ReferenceActivation;

/** An element-wise function. */
final class ActivationLayer implements ReferenceLayer {

  private final Activation activation;
  private final double slope;
  private double[] input = {};

  ActivationLayer(Activation activation, double slope) {
    this.activation = activation;
    this.slope = slope;
  }

  @Override
  public double[] forward(double[] from, Mode mode, int images) {
    input = from;
    double[] output = new double[input.length];
    ReferenceActivation.forward(output, input, activation, slope);
    return output;
  }

  @Override
  public double[] backward(double[] dOutput) {
    double[] dInput = new double[input.length];
    ReferenceActivation.backward(dInput, dOutput, input, activation, slope);
    return dInput;
  }
}
