package dev.conform.benchmarks.race;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void theMiddleOneCountsNotTheMean() {
    assertEquals(new Spread(3, 1, 100, 3), Spread.of(new double[] {100, 1, 3}));
  }

  @Test
  void betweenTwoMiddleOnesLiesTheirMean() {
    assertEquals(new Spread(2.5, 1, 9, 4), Spread.of(new double[] {9, 2, 1, 3}));
  }

  @Test
  void oneValueIsAll() {
    assertEquals(new Spread(7, 7, 7, 1), Spread.of(new double[] {7}));
  }

  @Test
  void valuesStayInTheirOrder() {
    double[] values = {3, 1, 2};
    Spread.of(values);
    assertArrayEquals(new double[] {3, 1, 2}, values);
  }

  /** Twice as slow and twice as fast cancel. */
  @Test
  void ratiosAreAveragedAsFactors() {
    assertEquals(1, Spread.geometricMean(new double[] {2, 0.5}), 1e-12);
    assertEquals(4, Spread.geometricMean(new double[] {1, 4, 16}), 1e-12);
  }
}
