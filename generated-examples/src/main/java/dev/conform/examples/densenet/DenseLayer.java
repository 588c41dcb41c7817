package dev.conform.examples.densenet;

import static dev.conform.dsl.Dim.WIDTH;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Block;
import dev.conform.dsl.Concat;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/**
 * Adds WIDTH channels to those of its input (Huang et al. 2016, DenseNet-B: normalisation,
 * activation and convolution in this order, with a bottleneck of 1×1).
 */
@Block
public interface DenseLayer {
  /** The bottleneck, four times as wide as what it makes. */
  @BatchNorm
  @Relu
  @Conv(filters = 4 * WIDTH, kernel = 1, bias = false)
  Layer bottleneck();

  /** What is new: WIDTH channels, the paper's growth rate k. */
  @BatchNorm
  @Relu
  @Conv(filters = WIDTH, kernel = 3, padding = 1, bias = false)
  Layer grow();

  /** IN + WIDTH channels. */
  @Concat({"input", "grow"})
  Layer joined();
}
