package dev.conform.runtime.kernel.reference;

import dev.conform.runtime.kernel.Activation;

/** The element-wise functions and their derivatives. */
public final class ReferenceActivation {

  private ReferenceActivation() {}

  /**
   * Applies a function to every value.
   *
   * @param output overwritten
   * @param input as long as {@code output}, read; may be {@code output} itself
   * @param activation the function
   * @param slope of LEAKY_RELU, unused otherwise
   */
  public static void forward(double[] output, double[] input, Activation activation, double slope) {
    for (int i = 0; i < output.length; i++) {
      output[i] = value(input[i], activation, slope);
    }
  }

  /**
   * Multiplies by the function's derivative at the input.
   *
   * @param dInput overwritten
   * @param dOutput as long as {@code dInput}, read; may be {@code dInput} itself
   * @param input as the forward pass had it, read
   * @param activation the function
   * @param slope of LEAKY_RELU, unused otherwise
   */
  public static void backward(
      double[] dInput, double[] dOutput, double[] input, Activation activation, double slope) {
    for (int i = 0; i < dInput.length; i++) {
      dInput[i] = dOutput[i] * derivative(input[i], activation, slope);
    }
  }

  /**
   * Computes one value.
   *
   * @param x the argument
   * @param activation the function
   * @param slope of LEAKY_RELU, unused otherwise
   * @return the function at x; NaN for NaN
   */
  public static double value(double x, Activation activation, double slope) {
    return switch (activation) {
      case IDENTITY -> x;
      case RELU -> x <= 0 ? 0 : x; // NaN <= 0 is false: NaN stays
      case RELU6 -> x <= 0 ? 0 : x >= 6 ? 6 : x;
      case LEAKY_RELU -> x < 0 ? slope * x : x;
      case SIGMOID -> sigmoid(x);
      case TANH -> Math.tanh(x);
      case SCALED_TANH -> 1.7159 * Math.tanh(2 * x / 3);
      case SILU -> x * sigmoid(x);
      case GELU -> x * NormalDistribution.cumulative(x);
      case GELU_TANH -> x * (1 + Math.tanh(inner(x))) / 2;
    };
  }

  /**
   * Computes one derivative. At the kinks it is that of PyTorch: 0 for RELU at 0 and for RELU6 at 0
   * and 6 (and NaN), slope for LEAKY_RELU at 0.
   *
   * @param x the argument
   * @param activation the function
   * @param slope of LEAKY_RELU, unused otherwise
   * @return the derivative at x
   */
  public static double derivative(double x, Activation activation, double slope) {
    return switch (activation) {
      case IDENTITY -> 1;
      case RELU -> x <= 0 ? 0 : 1;
      case RELU6 -> x > 0 && x < 6 ? 1 : 0;
      case LEAKY_RELU -> x > 0 ? 1 : slope;
      case SIGMOID -> sigmoid(x) * sigmoid(-x);
      case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
      case SCALED_TANH -> {
        double tanh = Math.tanh(2 * x / 3);
        yield 1.7159 * 2 / 3 * (1 - tanh * tanh);
      }
      case SILU -> sigmoid(x) + x * sigmoid(x) * sigmoid(-x);
      case GELU -> NormalDistribution.cumulative(x) + x * NormalDistribution.density(x);
      case GELU_TANH -> {
        double tanh = Math.tanh(inner(x));
        double dInner = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
        yield (1 + tanh) / 2 + x / 2 * (1 - tanh * tanh) * dInner;
      }
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double inner(double x) {
    return Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
  }
}
