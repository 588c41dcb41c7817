package dev.conform.runtime;

/** Makes seeds that have nothing to do with each other out of numbers that are close together. */
final class Seeds {

  private Seeds() {}

  /**
   * Mixes two numbers.
   *
   * @param seed any number
   * @param stream any number
   * @return a number in which every bit depends on every bit of both
   */
  static long mix(long seed, long stream) {
    return finish(finish(seed + 0x9E3779B97F4A7C15L) + stream);
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014; Stafford's variant 13). */
  private static long finish(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
