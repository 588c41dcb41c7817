package dev.conform.runtime.io;

import java.util.List;

/** A tensor as it is in a file: a name, a shape, and values with the last dimension fastest. */
public final class StoredTensor {

  private final String name;
  private final List<Integer> shape;
  private final float[] values;

  /**
   * Makes a tensor; the array is not copied.
   *
   * @param name any text but {@code __metadata__}
   * @param shape sizes of the dimensions, each 0 or more; empty for a single number
   * @param values as many as the product of the shape
   * @throws IllegalArgumentException if the name or a size is not allowed, or the values are more
   *     or fewer
   */
  public StoredTensor(String name, List<Integer> shape, float[] values) {
    this.name = name;
    this.shape = List.copyOf(shape);
    this.values = values;
    if (name.equals(Header.METADATA) || !Text.isWellFormed(name)) {
      throw new IllegalArgumentException(Text.quote(name) + " cannot be the name of a tensor");
    }
    long size = 1;
    for (int dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "tensor %s: negative size in shape %s".formatted(Text.quote(name), shape));
      }
      size = Math.multiplyExact(size, (long) dimension);
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          "tensor %s: shape %s takes %d values, not %d"
              .formatted(Text.quote(name), shape, size, values.length));
    }
  }

  /**
   * Returns the name.
   *
   * @return for example {@code c1.weight}
   */
  public String name() {
    return name;
  }

  /**
   * Returns the sizes of the dimensions.
   *
   * @return for example {@code [6, 1, 5, 5]}; empty for a single number
   */
  public List<Integer> shape() {
    return shape;
  }

  /**
   * Returns the values.
   *
   * @return the array itself, not a copy
   */
  public float[] values() {
    return values;
  }

  /** Returns name and shape, for example {@code c1.weight [6, 1, 5, 5]}. */
  @Override
  public String toString() {
    return Text.plain(name) + " " + shape;
  }
}
