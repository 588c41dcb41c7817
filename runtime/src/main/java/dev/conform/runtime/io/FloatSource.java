package dev.conform.runtime.io;

/**
 * Hands out the values of a tensor one after the other, so that a large one need not be in memory
 * as a whole.
 *
 * @param <E> what may go wrong
 */
@FunctionalInterface
public interface FloatSource<E extends Exception> {

  /**
   * Hands out the next values.
   *
   * @param to overwritten from its start
   * @param count how many, at most its length and what is left
   * @throws E if they cannot be had
   */
  void read(float[] to, int count) throws E;
}
