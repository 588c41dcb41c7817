package dev.conform.benchmarks;

import java.util.List;

/**
 * Takes down a network, layer by layer, in the language of one library. Every method returns the
 * name of its result, to be handed to the layers that read it. Shapes and the presence of a bias
 * come from the weights, which are found by the layer's name.
 */
public interface GraphWriter {

  /**
   * Convolves with {@code layer.weight} and adds {@code layer.bias} where there is one.
   *
   * @param input what to read
   * @param layer the name of the weights
   * @param stride in both directions
   * @param padding on all sides
   * @param groups the number of groups that the channels are split into
   * @return the name of the result
   */
  String convolution(String input, String layer, int stride, int padding, int groups);

  /**
   * Normalises by {@code layer.weight, bias, running_mean, running_var}.
   *
   * @param input what to read
   * @param layer the name of the weights
   * @param epsilon added to the variance
   * @return the name of the result
   */
  String batchNorm(String input, String layer, double epsilon);

  /**
   * Takes the larger of zero and the value.
   *
   * @param input what to read; nothing else reads it
   * @return the name of the result
   */
  String relu(String input);

  /**
   * Multiplies by the logistic function.
   *
   * @param input what to read
   * @return the name of the result
   */
  String silu(String input);

  /**
   * Applies the logistic function.
   *
   * @param input what to read
   * @return the name of the result
   */
  String sigmoid(String input);

  /**
   * Takes the largest value of each window.
   *
   * @param input what to read
   * @param size of the window
   * @param stride of the window
   * @param padding on all sides
   * @param ceilMode whether the last, incomplete window counts
   * @return the name of the result
   */
  String maxPool(String input, int size, int stride, int padding, boolean ceilMode);

  /**
   * Averages each map, to one pixel.
   *
   * @param input what to read
   * @return the name of the result
   */
  String globalAverage(String input);

  /**
   * Lays out each image as a vector, channel by channel.
   *
   * @param input what to read
   * @return the name of the result
   */
  String flatten(String input);

  /**
   * Multiplies vectors by {@code layer.weight} and adds {@code layer.bias}.
   *
   * @param input what to read
   * @param layer the name of the weights
   * @return the name of the result
   */
  String dense(String input, String layer);

  /**
   * Adds two results of one shape.
   *
   * @param left one of them
   * @param right the other
   * @return the name of the result
   */
  String add(String left, String right);

  /**
   * Multiplies each map by a factor.
   *
   * @param maps what to scale
   * @param factors one pixel for each map
   * @return the name of the result
   */
  String scale(String maps, String factors);

  /**
   * Joins results along the channels.
   *
   * @param inputs what to read
   * @return the name of the result
   */
  String concat(List<String> inputs);

  /**
   * Drops values in training.
   *
   * @param input what to read
   * @param rate the part that is dropped
   * @return the name of the result
   */
  String dropout(String input, double rate);

  /**
   * Drops all values of an image in training.
   *
   * @param input what to read
   * @param rate the part of the images
   * @return the name of the result
   */
  String stochasticDepth(String input, double rate);
}
