package dev.conform.runtime;

import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Tensor;
import java.util.List;

/**
 * How a parameter's values, which every file holds in PyTorch's order, lie in the runtime's memory:
 * a transposition.
 *
 * @param shape the parameter's shape as PyTorch writes it
 * @param dimensions the same values seen as up to five dimensions, outermost first
 * @param order the dimensions in the order in which memory holds them, outermost first; the
 *     innermost is PyTorch's outermost, 0
 */
public record Packing(List<Integer> shape, List<Integer> dimensions, List<Integer> order) {

  /**
   * Floats that are read from a row of memory at a time: two cache lines, which arrive together.
   */
  private static final int RUN = 32;

  /**
   * Keeps immutable copies.
   *
   * @throws IllegalArgumentException if the order does not end in 0
   */
  public Packing {
    shape = List.copyOf(shape);
    dimensions = List.copyOf(dimensions);
    order = List.copyOf(order);
    if (order.get(order.size() - 1) != 0) {
      throw new IllegalArgumentException(
          "order %s: PyTorch's outermost dimension, 0, is the innermost in memory"
              .formatted(order));
    }
  }

  /**
   * Packs {@code [outChannels, inChannels / groups, kernelH, kernelW]} as {@code [kernelH, kernelW,
   * inChannels / groups, outChannels]}.
   *
   * @param conv the convolution
   * @return the packing of its weight
   */
  public static Packing conv(Conv2d conv) {
    List<Integer> shape =
        List.of(
            conv.outChannels(),
            conv.inChannels() / conv.groups(),
            conv.window().kernelH(),
            conv.window().kernelW());
    return new Packing(shape, shape, List.of(2, 3, 1, 0));
  }

  /**
   * Packs {@code [units, inputs]} as {@code [inputs, units]}, the inputs in the order height,
   * width, channel.
   *
   * @param units number of outputs
   * @param input the shape of the layer's input
   * @return the packing of the layer's weight
   */
  public static Packing dense(int units, Shape input) {
    return new Packing(
        List.of(units, input.size()),
        List.of(units, input.channels(), input.height(), input.width()),
        List.of(2, 3, 1, 0));
  }

  /**
   * Packs one value for each channel, or for each unit of a flattened image.
   *
   * @param shape what the values belong to
   * @return the packing
   */
  public static Packing vector(Shape shape) {
    return shape.flat()
        ? new Packing(
            List.of(shape.size()),
            List.of(shape.channels(), shape.height(), shape.width()),
            List.of(1, 2, 0))
        : new Packing(List.of(shape.channels()), List.of(shape.channels()), List.of(0));
  }

  /**
   * Returns the number of values.
   *
   * @return the product of the shape
   */
  public int size() {
    int size = 1;
    for (int length : shape) {
      size = Math.multiplyExact(size, length);
    }
    return size;
  }

  /**
   * Writes values into the runtime's memory.
   *
   * @param packed overwritten
   * @param values read, in PyTorch's order
   */
  public void pack(Tensor packed, float[] values) {
    Packer packer = new Packer(this, packed);
    for (int block = 0; block < packer.blocks(); block++) {
      packer.pack(block, values, packer.first(block));
    }
  }

  /**
   * Writes values that come one after the other into the runtime's memory, a block at a time.
   *
   * @param packed overwritten
   * @param values read, in PyTorch's order
   */
  void pack(Tensor packed, FloatSource values) {
    Packer packer = new Packer(this, packed);
    float[] space = new float[packer.largest()];
    for (int block = 0; block < packer.blocks(); block++) {
      values.read(space, packer.count(block));
      packer.pack(block, space, 0);
    }
  }

  /**
   * Reads values from the runtime's memory.
   *
   * @param packed read
   * @return a new array in PyTorch's order
   */
  public float[] unpack(Tensor packed) {
    float[] values = new float[size()];
    int[] rows = rows();
    int length = rowLength();
    for (int column = 0; column < length; column += RUN) {
      int end = Math.min(column + RUN, length);
      for (int row = 0; row < rows.length; row++) {
        for (int i = column; i < end; i++) {
          values[i * rows.length + row] = packed.get((long) rows[row] * length + i);
        }
      }
    }
    return values;
  }

  /** How many neighbours are a row of memory: filters or units. */
  int rowLength() {
    return dimensions.get(0);
  }

  /** The row of memory for each value of a filter or unit, in PyTorch's order. */
  int[] rows() {
    int[] rows = {0};
    for (int d = 1; d < dimensions.size(); d++) {
      int length = dimensions.get(d);
      int step = step(d);
      int[] all = new int[rows.length * length];
      for (int at = 0; at < all.length; at++) {
        all[at] = rows[at / length] + at % length * step;
      }
      rows = all;
    }
    return rows;
  }

  /** How many rows of memory it is from one index of a dimension to the next. */
  private int step(int dimension) {
    int step = 1;
    for (int i = order.indexOf(dimension) + 1; i < order.size() - 1; i++) {
      step *= dimensions.get(order.get(i));
    }
    return step;
  }
}
