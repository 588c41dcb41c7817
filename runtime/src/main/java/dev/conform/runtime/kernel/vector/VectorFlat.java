package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.RawMemory.ALL;
import static dev.conform.runtime.kernel.vector.Vectors.ADDRESS;
import static dev.conform.runtime.kernel.vector.Vectors.L;
import static dev.conform.runtime.kernel.vector.Vectors.ORDER;
import static dev.conform.runtime.kernel.vector.Vectors.S;
import static dev.conform.runtime.kernel.vector.Vectors.load;
import static dev.conform.runtime.kernel.vector.Vectors.mask;
import static dev.conform.runtime.kernel.vector.Vectors.store;

import dev.conform.runtime.kernel.AdamRates;
import dev.conform.runtime.kernel.DropoutMask;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What is done to values one by one, wherever they belong. The last vector is masked. Whether all
 * results are finite comes from a sum of them times zero: NaN and infinity make it NaN.
 *
 * <p>What inference calls leaves the methods of {@link Vectors} out: HotSpot did not always inline
 * them where a process began with other loops, and a vector that is returned is an object.
 */
final class VectorFlat {

  private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, S.vectorShape());

  private VectorFlat() {}

  static void clear(long out, long size) {
    long i = 0;
    for (; i <= size - L; i += L) {
      FloatVector.zero(S).intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER);
    }
    if (i < size) {
      FloatVector.zero(S)
          .intoMemorySegment(
              ALL,
              (out + 4 * i) & ADDRESS,
              ORDER,
              VectorMask.fromLong(S, (1L << Math.min(L, size - i)) - 1));
    }
  }

  static void copy(long out, long in, long size) {
    long i = 0;
    for (; i <= size - L; i += L) {
      FloatVector.fromMemorySegment(S, ALL, (in + 4 * i) & ADDRESS, ORDER)
          .intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER);
    }
    if (i < size) {
      VectorMask<Float> rest = VectorMask.fromLong(S, (1L << Math.min(L, size - i)) - 1);
      FloatVector.fromMemorySegment(S, ALL, (in + 4 * i) & ADDRESS, ORDER, rest)
          .intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER, rest);
    }
  }

  static void add(long out, long a, long b, long size) {
    long i = 0;
    for (; i <= size - L; i += L) {
      FloatVector.fromMemorySegment(S, ALL, (a + 4 * i) & ADDRESS, ORDER)
          .add(FloatVector.fromMemorySegment(S, ALL, (b + 4 * i) & ADDRESS, ORDER))
          .intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER);
    }
    if (i < size) {
      VectorMask<Float> rest = VectorMask.fromLong(S, (1L << Math.min(L, size - i)) - 1);
      FloatVector.fromMemorySegment(S, ALL, (a + 4 * i) & ADDRESS, ORDER, rest)
          .add(FloatVector.fromMemorySegment(S, ALL, (b + 4 * i) & ADDRESS, ORDER, rest))
          .intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER, rest);
    }
  }

  static void addScaled(long out, long in, float scale, long size) {
    FloatVector factor = FloatVector.broadcast(S, scale);
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = VectorMask.fromLong(S, (1L << Math.min(L, size - i)) - 1);
      factor
          .fma(
              FloatVector.fromMemorySegment(S, ALL, (in + 4 * i) & ADDRESS, ORDER, some),
              FloatVector.fromMemorySegment(S, ALL, (out + 4 * i) & ADDRESS, ORDER, some))
          .intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER, some);
    }
  }

  static void multiplyAdd(long out, long a, long b, long size) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      FloatVector sum = load(a + 4 * i, some).fma(load(b + 4 * i, some), load(out + 4 * i, some));
      store(sum, out + 4 * i, some);
    }
  }

  static void multiply(long out, long a, long b, long size) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = VectorMask.fromLong(S, (1L << Math.min(L, size - i)) - 1);
      FloatVector.fromMemorySegment(S, ALL, (a + 4 * i) & ADDRESS, ORDER, some)
          .mul(FloatVector.fromMemorySegment(S, ALL, (b + 4 * i) & ADDRESS, ORDER, some))
          .intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER, some);
    }
  }

  static void scale(long out, long in, float scale, long size) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      store(load(in + 4 * i, some).mul(scale), out + 4 * i, some);
    }
  }

  static void relu(long out, long in, long size) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = VectorMask.fromLong(S, (1L << Math.min(L, size - i)) - 1);
      FloatVector x = FloatVector.fromMemorySegment(S, ALL, (in + 4 * i) & ADDRESS, ORDER, some);
      x.blend(0, x.compare(VectorOperators.LT, 0))
          .intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER, some);
    }
  }

  static void relu6(long out, long in, long size) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = VectorMask.fromLong(S, (1L << Math.min(L, size - i)) - 1);
      FloatVector x = FloatVector.fromMemorySegment(S, ALL, (in + 4 * i) & ADDRESS, ORDER, some);
      FloatVector y = x.blend(0, x.compare(VectorOperators.LT, 0));
      y.blend(6, x.compare(VectorOperators.GT, 6))
          .intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER, some);
    }
  }

  static void leakyRelu(float slope, long out, long in, long size) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = VectorMask.fromLong(S, (1L << Math.min(L, size - i)) - 1);
      FloatVector x = FloatVector.fromMemorySegment(S, ALL, (in + 4 * i) & ADDRESS, ORDER, some);
      x.blend(x.mul(slope), x.compare(VectorOperators.LT, 0))
          .intoMemorySegment(ALL, (out + 4 * i) & ADDRESS, ORDER, some);
    }
  }

  // In the backward loops, a mask without lanes stands for "do not accumulate": then zeros are
  // added, and what dIn holds is not read.

  static void leakyReluBackward(
      float slope, long dIn, long dOut, long saved, long size, boolean accumulate) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      FloatVector before = load(dIn + 4 * i, mask(i, accumulate ? size : i));
      FloatVector gradient = load(dOut + 4 * i, some);
      VectorMask<Float> on = load(saved + 4 * i, some).compare(VectorOperators.GT, 0);
      store(gradient.mul(slope).blend(gradient, on).add(before), dIn + 4 * i, some);
    }
  }

  static void reluBackward(long dIn, long dOut, long saved, long size, boolean accumulate) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      FloatVector before = load(dIn + 4 * i, mask(i, accumulate ? size : i));
      VectorMask<Float> off = load(saved + 4 * i, some).compare(VectorOperators.LE, 0);
      store(load(dOut + 4 * i, some).blend(0, off).add(before), dIn + 4 * i, some);
    }
  }

  static void relu6Backward(long dIn, long dOut, long saved, long size, boolean accumulate) {
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      FloatVector before = load(dIn + 4 * i, mask(i, accumulate ? size : i));
      FloatVector y = load(saved + 4 * i, some);
      VectorMask<Float> on = y.compare(VectorOperators.GT, 0).and(y.compare(VectorOperators.LT, 6));
      store(load(dOut + 4 * i, some).blend(0, on.not()).add(before), dIn + 4 * i, some);
    }
  }

  static void sigmoidBackward(long dIn, long dOut, long saved, long size, boolean accumulate) {
    FloatVector one = FloatVector.broadcast(S, 1);
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      FloatVector before = load(dIn + 4 * i, mask(i, accumulate ? size : i));
      FloatVector y = load(saved + 4 * i, some);
      store(load(dOut + 4 * i, some).mul(y.mul(one.sub(y))).add(before), dIn + 4 * i, some);
    }
  }

  /** For y = a · tanh(s · x), whose derivative is s · (a − y² / a). */
  static void tanhBackward(
      float amplitude,
      float steepness,
      long dIn,
      long dOut,
      long saved,
      long size,
      boolean accumulate) {
    FloatVector a = FloatVector.broadcast(S, amplitude);
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      FloatVector before = load(dIn + 4 * i, mask(i, accumulate ? size : i));
      FloatVector y = load(saved + 4 * i, some);
      FloatVector derivative = a.sub(y.mul(y).div(a)).mul(steepness);
      store(load(dOut + 4 * i, some).mul(derivative).add(before), dIn + 4 * i, some);
    }
  }

  static void dropout(
      long out, long in, DropoutMask kept, long first, long size, boolean accumulate) {
    // The key changes where the index passes a multiple of 2³².
    for (long i = 0; i < size; ) {
      long same = (1L << Integer.SIZE) - (first + i & 0xFFFFFFFFL);
      long count = Math.min(size - i, same);
      dropoutWithOneKey(out + 4 * i, in + 4 * i, kept, first + i, count, accumulate);
      i += count;
    }
  }

  private static void dropoutWithOneKey(
      long out, long in, DropoutMask kept, long first, long size, boolean accumulate) {
    long key = kept.key(first);
    IntVector keys = IntVector.zero(INTS).addIndex(1).add((int) first + DropoutMask.firstKey(key));
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      IntVector hash = mix(mix(keys.add((int) i)).add(DropoutMask.secondKey(key)));
      VectorMask<Float> keep =
          hash.lanewise(VectorOperators.LSHR, DropoutMask.UNUSED_BITS)
              .compare(VectorOperators.GE, kept.threshold())
              .cast(S);
      FloatVector x = load(in + 4 * i, some).mul(kept.scale());
      FloatVector before = load(out + 4 * i, mask(i, accumulate ? size : i));
      store(FloatVector.zero(S).blend(x, keep).add(before), out + 4 * i, some);
    }
  }

  private static IntVector mix(IntVector x) {
    IntVector h = x;
    h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 16));
    h = h.mul(DropoutMask.FACTOR_1);
    h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 15));
    h = h.mul(DropoutMask.FACTOR_2);
    return h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 16));
  }

  static boolean sgd(
      long parameter,
      long gradient,
      long velocity,
      float lr,
      float momentum,
      float weightDecay,
      boolean nesterov,
      long size) {
    if (velocity == 0) {
      return sgd(parameter, gradient, lr, weightDecay, size);
    }
    FloatVector zeros = FloatVector.zero(S);
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      long at = 4 * i;
      FloatVector p = load(parameter + at, some);
      FloatVector g = p.mul(weightDecay).add(load(gradient + at, some));
      FloatVector v = load(velocity + at, some).mul(momentum).add(g);
      store(v, velocity + at, some);
      // v, or g + momentum·v
      FloatVector step = v.mul(nesterov ? momentum : 1).add(g.mul(nesterov ? 1 : 0));
      p = p.sub(step.mul(lr));
      store(p, parameter + at, some);
      zeros = p.mul(0).add(zeros);
    }
    return zeros.eq(0).allTrue();
  }

  private static boolean sgd(
      long parameter, long gradient, float lr, float weightDecay, long size) {
    FloatVector zeros = FloatVector.zero(S);
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      long at = 4 * i;
      FloatVector p = load(parameter + at, some);
      p = p.sub(p.mul(weightDecay).add(load(gradient + at, some)).mul(lr));
      store(p, parameter + at, some);
      zeros = p.mul(0).add(zeros);
    }
    return zeros.eq(0).allTrue();
  }

  static boolean momentum(
      long parameter, long velocity, float lr, float momentum, float weightDecay, long size) {
    FloatVector zeros = FloatVector.zero(S);
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      long at = 4 * i;
      FloatVector p = load(parameter + at, some);
      FloatVector v = p.mul(weightDecay).add(load(velocity + at, some));
      p = p.sub(v.mul(lr));
      store(p, parameter + at, some);
      store(v.mul(momentum), velocity + at, some);
      zeros = p.mul(0).add(zeros);
    }
    return zeros.eq(0).allTrue();
  }

  static boolean areFinite(long values, long size) {
    FloatVector zeros = FloatVector.zero(S);
    for (long i = 0; i < size; i += L) {
      zeros = load(values + 4 * i, mask(i, size)).mul(0).add(zeros);
    }
    return zeros.eq(0).allTrue();
  }

  static boolean adam(
      long parameter, long gradient, long mean, long variance, AdamRates r, long size) {
    FloatVector zeros = FloatVector.zero(S);
    for (long i = 0; i < size; i += L) {
      VectorMask<Float> some = mask(i, size);
      long at = 4 * i;
      FloatVector p = load(parameter + at, some);
      FloatVector g = load(gradient + at, some).add(p.mul(r.addedDecay()));
      FloatVector m = load(mean + at, some);
      m = m.add(g.sub(m).mul(1 - r.beta1()));
      FloatVector v = load(variance + at, some).mul(r.beta2()).add(g.mul(g).mul(1 - r.beta2()));
      store(m, mean + at, some);
      store(v, variance + at, some);
      FloatVector root = v.sqrt().mul(r.rootScale()).add(r.epsilon());
      p = p.mul(r.keep()).sub(m.div(root).mul(r.stepSize()));
      store(p, parameter + at, some);
      zeros = p.mul(0).add(zeros);
    }
    return zeros.eq(0).allTrue();
  }
}
