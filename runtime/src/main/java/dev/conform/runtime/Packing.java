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

  /** Floats that are gathered for memory at a time: two cache lines, which arrive together. */
  private static final int RUN = 32;

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
    int[] starts = starts();
    int step = step(inner());
    // All first runs of memory's rows come first, then all second ones: a block that PyTorch's
    // order has together, and that fits a cache.
    for (int column = 0; column < rowLength(); column += RUN) {
      pack(packed, values, starts, column * step, step, column);
    }
  }

  /**
   * Writes values that come one after the other into the runtime's memory, a block at a time.
   *
   * @param packed overwritten
   * @param values read, in PyTorch's order
   */
  <E extends Exception> void pack(Tensor packed, FloatSource<E> values) throws E {
    if (inner() != 0) {
      float[] all = new float[size()];
      values.read(all, all.length);
      pack(packed, all);
      return;
    }
    // A row of memory is what is outermost in PyTorch's order, filters or units: a few of these are
    // a block.
    int outer = rowLength();
    int[] starts = starts();
    float[] block = new float[Math.min(RUN, outer) * starts.length];
    for (int column = 0; column < outer; column += RUN) {
      values.read(block, Math.min(RUN, outer - column) * starts.length);
      pack(packed, block, starts, 0, starts.length, column);
    }
  }

  /**
   * Writes one run of each of memory's rows.
   *
   * @param starts of the rows
   * @param first index in {@code values} of the run of a row that starts at 0
   * @param step between neighbours in memory
   * @param column of the run in its row
   */
  private void pack(Tensor packed, float[] values, int[] starts, int first, int step, int column) {
    int length = rowLength();
    int count = Math.min(RUN, length - column);
    float[] run = new float[count];
    for (int row = 0; row < starts.length; row++) {
      gather(run, values, first + starts[row], step);
      // At once: memory is slow to write by value in a process that starts.
      packed.copyFrom(run, (long) row * length + column, count);
    }
  }

  private static void gather(float[] to, float[] from, int first, int step) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from[first + i * step];
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
    int[] starts = starts();
    int length = rowLength();
    int step = step(inner());
    for (int column = 0; column < length; column += RUN) {
      int end = Math.min(column + RUN, length);
      for (int row = 0; row < starts.length; row++) {
        for (int i = column; i < end; i++) {
          values[starts[row] + i * step] = packed.get((long) row * length + i);
        }
      }
    }
    return values;
  }

  /** The dimension along which memory's neighbours lie. */
  private int inner() {
    return order.get(order.size() - 1);
  }

  /** How many neighbours are a row of memory. */
  private int rowLength() {
    return dimensions.get(inner());
  }

  /** The step in PyTorch's order from one index of a dimension to the next. */
  private int step(int dimension) {
    int step = 1;
    for (int d = dimension + 1; d < dimensions.size(); d++) {
      step *= dimensions.get(d);
    }
    return step;
  }

  /** The index in PyTorch's order at which each row of memory starts. */
  private int[] starts() {
    int[] starts = {0};
    for (int i = 0; i < order.size() - 1; i++) {
      int length = dimensions.get(order.get(i));
      int step = step(order.get(i));
      int[] all = new int[starts.length * length];
      for (int at = 0; at < all.length; at++) {
        all[at] = starts[at / length] + at % length * step;
      }
      starts = all;
    }
    return starts;
  }
}
