package dev.conform.runtime.kernel.reference;

/** Softmax over the channels at each pixel, or over units (pixels = 1). */
public final class ReferenceSoftmax {

  private ReferenceSoftmax() {}

  /**
   * Turns scores into probabilities: {@code exp(x) / Σ exp(x)}. The largest score is taken off
   * first, so that nothing overflows.
   *
   * @param output {@code [batch][channels][pixels]}, overwritten
   * @param input {@code [batch][channels][pixels]}, read
   * @param channels what is summed over
   * @param pixels height · width
   * @param batch the number of images
   */
  public static void forward(double[] output, double[] input, int channels, int pixels, int batch) {
    logForward(output, input, channels, pixels, batch);
    for (int i = 0; i < batch * channels * pixels; i++) {
      output[i] = Math.exp(output[i]);
    }
  }

  /**
   * Computes the logarithm of the softmax: {@code x − max − log Σ exp(x − max)}.
   *
   * @param output {@code [batch][channels][pixels]}, overwritten
   * @param input {@code [batch][channels][pixels]}, read
   * @param channels what is summed over
   * @param pixels height · width
   * @param batch the number of images
   */
  public static void logForward(
      double[] output, double[] input, int channels, int pixels, int batch) {
    for (int image = 0; image < batch; image++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        int first = image * channels * pixels + pixel;
        double max = Double.NEGATIVE_INFINITY;
        for (int channel = 0; channel < channels; channel++) {
          max = Math.max(max, input[first + channel * pixels]);
        }
        double sum = 0;
        for (int channel = 0; channel < channels; channel++) {
          sum += Math.exp(input[first + channel * pixels] - max);
        }
        for (int channel = 0; channel < channels; channel++) {
          int i = first + channel * pixels;
          output[i] = input[i] - max - Math.log(sum);
        }
      }
    }
  }

  /**
   * Computes {@code dInput = output · (dOutput − Σ dOutput · output)}.
   *
   * @param dInput {@code [batch][channels][pixels]}, overwritten
   * @param dOutput {@code [batch][channels][pixels]}, read
   * @param output the probabilities, read
   * @param channels what was summed over
   * @param pixels height · width
   * @param batch the number of images
   */
  public static void backward(
      double[] dInput, double[] dOutput, double[] output, int channels, int pixels, int batch) {
    for (int image = 0; image < batch; image++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        int first = image * channels * pixels + pixel;
        double sum = 0;
        for (int channel = 0; channel < channels; channel++) {
          sum += dOutput[first + channel * pixels] * output[first + channel * pixels];
        }
        for (int channel = 0; channel < channels; channel++) {
          int i = first + channel * pixels;
          dInput[i] = output[i] * (dOutput[i] - sum);
        }
      }
    }
  }
}
