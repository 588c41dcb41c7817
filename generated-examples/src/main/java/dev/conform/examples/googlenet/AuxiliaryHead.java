package dev.conform.examples.googlenet;

import dev.conform.dsl.Block;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Dropout;
import dev.conform.dsl.Pool;
import dev.conform.dsl.PoolMode;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/**
 * Scores from the middle of the network (Szegedy et al. 2014, section 5): what it learns there
 * early pays.
 */
@Block
public interface AuxiliaryHead {
  /** 128×4×4. */
  @Pool(mode = PoolMode.AVERAGE, size = 5, stride = 3)
  @Conv(filters = 128, kernel = 1)
  @Relu
  Layer reduce();

  /** Sees the whole image. */
  @Dense(units = 1024)
  @Relu
  @Dropout(0.7)
  Layer hidden();

  /** One score for each class of ImageNet. */
  @Dense(units = 1000)
  Layer scores();
}
