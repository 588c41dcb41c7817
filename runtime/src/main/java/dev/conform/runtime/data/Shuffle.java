package dev.conform.runtime.data;

import java.util.SplittableRandom;

/** The order of the images in an epoch: nothing but seed and epoch decide it. */
final class Shuffle {

  private Shuffle() {}

  /**
   * Draws a random order (Fisher and Yates, in Durstenfeld's form).
   *
   * @param order overwritten with the numbers from 0 to its length − 1
   * @param seed of the training
   * @param epoch from 0
   */
  static void order(int[] order, long seed, int epoch) {
    inOrder(order);
    // Mixed first: generators that start a multiple of their step apart give the same numbers.
    long start = new SplittableRandom(seed).nextLong() + epoch;
    SplittableRandom random = new SplittableRandom(start);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  static void inOrder(int[] order) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }
}
