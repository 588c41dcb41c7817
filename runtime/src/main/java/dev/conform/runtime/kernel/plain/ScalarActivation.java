package dev.conform.runtime.kernel.plain;

import dev.conform.runtime.kernel.Activation;

/**
 * Activations of one value. Sigmoid and SiLU round as those of the vector loops; what else is not
 * exact is worked out in double precision.
 */
final class ScalarActivation {

  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double DENSITY_0 = 1 / Math.sqrt(2 * Math.PI);
  private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);
  private static final double GELU_CUBE = 0.044715;
  private static final double AMPLITUDE = 1.7159;
  private static final double STEEPNESS = 2.0 / 3;

  private static final float EXP_LOW = -104;
  private static final float GATE_HIGH = 89;
  private static final float GATE_LOW = -80;
  private static final float LOG2_E = (float) (1 / Math.log(2));
  private static final float LN2 = (float) Math.log(2);
  private static final float MINUS_LN2_LOW = (float) (LN2 - Math.log(2));
  private static final float ONE_IN_EXCESS = 0x1p64f;
  private static final float ROUNDER = 1.5f * (1 << 23) + 127;
  private static final float ROUNDER_IN_EXCESS = ROUNDER + 64;

  private ScalarActivation() {}

  static float apply(Activation f, float slope, float x) {
    return switch (f) {
      case IDENTITY -> x;
      case RELU -> x < 0 ? 0 : x;
      case RELU6 -> x < 0 ? 0 : x > 6 ? 6 : x;
      case LEAKY_RELU -> x < 0 ? slope * x : x;
      case SIGMOID -> sigmoid(x);
      case TANH -> (float) Math.tanh(x);
      case SCALED_TANH -> (float) (AMPLITUDE * Math.tanh(STEEPNESS * x));
      case SILU -> silu(x);
      case GELU -> (float) (x * normal(x));
      case GELU_TANH -> (float) (0.5 * x * (1 + Math.tanh(inner(x))));
    };
  }

  /** The derivative, from the result where {@link Activation#fromOutput()}, else the argument. */
  static float derivative(Activation f, float slope, float saved) {
    double x = saved;
    return switch (f) {
      case IDENTITY -> 1;
      case RELU -> saved <= 0 ? 0 : 1;
      case RELU6 -> saved > 0 && saved < 6 ? 1 : 0;
      case LEAKY_RELU -> saved > 0 ? 1 : slope;
      case SIGMOID -> (float) (x * (1 - x));
      case TANH -> (float) (1 - x * x);
      case SCALED_TANH -> (float) (STEEPNESS * (AMPLITUDE - x * x / AMPLITUDE));
      case SILU -> {
        double s = 1 / (1 + Math.exp(-x));
        yield (float) (s + x * s * (1 - s));
      }
      case GELU -> (float) (normal(x) + x * DENSITY_0 * Math.exp(-0.5 * x * x));
      case GELU_TANH -> {
        double t = Math.tanh(inner(x));
        double dInner = GELU_SCALE * (1 + 3 * GELU_CUBE * x * x);
        yield (float) (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * dInner);
      }
    };
  }

  /** Returns 1 / (1 + exp(−x)) with the roundings of the vector loops. */
  static float sigmoid(float x) {
    float e = expInExcess(-Math.abs(x));
    return (x < 0 ? e : ONE_IN_EXCESS) / (e + ONE_IN_EXCESS);
  }

  /** Returns x / (1 + exp(−x)) with the roundings of the vector loops. */
  static float silu(float x) {
    float y = -x > GATE_HIGH ? GATE_HIGH : -x < GATE_LOW ? GATE_LOW : -x;
    float rounded = Math.fma(y, LOG2_E, ROUNDER);
    return x / Math.fma(expOfRest(y, rounded - ROUNDER), power(rounded), 1);
  }

  /** 2⁶⁴ times the exponential, as in the vector loops, where its terms are explained. */
  private static float expInExcess(float x) {
    float y = x < EXP_LOW ? EXP_LOW : x;
    float rounded = Math.fma(y, LOG2_E, ROUNDER_IN_EXCESS);
    return expOfRest(y, rounded - ROUNDER_IN_EXCESS) * power(rounded);
  }

  private static float power(float rounded) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(rounded) << 23);
  }

  /** The exponential of x − n · ln 2. */
  private static float expOfRest(float x, float n) {
    float r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, -LN2, x));
    float p = Math.fma(r, 0.0013950476f, 0.008368882f);
    p = Math.fma(p, r, 0.041666206f);
    p = Math.fma(p, r, 0.16666518f);
    p = Math.fma(p, r, 0.5f);
    return Math.fma(Math.fma(p, r, 1), r, 1);
  }

  private static double inner(double x) {
    return GELU_SCALE * (x + GELU_CUBE * x * x * x);
  }

  /** The distribution function of the normal distribution. */
  private static double normal(double x) {
    return 0.5 * erfc(-x * ROOT_HALF);
  }

  /**
   * The complementary error function, to 1.2e-7 relative: the Chebyshev fit of Press et al.,
   * "Numerical Recipes", section 6.2.
   */
  private static double erfc(double x) {
    double z = Math.abs(x);
    double t = 1 / (1 + 0.5 * z);
    double fit =
        t
            * Math.exp(
                -z * z
                    - 1.26551223
                    + t
                        * (1.00002368
                            + t
                                * (0.37409196
                                    + t
                                        * (0.09678418
                                            + t
                                                * (-0.18628806
                                                    + t
                                                        * (0.27886807
                                                            + t
                                                                * (-1.13520398
                                                                    + t
                                                                        * (1.48851587
                                                                            + t
                                                                                * (-0.82215223
                                                                                    + t
                                                                                        * 0.17087277)))))))));
    return x >= 0 ? fit : 2 - fit;
  }
}
