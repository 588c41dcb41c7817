package dev.conform.runtime;

import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Moves images of three channels into the order of the runtime, as {@link ChannelsLast} does those
 * of any number, but in the kernels' loops: every network for photographs begins with that.
 */
final class ThreePlanes {

  /** Three planes of so many pixels stay in the first-level cache. */
  private static final int PIXELS = 1024;

  private final Kernels kernels;
  private final Arena arena;
  private Tensor planes = Tensor.NONE;

  /**
   * Takes no memory before the first image.
   *
   * @param kernels that do it
   * @param arena that will own the memory for some pixels
   */
  ThreePlanes(Kernels kernels, Arena arena) {
    this.kernels = kernels;
    this.arena = arena;
  }

  /** Tells whether images of a shape have three planes of more than a pixel. */
  static boolean make(Shape shape) {
    return shape.channels() == Kernels.PLANES && shape.height() * shape.width() > 1;
  }

  /**
   * Copies one image in.
   *
   * @param shape of the image
   * @param packed overwritten with {@code shape.size()} floats from {@code first}
   * @param image read from {@code first}
   * @param first in floats
   */
  void pack(Shape shape, Tensor packed, MemorySegment image, long first) {
    if (!planes.isPresent()) {
      long bytes = (long) Kernels.PLANES * PIXELS * Float.BYTES;
      planes = new Tensor(arena.allocate(bytes, (long) Tensor.ALIGNMENT * Float.BYTES));
    }
    int size = shape.height() * shape.width();
    for (int pixel = 0; pixel < size; pixel += PIXELS) {
      int count = Math.min(PIXELS, size - pixel);
      for (int plane = 0; plane < Kernels.PLANES; plane++) {
        MemorySegment.copy(
            image,
            (first + (long) plane * size + pixel) * Float.BYTES,
            planes.segment(),
            (long) plane * count * Float.BYTES,
            (long) count * Float.BYTES);
      }
      kernels.interleave(packed, first + (long) pixel * Kernels.PLANES, planes, count);
    }
  }
}
