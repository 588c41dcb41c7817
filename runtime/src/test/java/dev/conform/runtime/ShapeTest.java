package dev.conform.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void imagesEnterChannelsFirstAndLieChannelsLast() {
    Shape shape = Shape.image(2, 1, 3);
    float[] packed = new float[6];
    shape.pack(
        MemorySegment.ofArray(packed),
        0,
        MemorySegment.ofArray(new float[] {1, 2, 3, 10, 20, 30}),
        0);
    assertArrayEquals(new float[] {1, 10, 2, 20, 3, 30}, packed);
    float[] back = new float[6];
    shape.unpack(back, 0, MemorySegment.ofArray(packed), 0);
    assertArrayEquals(new float[] {1, 2, 3, 10, 20, 30}, back);
  }

  @Test
  void offsetsCountFloatsOnBothSides() {
    Shape shape = Shape.image(2, 1, 2);
    float[] packed = new float[8];
    shape.pack(
        MemorySegment.ofArray(packed),
        4,
        MemorySegment.ofArray(new float[] {0, 0, 0, 0, 1, 2, 3, 4}),
        4);
    assertArrayEquals(new float[] {0, 0, 0, 0, 1, 3, 2, 4}, packed);
    float[] back = new float[8];
    shape.unpack(back, 4, MemorySegment.ofArray(packed), 4);
    assertArrayEquals(new float[] {0, 0, 0, 0, 1, 2, 3, 4}, back);
  }

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
