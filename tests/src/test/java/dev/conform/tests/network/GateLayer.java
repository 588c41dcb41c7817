package dev.conform.tests.network;

import dev.conform.runtime.Mode;
import dev.conform.runtime.kernel.reference.ReferenceChannelScale;
import java.util.List;

/** The product of an image and one number for each of its channels. */
final class GateLayer implements ReferenceLayer {

  private final int channels;
  private final int pixels;
  private double[] image = {};
  private double[] gate = {};
  private int batch;

  GateLayer(int channels, int pixels) {
    this.channels = channels;
    this.pixels = pixels;
  }

  @Override
  public double[] forward(List<double[]> inputs, Mode mode, int images) {
    image = inputs.get(0);
    gate = inputs.get(1);
    batch = images;
    double[] output = new double[image.length];
    ReferenceChannelScale.forward(output, image, gate, channels, pixels, batch);
    return output;
  }

  @Override
  public List<double[]> gradients(double[] dOutput) {
    double[] dImage = new double[image.length];
    double[] dGate = new double[gate.length];
    ReferenceChannelScale.backward(dImage, dGate, dOutput, image, gate, channels, pixels, batch);
    return List.of(dImage, dGate);
  }
}
