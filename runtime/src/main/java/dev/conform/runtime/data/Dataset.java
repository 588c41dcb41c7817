package dev.conform.runtime.data;

import dev.conform.runtime.Shape;
import java.lang.foreign.MemorySegment;

/**
 * Images with what the network should make of them, reached by index. All images have one shape.
 *
 * <p>A {@link BatchLoader} reads from a thread of its own: an implementation is immutable, or it
 * locks.
 */
public interface Dataset {

  /**
   * Returns how many images there are.
   *
   * @return 0 or more
   */
  int size();

  /**
   * Returns the shape of every image.
   *
   * @return channels, height, width
   */
  Shape imageShape();

  /**
   * Returns what the network should make of the images.
   *
   * @return one target for each image
   */
  Targets targets();

  /**
   * Writes one image in the order C×H×W.
   *
   * @param index of the image, from 0 to {@code size() - 1}
   * @param images overwritten; {@code imageShape().size()} floats from {@code offset}
   * @param offset in floats
   * @throws IndexOutOfBoundsException if there is no such image
   */
  void readImage(int index, MemorySegment images, long offset);
}
