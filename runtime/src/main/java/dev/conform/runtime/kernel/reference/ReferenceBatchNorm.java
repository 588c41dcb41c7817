package dev.conform.runtime.kernel.reference;

/**
 * Batch normalisation (Ioffe and Szegedy 2015): {@code output = weight · (input − mean) /
 * √(variance + epsilon) + bias}, for each channel.
 *
 * <p>Training normalises by the batch's own mean and biased variance (divided by the count), and
 * lets the running statistics follow the mean and the <em>unbiased</em> variance (divided by the
 * count − 1), as PyTorch does.
 */
public final class ReferenceBatchNorm {

  private ReferenceBatchNorm() {}

  /**
   * Normalises by the batch's statistics and updates the running ones. With a single value per
   * channel the output is the bias; the running variance then takes in a variance of 0.
   *
   * @param output {@code [batch][channels][pixels]}, overwritten
   * @param savedMean {@code [channels]}, overwritten with the batch's mean
   * @param savedInvStd {@code [channels]}, overwritten with 1 / √(biased variance + epsilon)
   * @param runningMean {@code [channels]}, moved towards the batch's mean
   * @param runningVar {@code [channels]}, moved towards the batch's unbiased variance
   * @param input {@code [batch][channels][pixels]}, read
   * @param weight {@code [channels]}, or of length 0 for 1; read
   * @param bias {@code [channels]}, or of length 0 for 0; read
   * @param channels the number of channels
   * @param pixels height · width
   * @param momentum the weight of this batch in the running statistics
   * @param epsilon added to the variance
   * @param batch the number of images
   */
  public static void forwardTraining(
      double[] output,
      double[] savedMean,
      double[] savedInvStd,
      double[] runningMean,
      double[] runningVar,
      double[] input,
      double[] weight,
      double[] bias,
      int channels,
      int pixels,
      double momentum,
      double epsilon,
      int batch) {
    int count = batch * pixels;
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      for (int image = 0; image < batch; image++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          sum += input[(image * channels + channel) * pixels + pixel];
        }
      }
      double mean = sum / count;
      double squares = 0;
      for (int image = 0; image < batch; image++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          double centred = input[(image * channels + channel) * pixels + pixel] - mean;
          squares += centred * centred;
        }
      }
      savedMean[channel] = mean;
      savedInvStd[channel] = 1 / Math.sqrt(squares / count + epsilon);
      double unbiased = squares / Math.max(1, count - 1);
      runningMean[channel] = (1 - momentum) * runningMean[channel] + momentum * mean;
      runningVar[channel] = (1 - momentum) * runningVar[channel] + momentum * unbiased;
    }
    normalise(output, savedMean, savedInvStd, input, weight, bias, channels, pixels, batch);
  }

  /**
   * Normalises by the running statistics.
   *
   * @param output {@code [batch][channels][pixels]}, overwritten
   * @param input {@code [batch][channels][pixels]}, read
   * @param runningMean {@code [channels]}, read
   * @param runningVar {@code [channels]}, read
   * @param weight {@code [channels]}, or of length 0 for 1; read
   * @param bias {@code [channels]}, or of length 0 for 0; read
   * @param channels the number of channels
   * @param pixels height · width
   * @param epsilon added to the variance
   * @param batch the number of images
   */
  public static void forwardInference(
      double[] output,
      double[] input,
      double[] runningMean,
      double[] runningVar,
      double[] weight,
      double[] bias,
      int channels,
      int pixels,
      double epsilon,
      int batch) {
    double[] invStd = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      invStd[channel] = 1 / Math.sqrt(runningVar[channel] + epsilon);
    }
    normalise(output, runningMean, invStd, input, weight, bias, channels, pixels, batch);
  }

  /**
   * Computes all gradients of the training pass, where mean and variance depend on the input too.
   *
   * <p>With x̂ the normalised input: {@code dInput = weight · invStd · (dOutput − mean(dOutput) −
   * x̂ · mean(dOutput · x̂))}.
   *
   * @param dInput {@code [batch][channels][pixels]}, overwritten
   * @param dWeight {@code [channels]}, overwritten, or of length 0
   * @param dBias {@code [channels]}, overwritten, or of length 0
   * @param dOutput {@code [batch][channels][pixels]}, read
   * @param input {@code [batch][channels][pixels]}, read
   * @param savedMean {@code [channels]}, read
   * @param savedInvStd {@code [channels]}, read
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
      double[] savedMean,
      double[] savedInvStd,
      double[] weight,
      int channels,
      int pixels,
      int batch) {
    int count = batch * pixels;
    for (int channel = 0; channel < channels; channel++) {
      double mean = savedMean[channel];
      double invStd = savedInvStd[channel];
      double sum = 0;
      double sumNormalised = 0;
      for (int image = 0; image < batch; image++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          int i = (image * channels + channel) * pixels + pixel;
          sum += dOutput[i];
          sumNormalised += dOutput[i] * (input[i] - mean) * invStd;
        }
      }
      double scale = weight.length == 0 ? 1 : weight[channel];
      for (int image = 0; image < batch; image++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          int i = (image * channels + channel) * pixels + pixel;
          double normalised = (input[i] - mean) * invStd;
          dInput[i] =
              scale * invStd * (dOutput[i] - sum / count - normalised * sumNormalised / count);
        }
      }
      if (dWeight.length > 0) {
        dWeight[channel] = sumNormalised;
      }
      if (dBias.length > 0) {
        dBias[channel] = sum;
      }
    }
  }

  private static void normalise(
      double[] output,
      double[] mean,
      double[] invStd,
      double[] input,
      double[] weight,
      double[] bias,
      int channels,
      int pixels,
      int batch) {
    for (int i = 0; i < batch * channels * pixels; i++) {
      int channel = i / pixels % channels;
      double scale = weight.length == 0 ? 1 : weight[channel];
      double shift = bias.length == 0 ? 0 : bias[channel];
      output[i] = (input[i] - mean[channel]) * invStd[channel] * scale + shift;
    }
  }
}
