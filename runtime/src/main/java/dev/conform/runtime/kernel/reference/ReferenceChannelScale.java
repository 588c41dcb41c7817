package dev.conform.runtime.kernel.reference;

import java.util.Arrays;

/** The gate of squeeze-and-excitation (Hu et al. 2018, equation 4). */
public final class ReferenceChannelScale {

  private ReferenceChannelScale() {}

  /**
   * Multiplies each channel of each image by its number.
   *
   * @param output {@code [batch][channels][pixels]}, overwritten
   * @param input {@code [batch][channels][pixels]}, read
   * @param scale {@code [batch][channels]}, read
   * @param channels the number of channels
   * @param pixels height · width
   * @param batch the number of images
   */
  public static void forward(
      double[] output, double[] input, double[] scale, int channels, int pixels, int batch) {
    for (int i = 0; i < batch * channels * pixels; i++) {
      output[i] = input[i] * scale[i / pixels];
    }
  }

  /**
   * Computes both gradients.
   *
   * @param dInput {@code [batch][channels][pixels]}, overwritten
   * @param dScale {@code [batch][channels]}, overwritten
   * @param dOutput {@code [batch][channels][pixels]}, read
   * @param input {@code [batch][channels][pixels]}, read
   * @param scale {@code [batch][channels]}, read
   * @param channels the number of channels
   * @param pixels height · width
   * @param batch the number of images
   */
  public static void backward(
      double[] dInput,
      double[] dScale,
      double[] dOutput,
      double[] input,
      double[] scale,
      int channels,
      int pixels,
      int batch) {
    Arrays.fill(dScale, 0);
    for (int i = 0; i < batch * channels * pixels; i++) {
      dInput[i] = dOutput[i] * scale[i / pixels];
      dScale[i / pixels] += dOutput[i] * input[i];
    }
  }
}
