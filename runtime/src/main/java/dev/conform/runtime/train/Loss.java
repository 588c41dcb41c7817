package dev.conform.runtime.train;

import dev.conform.runtime.Shape;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.kernel.Tensor;

/** How far a network's output is from the targets: one number for a batch, and its gradient. */
public interface Loss {

  /**
   * Computes the mean loss of a batch and its gradient. Allocates nothing.
   *
   * @param gradient overwritten for {@code batch} images, laid out like {@code output}; {@link
   *     Tensor#NONE} where only the loss is wanted
   * @param output what the network made of the images, channels-last
   * @param targets what it should have made of them
   * @param shape of the output of one image
   * @param batch the number of images
   * @return the loss; NaN or infinite if the output is
   * @throws IllegalArgumentException if a target does not fit the output, naming its index and
   *     value
   */
  double compute(Tensor gradient, Tensor output, Targets targets, Shape shape, int batch);

  /**
   * Checks before a training that network and targets fit this loss.
   *
   * @param network its name
   * @param output the shape of what it makes of one image
   * @param probabilities whether the network ends in softmax or sigmoid
   * @param targets of the dataset
   * @throws IllegalArgumentException if they do not, saying what to change
   */
  void check(String network, Shape output, boolean probabilities, Targets targets);
}
