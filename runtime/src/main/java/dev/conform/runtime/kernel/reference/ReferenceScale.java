package dev.conform.runtime.kernel.reference;

import java.util.Arrays;

/** A trained coefficient and bias for each channel (LeCun et al. 1998, layers S2 and S4). */
public final class ReferenceScale {

  private ReferenceScale() {}

  /**
   * Computes {@code output = weight · input + bias}, channel by channel.
   *
   * @param output {@code [batch][channels][pixels]}, overwritten
   * @param input {@code [batch][channels][pixels]}, read
   * @param weight {@code [channels]}, or of length 0 for 1; read
   * @param bias {@code [channels]}, or of length 0 for 0; read
   * @param channels the number of channels
   * @param pixels height · width
   * @param batch the number of images
   */
  public static void forward(
      double[] output,
      double[] input,
      double[] weight,
      double[] bias,
      int channels,
      int pixels,
      int batch) {
    for (int i = 0; i < batch * channels * pixels; i++) {
      int channel = i / pixels % channels;
      output[i] =
          input[i] * (weight.length == 0 ? 1 : weight[channel])
              + (bias.length == 0 ? 0 : bias[channel]);
    }
  }

  /**
   * Computes all gradients.
   *
   * @param dInput {@code [batch][channels][pixels]}, overwritten
   * @param dWeight {@code [channels]}, overwritten, or of length 0
   * @param dBias {@code [channels]}, overwritten, or of length 0
   * @param dOutput {@code [batch][channels][pixels]}, read
   * @param input {@code [batch][channels][pixels]}, read
   * @param weight {@code [channels]}, or of length 0 for 1; read
   * @param channels the number of channels
   * @param pixels height · width
   * @param batch the number of images
   */
  public static void backward(
      double[] dInput,
      double[] dWeight,
      double[] dBias,
      double[] dOutput,
      double[] input,
      double[] weight,
      int channels,
      int pixels,
      int batch) {
    Arrays.fill(dWeight, 0);
    Arrays.fill(dBias, 0);
    for (int i = 0; i < batch * channels * pixels; i++) {
      int channel = i / pixels % channels;
      dInput[i] = dOutput[i] * (weight.length == 0 ? 1 : weight[channel]);
      if (dWeight.length > 0) {
        dWeight[channel] += dOutput[i] * input[i];
      }
      if (dBias.length > 0) {
        dBias[channel] += dOutput[i];
      }
    }
  }
}
