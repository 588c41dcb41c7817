package dev.conform.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class ThreePlanesTest {

  private static final Shape SHAPE = Shape.image(3, 67, 71);

  @Test
  void onlyImagesOfThreeChannelsHaveThem() {
    assertTrue(ThreePlanes.make(SHAPE));
    assertTrue(ThreePlanes.make(Shape.image(3, 1, 2)));
    assertFalse(ThreePlanes.make(Shape.image(3, 1, 1)));
    assertFalse(ThreePlanes.make(Shape.image(4, 67, 71)));
  }

  @Test
  void eachImageComesInPixelByPixel() {
    for (Shape shape : new Shape[] {SHAPE, Shape.image(3, 1, 2)}) {
      float[] images = numbers(shape);
      check(shape, images, MemorySegment.ofArray(images).asReadOnly());
    }
  }

  @Test
  void imagesMayBeginAnywhereInAnArrayOfBytes() {
    float[] images = numbers(SHAPE);
    MemorySegment bytes = MemorySegment.ofArray(new byte[4 * images.length + 1]).asSlice(1);
    for (int i = 0; i < images.length; i++) {
      bytes.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * i, images[i]);
    }
    check(SHAPE, images, bytes);
  }

  @Test
  void anImageThatEndsEarlyIsRefused() {
    try (Arena arena = Arena.ofConfined()) {
      ThreePlanes planes = new ThreePlanes(new Kernels(1, Tensor.NONE), arena);
      Tensor packed = tensor(arena, SHAPE.size());
      MemorySegment shorter = arena.allocate(4L * SHAPE.size() - 1);
      assertThrows(IndexOutOfBoundsException.class, () -> planes.pack(SHAPE, packed, shorter, 0));
    }
  }

  private static float[] numbers(Shape shape) {
    float[] two = new float[2 * shape.size()];
    for (int i = 0; i < two.length; i++) {
      two[i] = i;
    }
    return two;
  }

  private static void check(Shape shape, float[] images, MemorySegment source) {
    try (Arena arena = Arena.ofConfined()) {
      ThreePlanes planes = new ThreePlanes(new Kernels(1, Tensor.NONE), arena);
      Tensor packed = tensor(arena, images.length);
      int size = shape.size();
      int pixels = size / 3;
      for (int image = 0; image < 2; image++) {
        planes.pack(shape, packed, source, (long) image * size);
      }
      for (int i = 0; i < images.length; i++) {
        int from = i / size * size + i % size % 3 * pixels + i % size / 3;
        assertEquals(images[from], packed.get(i), "value " + i);
      }
    }
  }

  private static Tensor tensor(Arena arena, int floats) {
    return new Tensor(arena.allocate(4L * floats, 64));
  }
}
