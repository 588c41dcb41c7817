package dev.conform.examples.googlenet;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Block;
import dev.conform.dsl.Concat;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dim;
import dev.conform.dsl.From;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/**
 * {@link Inception} as torchvision has it: batch norm in place of biases, and 3×3 in place of 5×5,
 * which the weights that were converted from TensorFlow have by an oversight.
 */
@Block
public interface InceptionBatchNorm {
  /** Filters of the branch of 1×1. */
  int CONV_1 = Dim.A;

  /** Filters in front of the second branch's 3×3 convolution. */
  int REDUCE_3 = Dim.B;

  /** Filters of the second branch's 3×3 convolution. */
  int CONV_3 = Dim.C;

  /** Filters in front of the third branch's 3×3 convolution. */
  int REDUCE_5 = Dim.D;

  /** Filters of the third branch's 3×3 convolution, which the paper has with 5×5. */
  int CONV_5 = Dim.E;

  /** Filters behind the pool. */
  int POOL = Dim.F;

  /** The first branch. */
  @Conv(filters = CONV_1, kernel = 1, bias = false)
  @BatchNorm(epsilon = 1e-3)
  @Relu
  Layer conv1();

  /** The second branch begins. */
  @From("input")
  @Conv(filters = REDUCE_3, kernel = 1, bias = false)
  @BatchNorm(epsilon = 1e-3)
  @Relu
  Layer reduce3();

  /** The second branch. */
  @Conv(filters = CONV_3, kernel = 3, padding = 1, bias = false)
  @BatchNorm(epsilon = 1e-3)
  @Relu
  Layer conv3();

  /** The third branch begins. */
  @From("input")
  @Conv(filters = REDUCE_5, kernel = 1, bias = false)
  @BatchNorm(epsilon = 1e-3)
  @Relu
  Layer reduce5();

  /** The third branch. */
  @Conv(filters = CONV_5, kernel = 3, padding = 1, bias = false)
  @BatchNorm(epsilon = 1e-3)
  @Relu
  Layer conv5();

  /** The fourth branch. */
  @From("input")
  @Pool(size = 3, stride = 1, padding = 1)
  @Conv(filters = POOL, kernel = 1, bias = false)
  @BatchNorm(epsilon = 1e-3)
  @Relu
  Layer pool();

  /** CONV_1 + CONV_3 + CONV_5 + POOL channels. */
  @Concat({"conv1", "conv3", "conv5", "pool"})
  Layer joined();
}
