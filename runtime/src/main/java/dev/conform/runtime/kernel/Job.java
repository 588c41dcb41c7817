package dev.conform.runtime.kernel;

/**
 * An operation that is cut into pieces. One object is made ahead for each kind of operation of a
 * model; its fields hold the arguments of the call under way.
 */
abstract class Job {

  /**
   * Does one piece. The pieces of a call run at the same time, so they write different memory.
   *
   * @param piece from 0; also the slot whose workspace, product and partial sums it may use
   * @param pieces how many there are
   */
  abstract void run(int piece, int pieces);

  /** Returns where a piece's share of {@code total} things begins; that of the next is its end. */
  static long share(long total, int piece, int pieces) {
    return total * piece / pieces;
  }
}
