package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.vector.Vectors.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Functions of a vector's lanes, all built on one exponential. NaN and infinities go where they go
 * in the reference; results that are too small for a normal number are rounded once, but for {@link
 * #gate}. The polynomials are minimax fits of relative error.
 *
 * <p>None of the functions branches: where two formulas are needed, both are computed and a mask
 * chooses, so that the compiler keeps all in registers. Constants are vectors made ahead, and
 * little here calls a method of ours: the compiler stops to inline those, but never the Vector
 * API's, where a method has become large, and what is not inlined makes objects.
 */
final class VectorMath {

  static final FloatVector ZERO = FloatVector.zero(S);
  static final FloatVector ONE = constant(1);

  /** Below −103.98 the exponential rounds to 0. */
  private static final FloatVector EXP_LOW = constant(-104);

  /** From 88.4 on the power of two is infinite, and one above 89.1 would have no exponent. */
  private static final int GATE_HIGH = Float.floatToRawIntBits(89);

  /** Below −17 the exponential is nothing beside 1, and below −87.7 it would have no exponent. */
  private static final int GATE_LOW = Float.floatToRawIntBits(-80);

  private static final FloatVector LOG2_E = constant((float) (1 / Math.log(2)));

  /** The logarithm of 2 to the precision of two floats. */
  private static final float LN2 = (float) Math.log(2);

  private static final FloatVector MINUS_LN2_HIGH = constant(-LN2);
  private static final FloatVector MINUS_LN2_LOW = constant((float) (LN2 - Math.log(2)));

  private static final int MANTISSA_BITS = 23;
  private static final int EXPONENT_BIAS = 127;

  /** By so many powers of two a result is too large until the last multiplication. */
  private static final int EXCESS = 64;

  private static final FloatVector ONE_IN_EXCESS = constant(0x1p64f);
  private static final FloatVector LESS_EXCESS = constant(0x1p-64f);

  /**
   * A float so large that it has no bits for fractions: adding it rounds to a whole number, which
   * then stands in the lowest bits, as an exponent has to be biased.
   */
  private static final FloatVector ROUNDER = constant(1.5f * (1 << MANTISSA_BITS) + EXPONENT_BIAS);

  private static final FloatVector ROUNDER_IN_EXCESS =
      constant(1.5f * (1 << MANTISSA_BITS) + EXPONENT_BIAS + EXCESS);

  private static final FloatVector EXP_2 = constant(0.5f);
  private static final FloatVector EXP_3 = constant(0.16666518f);
  private static final FloatVector EXP_4 = constant(0.041666206f);
  private static final FloatVector EXP_5 = constant(0.008368882f);
  private static final FloatVector EXP_6 = constant(0.0013950476f);

  /** Below this, tanh is a polynomial: the quotient of exponentials would cancel. */
  private static final FloatVector TANH_SMALL = constant(0.625f);

  private static final FloatVector TANH_3 = constant(-0.33333284f);
  private static final FloatVector TANH_5 = constant(0.13331491f);
  private static final FloatVector TANH_7 = constant(-0.053743497f);
  private static final FloatVector TANH_9 = constant(0.020650579f);
  private static final FloatVector TANH_11 = constant(-0.005717037f);

  private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);
  private static final double GELU_CUBE = 0.044715;
  private static final FloatVector STEEPNESS_1 = constant((float) (2 * GELU_SCALE));
  private static final FloatVector STEEPNESS_3 = constant((float) (2 * GELU_SCALE * GELU_CUBE));
  private static final FloatVector SLOPE_2 = constant((float) (6 * GELU_SCALE * GELU_CUBE));

  /** Beyond its root, 10⁴, the derivative is 0 or 1; a larger square could only overflow. */
  private static final FloatVector SQUARE_HIGH = constant(1e8f);

  private static final FloatVector MINUS_HALF = constant(-0.5f);

  /** The density of the normal distribution at 0. */
  private static final FloatVector DENSITY_0 = constant((float) (1 / Math.sqrt(2 * Math.PI)));

  private static final FloatVector TAIL_SCALE = constant(0.35f);
  private static final FloatVector TAIL_0 = constant(0.13962126f);
  private static final FloatVector TAIL_1 = constant(0.13986433f);
  private static final FloatVector TAIL_2 = constant(0.11981554f);
  private static final FloatVector TAIL_3 = constant(0.10557464f);
  private static final FloatVector TAIL_4 = constant(-0.023263453f);
  private static final FloatVector TAIL_5 = constant(0.15939233f);
  private static final FloatVector TAIL_6 = constant(-0.25590134f);
  private static final FloatVector TAIL_7 = constant(0.14406054f);
  private static final FloatVector TAIL_8 = constant(-0.029163871f);

  private VectorMath() {}

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(S, value);
  }

  /**
   * Returns e to the power of each lane, to 1 ulp, for lanes up to 40: all that is needed here is
   * at most 1, and cannot overflow.
   */
  static FloatVector exp(FloatVector x) {
    return expInExcess(x).mul(LESS_EXCESS);
  }

  /**
   * Returns 2⁶⁴ times e to the power of each lane, so that nothing is too small for a normal
   * number. With n = round(x / ln 2), it is 2ⁿ · exp(r) where r = x − n · ln 2; the polynomial's
   * error is 3·10⁻⁹ for |r| ≤ ln 2 / 2.
   */
  private static FloatVector expInExcess(FloatVector x) {
    FloatVector y = x.blend(EXP_LOW, x.compare(VectorOperators.LT, EXP_LOW));
    FloatVector rounded = y.fma(LOG2_E, ROUNDER_IN_EXCESS);
    FloatVector n = rounded.sub(ROUNDER_IN_EXCESS);
    FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, y));
    FloatVector p = r.fma(EXP_6, EXP_5).fma(r, EXP_4).fma(r, EXP_3).fma(r, EXP_2);
    FloatVector power =
        rounded
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
            .reinterpretAsFloats();
    return p.fma(r, ONE).fma(r, ONE).mul(power);
  }

  /**
   * Returns x / (1 + exp(−u)), which is x times the sigmoid of u; NaN where x is NaN. Below u =
   * −88.38, where a sigmoid is no normal number, the divisor is infinite and the result 0; SiLU is
   * less than 4·10⁻³⁷ there. So that the power of two does not wrap around, −u is bounded before:
   * as whole numbers, floats of either sign are ordered by magnitude, and such bounds take a
   * fraction of the time of a comparison and a choice. The exponential is that of {@link
   * #expInExcess}, written out once more, for calls of methods like it are what the compiler stops
   * to inline.
   */
  static FloatVector gate(FloatVector x, FloatVector u) {
    FloatVector y =
        u.neg()
            .reinterpretAsInts()
            .lanewise(VectorOperators.MIN, GATE_HIGH)
            .lanewise(VectorOperators.UMIN, GATE_LOW)
            .reinterpretAsFloats();
    FloatVector rounded = y.fma(LOG2_E, ROUNDER);
    FloatVector n = rounded.sub(ROUNDER);
    FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, y));
    FloatVector p = r.fma(EXP_6, EXP_5).fma(r, EXP_4).fma(r, EXP_3).fma(r, EXP_2);
    FloatVector power =
        rounded
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
            .reinterpretAsFloats();
    return x.div(p.fma(r, ONE).fma(r, ONE).fma(power, ONE));
  }

  /** Returns −|x|. */
  private static FloatVector negative(FloatVector x) {
    return x.reinterpretAsInts()
        .lanewise(VectorOperators.OR, Integer.MIN_VALUE)
        .reinterpretAsFloats();
  }

  /** Returns 1 / (1 + exp(−x)); from exp(−|x|), which neither overflows nor cancels. */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = expInExcess(negative(x));
    FloatVector dividend = ONE_IN_EXCESS.blend(e, x.compare(VectorOperators.LT, ZERO));
    return dividend.div(e.add(ONE_IN_EXCESS));
  }

  /**
   * Returns the derivative of x · sigmoid(u).
   *
   * @param slope the derivative of u
   */
  static FloatVector gateGradient(FloatVector x, FloatVector u, FloatVector slope) {
    FloatVector e = exp(negative(u));
    FloatVector upper = ONE.div(e.add(ONE));
    FloatVector lower = e.mul(upper);
    FloatVector gate = upper.blend(lower, u.compare(VectorOperators.LT, ZERO));
    return x.mul(lower).mul(upper).fma(slope, gate);
  }

  /** Returns 2 · √(2/π) · (x + 0.044715 · x³): GELU_TANH is x times the sigmoid of that. */
  static FloatVector geluSteepness(FloatVector x) {
    return x.mul(x).fma(STEEPNESS_3, STEEPNESS_1).mul(x);
  }

  /** Returns the derivative of {@link #geluSteepness}. */
  static FloatVector geluSlope(FloatVector x) {
    FloatVector square = x.mul(x);
    FloatVector bounded =
        square.blend(SQUARE_HIGH, square.compare(VectorOperators.GT, SQUARE_HIGH));
    return bounded.fma(SLOPE_2, STEEPNESS_1);
  }

  /** Returns the hyperbolic tangent: an odd polynomial near 0, else a quotient of exponentials. */
  static FloatVector tanh(FloatVector x) {
    FloatVector magnitude = x.abs();
    FloatVector e = expInExcess(negative(x.add(x)));
    FloatVector far = ONE_IN_EXCESS.sub(e).div(ONE_IN_EXCESS.add(e));
    FloatVector signed = far.blend(far.neg(), x.compare(VectorOperators.LT, ZERO));
    FloatVector s = x.mul(x);
    FloatVector p = s.fma(TANH_11, TANH_9).fma(s, TANH_7).fma(s, TANH_5).fma(s, TANH_3);
    FloatVector near = p.mul(s).fma(x, x);
    return signed.blend(near, magnitude.compare(VectorOperators.LT, TANH_SMALL));
  }

  /** Returns exp(−x² / 2), from which the normal distribution is had. */
  static FloatVector bell(FloatVector x) {
    return exp(x.mul(x).mul(MINUS_HALF));
  }

  /**
   * Returns Φ(x), the distribution function of the normal distribution. With t = 1 / (1 + 0.35 ·
   * |x|), the smaller tail is bell · t · q(t), to 3·10⁻⁷ relative; q is fitted for |x| ≤ 15.
   */
  static FloatVector normal(FloatVector x, FloatVector bell) {
    FloatVector t = ONE.div(x.abs().fma(TAIL_SCALE, ONE));
    FloatVector q = t.fma(TAIL_8, TAIL_7).fma(t, TAIL_6).fma(t, TAIL_5).fma(t, TAIL_4);
    q = q.fma(t, TAIL_3).fma(t, TAIL_2).fma(t, TAIL_1).fma(t, TAIL_0);
    FloatVector tail = q.mul(t).mul(bell);
    return ONE.sub(tail).blend(tail, x.compare(VectorOperators.LT, ZERO));
  }

  /** Returns the derivative of x · Φ(x). */
  static FloatVector geluGradient(FloatVector x) {
    FloatVector bell = bell(x);
    return x.mul(bell).fma(DENSITY_0, normal(x, bell));
  }
}
