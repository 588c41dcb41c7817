package dev.conform.runtime.kernel;

/** A convolution that makes rows of its output where a later operation asks for them. */
interface RowSource {

  /** Gets a piece ready, before it asks for rows. */
  void begin(int piece);

  /**
   * Makes rows of one image, activation and all.
   *
   * @param to overwritten with the first row, the others lie behind it
   * @param image its place in the batch
   * @param top the first row
   * @param rows how many; may be 0
   */
  void rows(int piece, long to, long image, int top, int rows);

  /** Returns the work of the whole batch, in multiplications of vectors. */
  long steps();
}
