package dev.conform.runtime.kernel.reference;

import java.util.Arrays;

/** The dense layer: every unit is a weighted sum of all inputs. */
public final class ReferenceDense {

  private ReferenceDense() {}

  /**
   * Computes output = input · weightᵀ + bias.
   *
   * @param output {@code [batch][units]}, overwritten
   * @param input {@code [batch][inputs]}, read
   * @param weight {@code [units][inputs]}, read
   * @param bias {@code [units]}, or of length 0 where there is none; read
   * @param inputs the number of inputs of one image
   * @param units the number of outputs of one image
   * @param batch the number of images
   */
  public static void forward(
      double[] output,
      double[] input,
      double[] weight,
      double[] bias,
      int inputs,
      int units,
      int batch) {
    for (int image = 0; image < batch; image++) {
      for (int unit = 0; unit < units; unit++) {
        double sum = bias.length == 0 ? 0 : bias[unit];
        for (int i = 0; i < inputs; i++) {
          sum += weight[unit * inputs + i] * input[image * inputs + i];
        }
        output[image * units + unit] = sum;
      }
    }
  }

  /**
   * Computes all gradients.
   *
   * @param dInput {@code [batch][inputs]}, overwritten
   * @param dWeight {@code [units][inputs]}, overwritten
   * @param dBias {@code [units]}, overwritten, or of length 0
   * @param dOutput {@code [batch][units]}, read
   * @param input {@code [batch][inputs]}, read
   * @param weight {@code [units][inputs]}, read
   * @param inputs the number of inputs of one image
   * @param units the number of outputs of one image
   * @param batch the number of images
   */
  public static void backward(
      double[] dInput,
      double[] dWeight,
      double[] dBias,
      double[] dOutput,
      double[] input,
      double[] weight,
      int inputs,
      int units,
      int batch) {
    Arrays.fill(dInput, 0);
    Arrays.fill(dWeight, 0);
    Arrays.fill(dBias, 0);
    for (int image = 0; image < batch; image++) {
      for (int unit = 0; unit < units; unit++) {
        double gradient = dOutput[image * units + unit];
        for (int i = 0; i < inputs; i++) {
          dInput[image * inputs + i] += weight[unit * inputs + i] * gradient;
          dWeight[unit * inputs + i] += input[image * inputs + i] * gradient;
        }
        if (dBias.length > 0) {
          dBias[unit] += gradient;
        }
      }
    }
  }
}
