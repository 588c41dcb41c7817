package dev.conform.examples.vgg;

import static dev.conform.dsl.Dim.WIDTH;

import dev.conform.dsl.Block;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/** One 3×3 convolution of VGG; two of them see 5×5 pixels, three 7×7 (section 2.3). */
@Block
public interface Conv3 {
  /** As high and wide as its input. */
  @Conv(filters = WIDTH, kernel = 3, padding = 1)
  @Relu
  Layer conv();
}
