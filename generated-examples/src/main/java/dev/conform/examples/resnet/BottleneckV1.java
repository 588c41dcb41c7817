package dev.conform.examples.resnet;

import static dev.conform.dsl.Dim.STRIDE;
import static dev.conform.dsl.Dim.WIDTH;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Block;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/**
 * {@link Bottleneck} as published: the first 1×1 convolution strides, and skips three pixels of
 * four.
 */
@Block
public interface BottleneckV1 {
  /** A quarter of the block's channels. */
  @Conv(filters = WIDTH, kernel = 1, stride = STRIDE, bias = false)
  @BatchNorm
  @Relu
  Layer reduce();

  /** The only convolution that looks around. */
  @Conv(filters = WIDTH, kernel = 3, padding = 1, bias = false)
  @BatchNorm
  @Relu
  Layer spatial();

  /** The rectifier comes after the sum. */
  @Conv(filters = 4 * WIDTH, kernel = 1, bias = false)
  @BatchNorm
  Layer expand();
}
