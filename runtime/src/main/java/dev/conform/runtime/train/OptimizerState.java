package dev.conform.runtime.train;

/** What an optimizer remembers of one model, outside the heap. */
public interface OptimizerState extends AutoCloseable {

  /**
   * Changes the model's parameters by the gradients of its last backward pass. Allocates nothing.
   *
   * @param learningRate of this step
   * @return whether all parameters are finite now
   */
  boolean step(double learningRate);

  /** Gives the memory back. Closing twice does nothing. */
  @Override
  void close();
}
