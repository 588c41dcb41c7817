package dev.conform.tests.network;

import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Mode;

/**
 * A node that is one reference kernel: the same in training and inference, and all that its
 * backward pass needs of the forward pass is the input.
 */
final class KernelLayer implements SingleInputLayer {

  /** A forward kernel; what a node has no parameter for is empty. */
  @FunctionalInterface
  interface Forward {
    /** Overwrites the output. */
    void run(double[] output, double[] input, double[] weight, double[] bias, int batch);
  }

  /** A backward kernel. */
  @FunctionalInterface
  interface Backward {
    /** Overwrites the first three. */
    void run(
        double[] dInput,
        double[] dWeight,
        double[] dBias,
        double[] dOutput,
        double[] input,
        double[] weight,
        int batch);
  }

  private final int outputSize;
  private final double[] weight;
  private final double[] bias;
  private final double[] dWeight;
  private final double[] dBias;
  private final Forward forward;
  private final Backward backward;
  private double[] input = {};
  private int batch;

  KernelLayer(ShapedNode node, ReferenceParameters parameters, Forward forward, Backward backward) {
    this.outputSize = Math.toIntExact(node.output().elements());
    this.weight = parameters.valueOf(node, Role.WEIGHT);
    this.bias = parameters.valueOf(node, Role.BIAS);
    this.dWeight = parameters.gradientOf(node, Role.WEIGHT);
    this.dBias = parameters.gradientOf(node, Role.BIAS);
    this.forward = forward;
    this.backward = backward;
  }

  @Override
  public double[] forward(double[] from, Mode mode, int images) {
    input = from;
    batch = images;
    double[] output = new double[batch * outputSize];
    forward.run(output, input, weight, bias, batch);
    return output;
  }

  @Override
  public double[] backward(double[] dOutput) {
    double[] dInput = new double[input.length];
    backward.run(dInput, dWeight, dBias, dOutput, input, weight, batch);
    return dInput;
  }
}
