package dev.conform.runtime.kernel;

/**
 * Which values dropout keeps: a hash of a seed and the value's index, so that the backward pass
 * needs no mask. The hash works on 32-bit words, as vectors do: two rounds of the integer mixer
 * lowbias32 (C. Wellons, "Prospecting for hash functions", 2018), with half of the mixed seed added
 * before each.
 */
public final class DropoutMask {

  /** The first factor of a round. */
  public static final int FACTOR_1 = 0x7feb352d;

  /** The second factor of a round. */
  public static final int FACTOR_2 = 0x846ca68b;

  /** A hash is shifted down by this much before it is compared: 24 bits are enough. */
  public static final int UNUSED_BITS = 8;

  private long seed;
  private int threshold;
  private float scale = 1;

  /** Makes a mask that keeps all. */
  public DropoutMask() {}

  /**
   * Sets the mask.
   *
   * @param newSeed another seed gives another mask
   * @param rate the part that is dropped, from 0 to below 1
   * @return this
   */
  public DropoutMask set(long newSeed, float rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("rate " + rate + ": it must be from 0 to below 1");
    }
    seed = newSeed;
    threshold = Math.round(rate * (1 << (Integer.SIZE - UNUSED_BITS)));
    scale = 1 / (1 - rate);
    return this;
  }

  /**
   * Tells whether a value is kept.
   *
   * @param index of the value in the batch
   * @return false if it is dropped
   */
  public boolean keeps(long index) {
    long key = key(index);
    int hash = mix((int) index + firstKey(key));
    hash = mix(hash + secondKey(key));
    return hash >>> UNUSED_BITS >= threshold;
  }

  /**
   * Returns the mixed seed, which is the same for indices that differ in their low 32 bits only.
   *
   * @param index of a value
   * @return two keys of 32 bits
   */
  public long key(long index) {
    long z = seed + (index >>> Integer.SIZE) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * Returns what is added before the first round.
   *
   * @param key from {@link #key(long)}
   * @return its low half
   */
  public static int firstKey(long key) {
    return (int) key;
  }

  /**
   * Returns what is added before the second round.
   *
   * @param key from {@link #key(long)}
   * @return its high half
   */
  public static int secondKey(long key) {
    return (int) (key >>> Integer.SIZE);
  }

  /**
   * Returns the smallest upper 24 bits of a hash whose value is kept.
   *
   * @return rate · 2²⁴
   */
  public int threshold() {
    return threshold;
  }

  /**
   * Returns what kept values are multiplied by.
   *
   * @return 1 / (1 − rate)
   */
  public float scale() {
    return scale;
  }

  private static int mix(int x) {
    int h = x;
    h = (h ^ (h >>> 16)) * FACTOR_1;
    h = (h ^ (h >>> 15)) * FACTOR_2;
    return h ^ (h >>> 16);
  }
}
