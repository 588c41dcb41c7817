package dev.conform.examples.resnet;

import static dev.conform.dsl.Dim.STRIDE;
import static dev.conform.dsl.Dim.WIDTH;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Block;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/** Two 3×3 convolutions (He et al. 2015, figure 5, left): the block of ResNet-18 and 34. */
@Block
public interface BasicBlock {
  /** WIDTH channels; strides where the stage begins. */
  @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, padding = 1, bias = false)
  @BatchNorm
  @Relu
  Layer conv1();

  /** The rectifier comes after the sum. */
  @Conv(filters = WIDTH, kernel = 3, padding = 1, bias = false)
  @BatchNorm
  Layer conv2();
}
