package dev.conform.examples.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.runtime.data.ImageDataset;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class EmbeddedDigitsTest {

  /** The counts that scikit-learn documents for its copy. */
  @Test
  void allImagesAreThere() throws IOException {
    ImageDataset digits = EmbeddedDigits.read();
    assertEquals(1797, digits.size());
    assertEquals("1×8×8", digits.imageShape().toString());
    assertArrayEquals(
        new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, digits.targets().counts());
  }

  /** The first line of the file: a zero, whose first row is 0 0 5 13 9 1 0 0 of 16. */
  @Test
  void pixelsAreSharesOfInk() throws IOException {
    ImageDataset digits = EmbeddedDigits.read();
    assertEquals(0, digits.label(0));
    assertArrayEquals(
        new float[] {0, 0, 0.3125f, 0.8125f, 0.5625f, 0.0625f, 0, 0},
        Arrays.copyOf(digits.get(0), 8));
  }
}
