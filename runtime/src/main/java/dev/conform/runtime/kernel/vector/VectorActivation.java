package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Activations that need an exponential, each in one pass over the values. What is not the Vector
 * API's is called before the exponential, for the reason that {@link VectorMath} tells.
 */
final class VectorActivation {

  private VectorActivation() {}

  static void sigmoid(long out, long in, long size) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      VectorMath.sigmoid(load(in + 4 * i, some)).intoMemorySegment(ALL, out + 4 * i, ORDER, some);
    }
  }

  /** Computes a · tanh(s · x). */
  static void tanh(float amplitude, float steepness, long out, long in, long size) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      FloatVector x = load(in + 4 * i, some).mul(steepness);
      VectorMath.tanh(x).mul(amplitude).intoMemorySegment(ALL, out + 4 * i, ORDER, some);
    }
  }

  static void silu(long out, long in, long size) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      FloatVector x = load(in + 4 * i, some);
      x.mul(VectorMath.sigmoid(x)).intoMemorySegment(ALL, out + 4 * i, ORDER, some);
    }
  }

  static void gelu(long out, long in, long size) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      FloatVector x = load(in + 4 * i, some);
      x.mul(VectorMath.normal(x, VectorMath.bell(x)))
          .intoMemorySegment(ALL, out + 4 * i, ORDER, some);
    }
  }

  static void geluTanh(long out, long in, long size) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      FloatVector x = load(in + 4 * i, some);
      x.mul(VectorMath.sigmoid(VectorMath.geluSteepness(x)))
          .intoMemorySegment(ALL, out + 4 * i, ORDER, some);
    }
  }

  // As in VectorFlat, a mask without lanes stands for "do not accumulate".

  static void siluBackward(long dIn, long dOut, long saved, long size, boolean accumulate) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      FloatVector gradient = load(dOut + 4 * i, some);
      FloatVector before = load(dIn + 4 * i, mask(i, accumulate ? size : i));
      FloatVector x = load(saved + 4 * i, some);
      FloatVector derivative = VectorMath.gateGradient(x, x, VectorMath.ONE);
      gradient.mul(derivative).add(before).intoMemorySegment(ALL, dIn + 4 * i, ORDER, some);
    }
  }

  static void geluBackward(long dIn, long dOut, long saved, long size, boolean accumulate) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      FloatVector gradient = load(dOut + 4 * i, some);
      FloatVector before = load(dIn + 4 * i, mask(i, accumulate ? size : i));
      FloatVector derivative = VectorMath.geluGradient(load(saved + 4 * i, some));
      gradient.mul(derivative).add(before).intoMemorySegment(ALL, dIn + 4 * i, ORDER, some);
    }
  }

  static void geluTanhBackward(long dIn, long dOut, long saved, long size, boolean accumulate) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      FloatVector gradient = load(dOut + 4 * i, some);
      FloatVector before = load(dIn + 4 * i, mask(i, accumulate ? size : i));
      FloatVector x = load(saved + 4 * i, some);
      FloatVector derivative =
          VectorMath.gateGradient(x, VectorMath.geluSteepness(x), VectorMath.geluSlope(x));
      gradient.mul(derivative).add(before).intoMemorySegment(ALL, dIn + 4 * i, ORDER, some);
    }
  }
}
