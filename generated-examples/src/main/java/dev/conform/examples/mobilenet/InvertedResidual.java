package dev.conform.examples.mobilenet;

import static dev.conform.dsl.Dim.IN;
import static dev.conform.dsl.Dim.STRIDE;
import static dev.conform.dsl.Dim.WIDTH;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Block;
import dev.conform.dsl.Conv;
import dev.conform.dsl.DepthwiseConv;
import dev.conform.dsl.Relu6;
import dev.conform.runtime.Layer;

/**
 * Expands the channels by six, convolves each on its own, and projects to WIDTH without an
 * activation (Sandler et al. 2018, table 1 and figure 4d).
 */
@Block
public interface InvertedResidual {
  /** Six times as many channels. */
  @Conv(filters = 6 * IN, kernel = 1, bias = false)
  @BatchNorm
  @Relu6
  Layer expand();

  /** The only convolution that looks around. */
  @DepthwiseConv(kernel = 3, stride = STRIDE, padding = 1, bias = false)
  @BatchNorm
  @Relu6
  Layer depthwise();

  /** The linear bottleneck: an activation would lose what few channels hold (section 3.2). */
  @Conv(filters = WIDTH, kernel = 1, bias = false)
  @BatchNorm
  Layer project();
}
