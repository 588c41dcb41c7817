package dev.conform.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void readsAsItIsWritten() {
    assertEquals("6×28×28", Shape.image(6, 28, 28).toString());
    assertEquals("120", Shape.units(120).toString());
    assertEquals("400", Shape.image(16, 5, 5).flatten().toString());
  }

  @Test
  void sizesThatAnIntCannotCountAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Shape.image(0, 1, 1));
    assertThrows(ArithmeticException.class, () -> Shape.image(65_536, 65_536, 1));
  }
}
