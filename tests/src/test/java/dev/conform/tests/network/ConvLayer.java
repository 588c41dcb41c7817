package dev.conform.tests.network;

import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Mode;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.reference.ReferenceConv2d;

/** A convolution. */
final class ConvLayer implements ReferenceLayer {

  private final Conv2d conv;
  private final double[] weight;
  private final double[] bias;
  private final double[] dWeight;
  private final double[] dBias;
  private double[] input = {};
  private int batch;

  ConvLayer(Conv2d conv, ShapedNode node, ReferenceParameters parameters) {
    this.conv = conv;
    this.weight = parameters.valueOf(node, Role.WEIGHT);
    this.bias = parameters.valueOf(node, Role.BIAS);
    this.dWeight = parameters.gradientOf(node, Role.WEIGHT);
    this.dBias = parameters.gradientOf(node, Role.BIAS);
  }

  @Override
  public double[] forward(double[] from, Mode mode, int images) {
    input = from;
    batch = images;
    double[] output = new double[batch * conv.outChannels() * conv.outHeight() * conv.outWidth()];
    ReferenceConv2d.forward(output, input, weight, bias, conv, batch);
    return output;
  }

  @Override
  public double[] backward(double[] dOutput) {
    double[] dInput = new double[input.length];
    ReferenceConv2d.backward(dInput, dWeight, dBias, dOutput, input, weight, conv, batch);
    return dInput;
  }
}
