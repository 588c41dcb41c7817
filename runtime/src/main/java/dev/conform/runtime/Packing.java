package dev.conform.runtime;

import dev.conform.runtime.io.FloatSource;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Tensor;
import java.util.List;

/**
 * How a parameter's values, which every file holds in PyTorch's order, lie in the runtime's memory:
 * a transposition.
 *
 * @param shape the parameter's shape as PyTorch writes it
 * @param dimensions the same values seen as up to five dimensions, outermost first
 * @param order the dimensions in the order in which memory holds them, outermost first
 */
public record Packing(List<Integer> shape, List<Integer> dimensions, List<Integer> order) {

  /** Floats of a cache line. */
  private static final int LINE = 16;

  /** Keeps immutable copies. */
  public Packing {
    shape = List.copyOf(shape);
    dimensions = List.copyOf(dimensions);
    order = List.copyOf(order);
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
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /**
   * Writes values into the runtime's memory.
   *
   * @param packed overwritten
   * @param values read, in PyTorch's order
   */
  public void pack(Tensor packed, float[] values) {
    move(writer(packed, values));
  }

  /**
   * Reads values from the runtime's memory.
   *
   * @param packed read
   * @return a new array in PyTorch's order
   */
  public float[] unpack(Tensor packed) {
    float[] values = new float[size()];
    move(
        (at, to, step, count) -> {
          for (int i = 0; i < count; i++) {
            values[to + i * step] = packed.get(at + i);
          }
        });
    return values;
  }

  /**
   * Writes values that come one after the other into the runtime's memory, a block at a time.
   *
   * @param packed overwritten
   * @param values read, in PyTorch's order
   */
  <E extends Exception> void pack(Tensor packed, FloatSource<E> values) throws E {
    if (order.get(order.size() - 1) != 0) {
      float[] all = new float[size()];
      values.read(all, all.length);
      pack(packed, all);
      return;
    }
    // Memory has together what is outermost in PyTorch's order, filters or units: a few of these
    // are a block.
    int outer = dimensions.get(0);
    int row = size() / outer;
    float[] block = new float[Math.min(LINE, outer) * row];
    for (int start = 0; start < outer; start += LINE) {
      values.read(block, Math.min(LINE, outer - start) * row);
      move(start, 0, writer(packed, block));
    }
  }

  /** Gathers a run in an array first: memory is slow to write by value in a process that starts. */
  private static Run writer(Tensor packed, float[] values) {
    float[] line = new float[LINE];
    return (at, from, step, count) -> {
      for (int i = 0; i < count; i++) {
        line[i] = values[from + i * step];
      }
      packed.copyFrom(line, at, count);
    };
  }

  /**
   * Moves all values, in runs of {@link #LINE} neighbours in memory. All first runs come first,
   * then all second ones: a block that PyTorch's order has together, and that fits a cache.
   */
  private void move(Run run) {
    int inner = order.get(order.size() - 1);
    for (int start = 0; start < dimensions.get(inner); start += LINE) {
      move(start, start * strides()[order.size() - 1], run);
    }
  }

  /**
   * Moves a block.
   *
   * @param start of its run in each row of memory
   * @param first index of its first value in PyTorch's order
   */
  private void move(int start, int first, Run run) {
    int inner = order.size() - 1;
    int[] sizes = order.stream().mapToInt(dimensions::get).toArray();
    int[] strides = strides();
    int rows = size() / sizes[inner];
    int count = Math.min(LINE, sizes[inner] - start);
    int[] position = new int[inner];
    int plain = first;
    for (int row = 0; row < rows; row++) {
      run.move(row * sizes[inner] + start, plain, strides[inner], count);
      plain = next(position, sizes, strides, plain);
    }
  }

  /** The step in PyTorch's order for each dimension of memory's order. */
  private int[] strides() {
    int[] plain = new int[dimensions.size()];
    int step = 1;
    for (int d = plain.length - 1; d >= 0; d--) {
      plain[d] = step;
      step *= dimensions.get(d);
    }
    return order.stream().mapToInt(d -> plain[d]).toArray();
  }

  /** Counts {@code position} up in memory's order and returns the index in PyTorch's. */
  private static int next(int[] position, int[] sizes, int[] strides, int index) {
    for (int d = position.length - 1; d >= 0; d--) {
      index += strides[d];
      if (++position[d] < sizes[d]) {
        return index;
      }
      index -= position[d] * strides[d];
      position[d] = 0;
    }
    return index;
  }

  /** Moves a few values that are neighbours in memory. */
  private interface Run {

    /**
     * Moves them.
     *
     * @param packed index of the first in memory
     * @param plain index of the first in PyTorch's order
     * @param step between two of them in PyTorch's order
     * @param count how many
     */
    void move(int packed, int plain, int step, int count);
  }
}
