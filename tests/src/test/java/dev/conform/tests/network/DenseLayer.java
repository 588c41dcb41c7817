package dev.conform.tests.network;

import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Mode;
import dev.conform.runtime.kernel.reference.ReferenceDense;

/** A dense layer. */
final class DenseLayer implements ReferenceLayer {

  private final int inputs;
  private final int units;
  private final double[] weight;
  private final double[] bias;
  private final double[] dWeight;
  private final double[] dBias;
  private double[] input = {};
  private int batch;

  DenseLayer(int inputs, int units, ShapedNode node, ReferenceParameters parameters) {
    this.inputs = inputs;
    this.units = units;
    this.weight = parameters.valueOf(node, Role.WEIGHT);
    this.bias = parameters.valueOf(node, Role.BIAS);
    this.dWeight = parameters.gradientOf(node, Role.WEIGHT);
    this.dBias = parameters.gradientOf(node, Role.BIAS);
  }

  @Override
  public double[] forward(double[] from, Mode mode, int images) {
    input = from;
    batch = images;
    double[] output = new double[batch * units];
    ReferenceDense.forward(output, input, weight, bias, inputs, units, batch);
    return output;
  }

  @Override
  public double[] backward(double[] dOutput) {
    double[] dInput = new double[input.length];
    ReferenceDense.backward(dInput, dWeight, dBias, dOutput, input, weight, inputs, units, batch);
    return dInput;
  }
}
