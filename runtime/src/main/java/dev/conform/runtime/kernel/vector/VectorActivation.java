package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.ADDRESS;
import static dev.conform.runtime.kernel.vector.Vectors.BYTES;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;

import dev.conform.runtime.kernel.Activation;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Activations that need an exponential, each in one pass over the values. What is not the Vector
 * API's is called before the exponential, for the reason that {@link VectorMath} tells.
 */
final class VectorActivation {

  /** Each thread's place for a vector. */
  private static final ThreadLocal<MemorySegment> SCRATCH =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(BYTES, BYTES));

  private VectorActivation() {}

  /**
   * One of the functions over whole vectors. Behind an interface, for all of them inlined into one
   * method are more than the compiler makes without objects.
   */
  private interface Loop {
    void run(long out, long in, long size);
  }

  private static Loop loop(Activation f) {
    return switch (f) {
      case SIGMOID -> VectorActivation::sigmoid;
      case TANH -> (out, in, size) -> tanh(1, 1, out, in, size);
      case SCALED_TANH -> (out, in, size) -> tanh(1.7159f, 2f / 3, out, in, size);
      case SILU -> VectorActivation::silu;
      case GELU -> VectorActivation::gelu;
      case GELU_TANH -> VectorActivation::geluTanh;
      default -> throw new IllegalArgumentException(f + " is not made of an exponential");
    };
  }

  /**
   * Applies one of the functions. Values that do not fill a vector take a way through the scratch:
   * a mask in the loops would cost more than the masked lanes.
   */
  static void forward(Activation f, long out, long in, long size) {
    Loop loop = loop(f);
    long whole = size & -L;
    long rest = size - whole;
    long scratch = SCRATCH.get().address();
    VectorFlat.copy(scratch, in + 4 * whole, rest);
    // One call in the text, so that it is inlined once.
    for (int part = 0; part < 2; part++) {
      boolean isRest = part == 1;
      loop.run(isRest ? scratch : out, isRest ? scratch : in, isRest ? rest : whole);
    }
    VectorFlat.copy(out + 4 * whole, scratch, rest);
  }

  private static void sigmoid(long out, long in, long size) {
    for (long i = 0; i < size; i += L) {
      VectorMath.sigmoid(FloatVector.fromMemorySegment(S, ALL, (in + 4 * i) & ADDRESS, ORDER))
          .intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER);
    }
  }

  /** Computes a · tanh(s · x). */
  private static void tanh(float amplitude, float steepness, long out, long in, long size) {
    FloatVector a = FloatVector.broadcast(S, amplitude);
    FloatVector s = FloatVector.broadcast(S, steepness);
    for (long i = 0; i < size; i += L) {
      FloatVector x = FloatVector.fromMemorySegment(S, ALL, (in + 4 * i) & ADDRESS, ORDER).mul(s);
      VectorMath.tanh(x).mul(a).intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER);
    }
  }

  private static void silu(long out, long in, long size) {
    for (long i = 0; i < size; i += L) {
      FloatVector x = FloatVector.fromMemorySegment(S, ALL, (in + 4 * i) & ADDRESS, ORDER);
      VectorMath.gate(x, x).intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER);
    }
  }

  private static void gelu(long out, long in, long size) {
    for (long i = 0; i < size; i += L) {
      FloatVector x = FloatVector.fromMemorySegment(S, ALL, (in + 4 * i) & ADDRESS, ORDER);
      x.mul(VectorMath.normal(x, VectorMath.bell(x)))
          .intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER);
    }
  }

  private static void geluTanh(long out, long in, long size) {
    for (long i = 0; i < size; i += L) {
      FloatVector x = FloatVector.fromMemorySegment(S, ALL, (in + 4 * i) & ADDRESS, ORDER);
      VectorMath.gate(x, VectorMath.geluSteepness(x))
          .intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER);
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
