package dev.conform.examples.densenet;

import static dev.conform.dsl.Dim.WIDTH;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Block;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Pool;
import dev.conform.dsl.PoolMode;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/**
 * Halves height and width between dense blocks, and the channels: WIDTH is half of what it reads.
 */
@Block
public interface Transition {
  /** The paper's compression of 0.5 (DenseNet-BC). */
  @BatchNorm
  @Relu
  @Conv(filters = WIDTH, kernel = 1, bias = false)
  @Pool(mode = PoolMode.AVERAGE, size = 2)
  Layer compress();
}
