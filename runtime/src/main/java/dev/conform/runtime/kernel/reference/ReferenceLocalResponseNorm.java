package dev.conform.runtime.kernel.reference;

/**
 * Local response normalisation over channels (Krizhevsky et al. 2012, section 3.3), with alpha
 * divided by the window as ONNX has it:
 *
 * <pre>
 * y[c] = x[c] / (k + alpha / size · Σ x[j]²)^beta   for c − ⌊(size − 1) / 2⌋ ≤ j ≤ c + ⌈(size − 1) / 2⌉
 * </pre>
 */
public final class ReferenceLocalResponseNorm {

  private ReferenceLocalResponseNorm() {}

  /**
   * Normalises.
   *
   * @param output {@code [batch][channels][pixels]}, overwritten
   * @param input {@code [batch][channels][pixels]}, read
   * @param channels the number of channels
   * @param pixels height · width
   * @param size channels of a window
   * @param alpha the weight of the mean square
   * @param beta the power
   * @param k added to the weighted mean square
   * @param batch the number of images
   */
  public static void forward(
      double[] output,
      double[] input,
      int channels,
      int pixels,
      int size,
      double alpha,
      double beta,
      double k,
      int batch) {
    for (int image = 0; image < batch; image++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        int first = image * channels * pixels + pixel;
        for (int c = 0; c < channels; c++) {
          double base = base(input, first, c, channels, pixels, size, alpha, k);
          output[first + c * pixels] = input[first + c * pixels] * Math.pow(base, -beta);
        }
      }
    }
  }

  /**
   * Computes the gradient. With b the base of the power, {@code dy[j]/dx[i] = [i = j] · b[j]^−beta
   * − 2 · alpha / size · beta · x[j] · b[j]^(−beta − 1) · x[i]} where j's window holds i.
   *
   * @param dInput {@code [batch][channels][pixels]}, overwritten
   * @param dOutput {@code [batch][channels][pixels]}, read
   * @param input {@code [batch][channels][pixels]}, read
   * @param channels the number of channels
   * @param pixels height · width
   * @param size channels of a window
   * @param alpha the weight of the mean square
   * @param beta the power
   * @param k added to the weighted mean square
   * @param batch the number of images
   */
  public static void backward(
      double[] dInput,
      double[] dOutput,
      double[] input,
      int channels,
      int pixels,
      int size,
      double alpha,
      double beta,
      double k,
      int batch) {
    for (int image = 0; image < batch; image++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        int first = image * channels * pixels + pixel;
        for (int i = 0; i < channels; i++) {
          double base = base(input, first, i, channels, pixels, size, alpha, k);
          double sum = dOutput[first + i * pixels] * Math.pow(base, -beta);
          for (int j = 0; j < channels; j++) {
            if (isInWindow(i, j, size)) {
              double other = base(input, first, j, channels, pixels, size, alpha, k);
              sum -=
                  dOutput[first + j * pixels]
                      * (2 * alpha / size * beta)
                      * input[first + j * pixels]
                      * Math.pow(other, -beta - 1)
                      * input[first + i * pixels];
            }
          }
          dInput[first + i * pixels] = sum;
        }
      }
    }
  }

  private static double base(
      double[] input,
      int first,
      int c,
      int channels,
      int pixels,
      int size,
      double alpha,
      double k) {
    double sum = 0;
    for (int j = 0; j < channels; j++) {
      if (isInWindow(j, c, size)) {
        sum += input[first + j * pixels] * input[first + j * pixels];
      }
    }
    return k + alpha / size * sum;
  }

  private static boolean isInWindow(int channel, int centre, int size) {
    return channel >= centre - (size - 1) / 2 && channel <= centre + size / 2;
  }
}
