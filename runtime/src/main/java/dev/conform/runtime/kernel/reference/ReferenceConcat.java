package dev.conform.runtime.kernel.reference;

/** Concatenation along the channels. */
public final class ReferenceConcat {

  private ReferenceConcat() {}

  /**
   * Writes one input to its place.
   *
   * @param output {@code [batch][outputChannels][pixels]}, of which this input's channels are
   *     overwritten
   * @param input {@code [batch][inputChannels][pixels]}, read
   * @param offset the channels of the inputs before this one
   * @param inputChannels the number of channels of this input
   * @param outputChannels the number of channels of all inputs
   * @param pixels height · width
   * @param batch the number of images
   */
  public static void forward(
      double[] output,
      double[] input,
      int offset,
      int inputChannels,
      int outputChannels,
      int pixels,
      int batch) {
    for (int image = 0; image < batch; image++) {
      for (int channel = 0; channel < inputChannels; channel++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          output[(image * outputChannels + offset + channel) * pixels + pixel] =
              input[(image * inputChannels + channel) * pixels + pixel];
        }
      }
    }
  }

  /**
   * Takes one input's gradient.
   *
   * @param dInput {@code [batch][inputChannels][pixels]}, overwritten
   * @param dOutput {@code [batch][outputChannels][pixels]}, read
   * @param offset the channels of the inputs before this one
   * @param inputChannels the number of channels of this input
   * @param outputChannels the number of channels of all inputs
   * @param pixels height · width
   * @param batch the number of images
   */
  public static void backward(
      double[] dInput,
      double[] dOutput,
      int offset,
      int inputChannels,
      int outputChannels,
      int pixels,
      int batch) {
    for (int image = 0; image < batch; image++) {
      for (int channel = 0; channel < inputChannels; channel++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          dInput[(image * inputChannels + channel) * pixels + pixel] =
              dOutput[(image * outputChannels + offset + channel) * pixels + pixel];
        }
      }
    }
  }
}
