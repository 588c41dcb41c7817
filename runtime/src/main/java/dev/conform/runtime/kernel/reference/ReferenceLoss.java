package dev.conform.runtime.kernel.reference;

/**
 * Loss functions. A forward pass gives one loss for each image; the loss of the batch is their
 * mean, and the backward passes give the gradient of that mean.
 */
public final class ReferenceLoss {

  private ReferenceLoss() {}

  /**
   * Computes the cross-entropy of scores: {@code −log softmax(logits)[label]}.
   *
   * @param losses {@code [batch]}, overwritten
   * @param logits {@code [batch][classes]}, read
   * @param labels {@code [batch]}, each from 0 to classes − 1, read
   * @param classes the number of classes
   * @param batch the number of images
   */
  public static void crossEntropyForward(
      double[] losses, double[] logits, int[] labels, int classes, int batch) {
    double[] logProbabilities = new double[batch * classes];
    ReferenceSoftmax.logForward(logProbabilities, logits, classes, 1, batch);
    for (int image = 0; image < batch; image++) {
      losses[image] = -logProbabilities[image * classes + labels[image]];
    }
  }

  /**
   * Computes {@code (softmax(logits) − one-hot(label)) / batch}.
   *
   * @param dLogits {@code [batch][classes]}, overwritten
   * @param logits {@code [batch][classes]}, read
   * @param labels {@code [batch]}, each from 0 to classes − 1, read
   * @param classes the number of classes
   * @param batch the number of images
   */
  public static void crossEntropyBackward(
      double[] dLogits, double[] logits, int[] labels, int classes, int batch) {
    ReferenceSoftmax.forward(dLogits, logits, classes, 1, batch);
    for (int image = 0; image < batch; image++) {
      dLogits[image * classes + labels[image]] -= 1;
    }
    for (int i = 0; i < batch * classes; i++) {
      dLogits[i] /= batch;
    }
  }

  /**
   * Computes the mean squared error over the values of each image.
   *
   * @param losses {@code [batch]}, overwritten
   * @param output {@code [batch][size]}, read
   * @param target {@code [batch][size]}, read
   * @param size values of one image
   * @param batch the number of images
   */
  public static void squaredErrorForward(
      double[] losses, double[] output, double[] target, int size, int batch) {
    for (int image = 0; image < batch; image++) {
      double sum = 0;
      for (int i = image * size; i < (image + 1) * size; i++) {
        sum += (output[i] - target[i]) * (output[i] - target[i]);
      }
      losses[image] = sum / size;
    }
  }

  /**
   * Computes {@code 2 · (output − target) / (size · batch)}.
   *
   * @param dOutput {@code [batch][size]}, overwritten
   * @param output {@code [batch][size]}, read
   * @param target {@code [batch][size]}, read
   * @param size values of one image
   * @param batch the number of images
   */
  public static void squaredErrorBackward(
      double[] dOutput, double[] output, double[] target, int size, int batch) {
    for (int i = 0; i < batch * size; i++) {
      dOutput[i] = 2 * (output[i] - target[i]) / (size * (double) batch);
    }
  }

  /**
   * Computes the binary cross-entropy of scores, averaged over the values of each image: {@code
   * max(x, 0) − x · target + log(1 + exp(−|x|))}, which does not overflow.
   *
   * @param losses {@code [batch]}, overwritten
   * @param logits {@code [batch][size]}, read
   * @param target {@code [batch][size]}, from 0 to 1, read
   * @param size values of one image
   * @param batch the number of images
   */
  public static void binaryCrossEntropyForward(
      double[] losses, double[] logits, double[] target, int size, int batch) {
    for (int image = 0; image < batch; image++) {
      double sum = 0;
      for (int i = image * size; i < (image + 1) * size; i++) {
        double x = logits[i];
        sum += Math.max(x, 0) - x * target[i] + Math.log1p(Math.exp(-Math.abs(x)));
      }
      losses[image] = sum / size;
    }
  }

  /**
   * Computes {@code (sigmoid(logits) − target) / (size · batch)}.
   *
   * @param dLogits {@code [batch][size]}, overwritten
   * @param logits {@code [batch][size]}, read
   * @param target {@code [batch][size]}, from 0 to 1, read
   * @param size values of one image
   * @param batch the number of images
   */
  public static void binaryCrossEntropyBackward(
      double[] dLogits, double[] logits, double[] target, int size, int batch) {
    for (int i = 0; i < batch * size; i++) {
      dLogits[i] = (1 / (1 + Math.exp(-logits[i])) - target[i]) / (size * (double) batch);
    }
  }
}
