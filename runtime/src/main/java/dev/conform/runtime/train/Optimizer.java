package dev.conform.runtime.train;

import dev.conform.runtime.Model;

/**
 * A rule by which gradients change parameters. It holds numbers only; what it remembers from step
 * to step belongs to one model and is an {@link OptimizerState}.
 */
public interface Optimizer {

  /**
   * Returns the learning rate that a schedule starts from.
   *
   * @return above 0
   */
  double learningRate();

  /**
   * Starts with a model, as if it had made no step yet.
   *
   * @param model to be changed
   * @return what is to be closed after the training
   * @throws IllegalStateException if the model was built for inference only
   * @throws dev.conform.runtime.InsufficientMemoryException if there is not enough memory for what
   *     the optimizer remembers
   */
  OptimizerState start(Model model);
}
