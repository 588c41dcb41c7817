package dev.conform.tests.network;

import dev.conform.runtime.Mode;
import dev.conform.runtime.kernel.reference.ReferenceSoftmax;

/** A softmax over channels. */
final class SoftmaxLayer implements SingleInputLayer {

  private final int channels;
  private final int pixels;
  private double[] output = {};
  private int batch;

  SoftmaxLayer(int channels, int pixels) {
    this.channels = channels;
    this.pixels = pixels;
  }

  @Override
  public double[] forward(double[] input, Mode mode, int images) {
    batch = images;
    output = new double[input.length];
    ReferenceSoftmax.forward(output, input, channels, pixels, batch);
    return output;
  }

  @Override
  public double[] backward(double[] dOutput) {
    double[] dInput = new double[dOutput.length];
    ReferenceSoftmax.backward(dInput, dOutput, output, channels, pixels, batch);
    return dInput;
  }
}
