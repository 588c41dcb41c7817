package dev.conform.runtime.kernel.reference;

import java.util.Arrays;

/**
 * Layer normalisation over the channels of each pixel (Ba et al. 2016): {@code output = weight ·
 * (input − mean) / √(variance + epsilon) + bias}, with the biased variance.
 */
public final class ReferenceLayerNorm {

  private ReferenceLayerNorm() {}

  /**
   * Normalises.
   *
   * @param output {@code [batch][channels][pixels]}, overwritten
   * @param input {@code [batch][channels][pixels]}, read
   * @param weight {@code [channels]}, or of length 0 for 1; read
   * @param bias {@code [channels]}, or of length 0 for 0; read
   * @param channels what is normalised over
   * @param pixels height · width
   * @param epsilon added to the variance
   * @param batch the number of images
   */
  public static void forward(
      double[] output,
      double[] input,
      double[] weight,
      double[] bias,
      int channels,
      int pixels,
      double epsilon,
      int batch) {
    for (int image = 0; image < batch; image++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        int first = image * channels * pixels + pixel;
        double[] normalised = normalised(input, first, channels, pixels, epsilon);
        for (int c = 0; c < channels; c++) {
          output[first + c * pixels] =
              normalised[c] * (weight.length == 0 ? 1 : weight[c])
                  + (bias.length == 0 ? 0 : bias[c]);
        }
      }
    }
  }

  /**
   * Computes all gradients. With x̂ the normalised input and g = weight · dOutput: {@code dInput =
   * (g − mean(g) − x̂ · mean(g · x̂)) / √(variance + epsilon)}.
   *
   * @param dInput {@code [batch][channels][pixels]}, overwritten
   * @param dWeight {@code [channels]}, overwritten, or of length 0
   * @param dBias {@code [channels]}, overwritten, or of length 0
   * @param dOutput {@code [batch][channels][pixels]}, read
   * @param input {@code [batch][channels][pixels]}, read
   * @param weight {@code [channels]}, or of length 0 for 1; read
   * @param channels what was normalised over
   * @param pixels height · width
   * @param epsilon added to the variance
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
      double epsilon,
      int batch) {
    Arrays.fill(dWeight, 0);
    Arrays.fill(dBias, 0);
    for (int image = 0; image < batch; image++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        int first = image * channels * pixels + pixel;
        double[] normalised = normalised(input, first, channels, pixels, epsilon);
        double sum = 0;
        double dot = 0;
        for (int c = 0; c < channels; c++) {
          double gradient = dOutput[first + c * pixels];
          double scaled = gradient * (weight.length == 0 ? 1 : weight[c]);
          sum += scaled;
          dot += scaled * normalised[c];
          if (dWeight.length > 0) {
            dWeight[c] += gradient * normalised[c];
          }
          if (dBias.length > 0) {
            dBias[c] += gradient;
          }
        }
        double deviation = deviation(input, first, channels, pixels, epsilon);
        for (int c = 0; c < channels; c++) {
          double scaled = dOutput[first + c * pixels] * (weight.length == 0 ? 1 : weight[c]);
          dInput[first + c * pixels] =
              (scaled - sum / channels - normalised[c] * dot / channels) / deviation;
        }
      }
    }
  }

  private static double[] normalised(
      double[] input, int first, int channels, int pixels, double epsilon) {
    double mean = mean(input, first, channels, pixels);
    double deviation = deviation(input, first, channels, pixels, epsilon);
    double[] normalised = new double[channels];
    for (int c = 0; c < channels; c++) {
      normalised[c] = (input[first + c * pixels] - mean) / deviation;
    }
    return normalised;
  }

  private static double mean(double[] input, int first, int channels, int pixels) {
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      sum += input[first + c * pixels];
    }
    return sum / channels;
  }

  private static double deviation(
      double[] input, int first, int channels, int pixels, double epsilon) {
    double mean = mean(input, first, channels, pixels);
    double squares = 0;
    for (int c = 0; c < channels; c++) {
      double distance = input[first + c * pixels] - mean;
      squares += distance * distance;
    }
    return Math.sqrt(squares / channels + epsilon);
  }
}
