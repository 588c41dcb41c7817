package dev.conform.examples.efficientnet;

import static dev.conform.dsl.Dim.IN;
import static dev.conform.dsl.Dim.KERNEL;
import static dev.conform.dsl.Dim.STRIDE;
import static dev.conform.dsl.Dim.WIDTH;
import static dev.conform.dsl.Padding.HALF;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Block;
import dev.conform.dsl.Conv;
import dev.conform.dsl.DepthwiseConv;
import dev.conform.dsl.Silu;
import dev.conform.dsl.SqueezeActivation;
import dev.conform.dsl.SqueezeExcite;
import dev.conform.dsl.StochasticDepth;
import dev.conform.runtime.Layer;

/**
 * The block of EfficientNet, "MBConv6": expansion by six, a convolution of each channel on its own,
 * squeeze and excitation, and a projection without an activation (Tan et al. 2019, MnasNet, figure
 * 7; Sandler et al. 2018).
 */
@Block
public interface InvertedBottleneck {
  /** Six times as many channels. */
  @Conv(filters = 6 * IN, kernel = 1, bias = false)
  @BatchNorm
  @Silu
  Layer expand();

  /** The squeeze is a quarter of the block's input, not of what it reads: 6 · IN / 24 = IN / 4. */
  @DepthwiseConv(kernel = KERNEL, stride = STRIDE, padding = HALF, bias = false)
  @BatchNorm
  @Silu
  @SqueezeExcite(ratio = 24, activation = SqueezeActivation.SILU)
  Layer depthwise();

  /** The linear bottleneck. */
  @Conv(filters = WIDTH, kernel = 1, bias = false)
  @BatchNorm
  @StochasticDepth(value = 0.2, linear = true)
  Layer project();
}
