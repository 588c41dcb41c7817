package dev.conform.examples.vgg;

import static dev.conform.dsl.Dim.WIDTH;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Block;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/** The convolution of VGG with batch norm. It keeps its bias, as the weights of torchvision do. */
@Block
public interface Conv3BatchNorm {
  /** As high and wide as its input. */
  @SuppressWarnings("conform:BiasBeforeBatchNorm") // the files of torchvision have the bias
  @Conv(filters = WIDTH, kernel = 3, padding = 1)
  @BatchNorm
  @Relu
  Layer conv();
}
