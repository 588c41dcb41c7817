package dev.conform.runtime.kernel.reference;

import java.util.Arrays;

/**
 * Group normalisation (Wu and He 2018): {@code output = weight · (input − mean) / √(variance +
 * epsilon) + bias}, where mean and biased variance are those of a group of channels over all pixels
 * of one image.
 */
public final class ReferenceGroupNorm {

  private ReferenceGroupNorm() {}

  /**
   * Normalises.
   *
   * @param output {@code [batch][channels][pixels]}, overwritten
   * @param input {@code [batch][channels][pixels]}, read
   * @param weight {@code [channels]}, or of length 0 for 1; read
   * @param bias {@code [channels]}, or of length 0 for 0; read
   * @param channels the number of channels
   * @param pixels height · width
   * @param groups how many the channels are split into
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
      int groups,
      double epsilon,
      int batch) {
    int size = channels / groups * pixels;
    for (int start = 0; start < batch * channels * pixels; start += size) {
      double mean = mean(input, start, size);
      double deviation = deviation(input, start, size, mean, epsilon);
      for (int i = start; i < start + size; i++) {
        int channel = i / pixels % channels;
        double shift = bias.length == 0 ? 0 : bias[channel];
        output[i] = (input[i] - mean) / deviation * weight(weight, channel) + shift;
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
   * @param channels the number of channels
   * @param pixels height · width
   * @param groups how many the channels are split into
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
      int groups,
      double epsilon,
      int batch) {
    Arrays.fill(dWeight, 0);
    Arrays.fill(dBias, 0);
    int size = channels / groups * pixels;
    for (int start = 0; start < batch * channels * pixels; start += size) {
      double mean = mean(input, start, size);
      double deviation = deviation(input, start, size, mean, epsilon);
      double sum = 0;
      double dot = 0;
      for (int i = start; i < start + size; i++) {
        int channel = i / pixels % channels;
        double normalised = (input[i] - mean) / deviation;
        sum += weight(weight, channel) * dOutput[i];
        dot += weight(weight, channel) * dOutput[i] * normalised;
        if (dWeight.length > 0) {
          dWeight[channel] += dOutput[i] * normalised;
        }
        if (dBias.length > 0) {
          dBias[channel] += dOutput[i];
        }
      }
      for (int i = start; i < start + size; i++) {
        double gradient = weight(weight, i / pixels % channels) * dOutput[i];
        double normalised = (input[i] - mean) / deviation;
        dInput[i] = (gradient - sum / size - normalised * dot / size) / deviation;
      }
    }
  }

  private static double weight(double[] weight, int channel) {
    return weight.length == 0 ? 1 : weight[channel];
  }

  private static double mean(double[] input, int start, int size) {
    double sum = 0;
    for (int i = start; i < start + size; i++) {
      sum += input[i];
    }
    return sum / size;
  }

  private static double deviation(
      double[] input, int start, int size, double mean, double epsilon) {
    double squares = 0;
    for (int i = start; i < start + size; i++) {
      squares += (input[i] - mean) * (input[i] - mean);
    }
    return Math.sqrt(squares / size + epsilon);
  }
}
