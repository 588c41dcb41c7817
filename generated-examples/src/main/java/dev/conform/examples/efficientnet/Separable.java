package dev.conform.examples.efficientnet;

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

/** {@link InvertedBottleneck} without expansion, "MBConv1": the first stage. */
@Block
public interface Separable {
  /** As many channels as the input has. */
  @DepthwiseConv(kernel = KERNEL, stride = STRIDE, padding = HALF, bias = false)
  @BatchNorm
  @Silu
  @SqueezeExcite(ratio = 4, activation = SqueezeActivation.SILU)
  Layer depthwise();

  /** The linear bottleneck. */
  @Conv(filters = WIDTH, kernel = 1, bias = false)
  @BatchNorm
  @StochasticDepth(value = 0.2, linear = true)
  Layer project();
}
