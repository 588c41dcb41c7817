package dev.conform.runtime;

import dev.conform.runtime.kernel.Tensor;

/**
 * A running sum that an optimizer keeps in the memory of a model's gradients; {@link
 * Model#sumGradients()} makes it. Each backward pass adds its gradients, and a step uses the sum
 * before the next pass. Until this is closed {@link Parameter#gradient()} and {@link
 * Model#gradientMemory()} throw.
 */
public final class GradientSum implements AutoCloseable {

  private final Model model;
  private final Tensor memory;
  private boolean isWaiting;

  GradientSum(Model model, Tensor memory) {
    this.model = model;
    this.memory = memory;
  }

  /** A backward pass begins. */
  void add() {
    if (isWaiting) {
      throw new IllegalStateException(
          """
          %s: the gradients of the last backward pass were added to the optimizer's velocity and no step has used them.
          Call step after each backward, or use Sgd's keepGradients()"""
              .formatted(model.name()));
    }
    isWaiting = true;
  }

  /**
   * Returns the sum for one step, with the gradients of one backward pass in it.
   *
   * @return read and overwritten by the step, laid out like {@link Model#parameterMemory()}
   * @throws IllegalStateException if there was no backward pass since the last step
   */
  public Tensor take() {
    if (!isWaiting) {
      throw new IllegalStateException(
          "%s: the last step has used up the gradients; run forward and backward before the next"
              .formatted(model.name()));
    }
    isWaiting = false;
    return memory;
  }

  /**
   * Leaves the memory to gradients again: the next backward pass overwrites it. Closing twice does
   * nothing.
   */
  @Override
  public void close() {
    model.end(this);
  }
}
