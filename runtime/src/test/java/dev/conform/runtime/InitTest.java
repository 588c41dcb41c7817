package dev.conform.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InitTest {

  /** Even over ±b has mean 0 and variance b²/3; 5 standard errors are allowed. */
  @Test
  void drawsEvenlyFromTheBoundThatFanInGives() {
    int size = 100_000;
    float[] values = Init.fanIn(25).values(1, "c1.weight", size);
    double bound = 0.2;
    double mean = 0;
    double square = 0;
    for (float value : values) {
      assertTrue(Math.abs(value) <= bound);
      mean += value / size;
      square += (double) value * value / size;
    }
    double variance = bound * bound / 3;
    assertEquals(0, mean, 5 * Math.sqrt(variance / size));
    assertEquals(variance, square, 5 * variance * Math.sqrt(0.8 / size));
  }

  /** A generator that is seeded with neighbouring multiples of its step only shifts its values. */
  @Test
  void neighbouringSeedsShareNoValue() {
    Set<Float> values = new HashSet<>();
    for (int seed = 0; seed < 4; seed++) {
      for (float value : Init.fanIn(1).values(seed, "c1.weight", 100)) {
        values.add(value);
      }
    }
    assertEquals(400, values.size());
  }

  @Test
  void dependsOnSeedAndNameOnly() {
    float[] values = Init.fanIn(9).values(7, "a.weight", 10);
    assertArrayEquals(values, Init.fanIn(9).values(7, "a.weight", 10));
    assertFalse(Arrays.equals(values, Init.fanIn(9).values(8, "a.weight", 10)));
    assertFalse(Arrays.equals(values, Init.fanIn(9).values(7, "b.weight", 10)));
  }
}
