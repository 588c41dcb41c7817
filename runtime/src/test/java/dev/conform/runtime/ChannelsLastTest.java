package dev.conform.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class ChannelsLastTest {

  private final ChannelsLast order = new ChannelsLast();

  @Test
  void imagesEnterChannelsFirstAndLieChannelsLast() {
    Shape shape = Shape.image(2, 1, 3);
    float[] packed = new float[6];
    order.pack(
        shape,
        MemorySegment.ofArray(packed),
        0,
        MemorySegment.ofArray(new float[] {1, 2, 3, 10, 20, 30}),
        0);
    assertArrayEquals(new float[] {1, 10, 2, 20, 3, 30}, packed);
    float[] back = new float[6];
    order.unpack(shape, back, 0, MemorySegment.ofArray(packed), 0);
    assertArrayEquals(new float[] {1, 2, 3, 10, 20, 30}, back);
  }

  @Test
  void offsetsCountFloatsOnBothSides() {
    Shape shape = Shape.image(2, 1, 2);
    float[] packed = new float[8];
    order.pack(
        shape,
        MemorySegment.ofArray(packed),
        4,
        MemorySegment.ofArray(new float[] {0, 0, 0, 0, 1, 2, 3, 4}),
        4);
    assertArrayEquals(new float[] {0, 0, 0, 0, 1, 3, 2, 4}, packed);
    float[] back = new float[8];
    order.unpack(shape, back, 4, MemorySegment.ofArray(packed), 4);
    assertArrayEquals(new float[] {0, 0, 0, 0, 1, 2, 3, 4}, back);
  }

  @Test
  void imagesOfManyBlocksAndPixelsOfManyChannelsComeBack() {
    for (Shape shape : new Shape[] {Shape.image(3, 67, 71), Shape.image(5_000, 2, 3)}) {
      float[] image = new float[shape.size()];
      for (int i = 0; i < image.length; i++) {
        image[i] = i;
      }
      float[] packed = new float[image.length];
      order.pack(shape, MemorySegment.ofArray(packed), 0, MemorySegment.ofArray(image), 0);
      int pixels = shape.height() * shape.width();
      for (int i = 0; i < packed.length; i++) {
        int channel = i % shape.channels();
        assertEquals(channel * pixels + i / shape.channels(), packed[i]);
      }
      float[] back = new float[image.length];
      order.unpack(shape, back, 0, MemorySegment.ofArray(packed), 0);
      assertArrayEquals(image, back);
    }
  }
}
