package dev.conform.runtime.kernel;

import java.lang.foreign.Arena;

/**
 * The weight and the bias of a convolution in the form in which inference reads them: with a batch
 * norm folded in, and laid out as the algorithm wants them. {@link Kernels#conv2dPrepare} writes it
 * from the parameters, and again after they have changed.
 *
 * <p>It takes its memory when it is first written: a model that only trains never needs it.
 */
public final class Prepared {

  private final Arena arena;
  private final long weightFloats;
  private final int biasFloats;
  private Tensor weight = Tensor.NONE;
  private Tensor bias = Tensor.NONE;

  /**
   * Makes an empty one.
   *
   * @param arena that will own the memory
   * @param conv the convolution
   */
  public Prepared(Arena arena, Conv2d conv) {
    this.arena = arena;
    this.weightFloats = Kernels.preparedFloats(conv);
    this.biasFloats = conv.outChannels();
  }

  /** Takes the memory, unless that has been done. */
  void require() {
    if (!weight.isPresent()) {
      weight = allocate(weightFloats);
      bias = allocate(biasFloats);
    }
  }

  private Tensor allocate(long floats) {
    return new Tensor(
        arena.allocate(
            Math.multiplyExact(floats, (long) Float.BYTES), (long) Tensor.ALIGNMENT * Float.BYTES));
  }

  /**
   * Returns the weight.
   *
   * @return its values in an order that is the algorithm's own; {@link Tensor#NONE} before it is
   *     first written
   */
  public Tensor weight() {
    return weight;
  }

  /**
   * Returns the bias.
   *
   * @return a value for each output channel; {@link Tensor#NONE} before it is first written
   */
  public Tensor bias() {
    return bias;
  }
}
