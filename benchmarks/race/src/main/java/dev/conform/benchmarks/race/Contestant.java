package dev.conform.benchmarks.race;

import java.io.IOException;

/** Something that is measured in turn with others. */
interface Contestant {

  /**
   * What was measured.
   *
   * @param millis the time
   * @param others how many processors other processes used meanwhile
   */
  record Turn(double millis, double others) {}

  /** Has its turn. */
  Turn turn() throws IOException;
}
