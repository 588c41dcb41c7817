package dev.conform.tests.network;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Mode;
import dev.conform.runtime.kernel.reference.ReferenceBatchNorm;

/** A batch normalisation. */
final class BatchNormLayer implements SingleInputLayer {

  private final Operation.BatchNorm norm;
  private final int channels;
  private final int pixels;
  private final double[] weight;
  private final double[] bias;
  private final double[] dWeight;
  private final double[] dBias;
  private final double[] runningMean;
  private final double[] runningVar;
  private final double[] mean;
  private final double[] invStd;
  private double[] input = {};
  private int batch;

  BatchNormLayer(
      Operation.BatchNorm norm,
      int channels,
      int pixels,
      ShapedNode node,
      ReferenceParameters parameters) {
    this.norm = norm;
    this.channels = channels;
    this.pixels = pixels;
    this.weight = parameters.valueOf(node, Role.WEIGHT);
    this.bias = parameters.valueOf(node, Role.BIAS);
    this.dWeight = parameters.gradientOf(node, Role.WEIGHT);
    this.dBias = parameters.gradientOf(node, Role.BIAS);
    this.runningMean = parameters.valueOf(node, Role.RUNNING_MEAN);
    this.runningVar = parameters.valueOf(node, Role.RUNNING_VAR);
    this.mean = new double[channels];
    this.invStd = new double[channels];
  }

  @Override
  public double[] forward(double[] from, Mode mode, int images) {
    input = from;
    batch = images;
    double[] output = new double[input.length];
    if (mode == Mode.INFERENCE) {
      ReferenceBatchNorm.forwardInference(
          output,
          input,
          runningMean,
          runningVar,
          weight,
          bias,
          channels,
          pixels,
          norm.epsilon(),
          batch);
    } else {
      ReferenceBatchNorm.forwardTraining(
          output,
          mean,
          invStd,
          runningMean,
          runningVar,
          input,
          weight,
          bias,
          channels,
          pixels,
          norm.momentum(),
          norm.epsilon(),
          batch);
    }
    return output;
  }

  @Override
  public double[] backward(double[] dOutput) {
    double[] dInput = new double[input.length];
    ReferenceBatchNorm.backward(
        dInput, dWeight, dBias, dOutput, input, mean, invStd, weight, channels, pixels, batch);
    return dInput;
  }
}
