package dev.conform.examples.resnet;

import static dev.conform.dsl.Dim.STRIDE;
import static dev.conform.dsl.Dim.WIDTH;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Block;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/**
 * A 3×3 convolution between two of 1×1 (He et al. 2015, figure 5, right): the block of ResNet-50
 * and deeper. The stride is that of the 3×3 convolution, as in torchvision ("v1.5"); the paper has
 * it in the first, see {@link BottleneckV1}.
 */
@Block
public interface Bottleneck {
  /** A quarter of the block's channels. */
  @Conv(filters = WIDTH, kernel = 1, bias = false)
  @BatchNorm
  @Relu
  Layer reduce();

  /** The only convolution that looks around. */
  @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, padding = 1, bias = false)
  @BatchNorm
  @Relu
  Layer spatial();

  /** The rectifier comes after the sum. */
  @Conv(filters = 4 * WIDTH, kernel = 1, bias = false)
  @BatchNorm
  Layer expand();
}
