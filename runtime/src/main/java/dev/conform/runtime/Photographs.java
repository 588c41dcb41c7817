package dev.conform.runtime;

import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Moves images of three channels into the order of the runtime, as {@link ChannelsLast} does those
 * of any number, but in the kernels' loops: every network for photographs begins with that.
 */
final class Photographs {

  /** Three planes of so many pixels stay in the first-level cache. */
  private static final int PIXELS = 1024;

  private final Kernels kernels;
  private final Tensor planes;

  /**
   * Takes memory for some pixels.
   *
   * @param kernels that do it
   * @param arena that owns the memory
   */
  Photographs(Kernels kernels, Arena arena) {
    this.kernels = kernels;
    this.planes =
        new Tensor(
            arena.allocate(
                (long) Kernels.COLOURS * PIXELS * Float.BYTES,
                (long) Tensor.ALIGNMENT * Float.BYTES));
  }

  /** Tells whether an image is one. */
  static boolean isOne(Shape shape) {
    return shape.channels() == Kernels.COLOURS && shape.height() * shape.width() > 1;
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
    int size = shape.height() * shape.width();
    for (int pixel = 0; pixel < size; pixel += PIXELS) {
      int count = Math.min(PIXELS, size - pixel);
      for (int colour = 0; colour < Kernels.COLOURS; colour++) {
        MemorySegment.copy(
            image,
            (first + (long) colour * size + pixel) * Float.BYTES,
            planes.segment(),
            (long) colour * count * Float.BYTES,
            (long) count * Float.BYTES);
      }
      kernels.interleave(packed, first + (long) pixel * Kernels.COLOURS, planes, count);
    }
  }
}
