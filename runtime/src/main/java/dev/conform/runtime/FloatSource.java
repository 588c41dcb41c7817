package dev.conform.runtime;

/**
 * Hands out the values of a parameter one after the other, so that a large one need not be in the
 * heap as a whole.
 */
@FunctionalInterface
interface FloatSource {

  /**
   * Hands out the next values.
   *
   * @param to overwritten from its start
   * @param count how many, at most its length and what is left
   */
  void read(float[] to, int count);
}
