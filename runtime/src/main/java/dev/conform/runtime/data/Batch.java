package dev.conform.runtime.data;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Some images of a dataset with their targets, ready for a network. A {@link BatchLoader} fills a
 * batch again when its user asks for the next one.
 */
public final class Batch {

  private static final int CACHE_LINE = 64;

  private final MemorySegment images;
  private final Targets targets;
  private final int[] indices;
  private final int imageSize;
  private int size;

  Batch(Arena arena, Dataset dataset, int capacity) {
    this.imageSize = dataset.imageShape().size();
    long bytes = Math.multiplyExact((long) imageSize * Float.BYTES, (long) capacity);
    this.images = arena.allocate(bytes, CACHE_LINE);
    this.targets = dataset.targets().buffer(capacity);
    this.indices = new int[capacity];
  }

  /** Reads images by their place in an order. */
  void fill(Dataset dataset, int[] order, int start, int count) {
    for (int i = 0; i < count; i++) {
      int index = order[start + i];
      dataset.readImage(index, images, (long) i * imageSize);
      targets.copy(i, dataset.targets(), index);
      indices[i] = index;
    }
    size = count;
  }

  /**
   * Returns how many images there are; the last batch of an epoch may have fewer than the others.
   *
   * @return 1 or more
   */
  public int size() {
    return size;
  }

  /**
   * Returns the images, as {@code Model.forward} takes them.
   *
   * @return floats, one image after the other, each in the order C×H×W; only the first {@link
   *     #size()} images count
   */
  public MemorySegment images() {
    return images;
  }

  /**
   * Returns what the network should make of the images.
   *
   * @return targets, of which only the first {@link #size()} count
   */
  public Targets targets() {
    return targets;
  }

  /**
   * Returns which image of the dataset this is.
   *
   * @param image its place in this batch
   * @return its index in the dataset
   */
  public int index(int image) {
    return indices[image];
  }
}
