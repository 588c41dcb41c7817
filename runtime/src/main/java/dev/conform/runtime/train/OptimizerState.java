package dev.conform.runtime.train;

/** What an optimizer remembers of one model, outside the heap. */
public interface OptimizerState extends AutoCloseable {

  /**
   * Changes the model's parameters by its gradients. Allocates nothing.
   *
   * @param learningRate of this step
   */
  void step(double learningRate);

  /** Gives the memory back. Closing twice does nothing. */
  @Override
  void close();
}
