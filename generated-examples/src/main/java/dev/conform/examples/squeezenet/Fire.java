package dev.conform.examples.squeezenet;

import static dev.conform.dsl.Dim.SQUEEZE;
import static dev.conform.dsl.Dim.WIDTH;

import dev.conform.dsl.Block;
import dev.conform.dsl.Concat;
import dev.conform.dsl.Conv;
import dev.conform.dsl.From;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/**
 * Squeezes the channels, then expands them with 1×1 and 3×3 side by side (Iandola et al. 2016,
 * figure 1).
 */
@Block
public interface Fire {
  /** SQUEEZE channels. */
  @Conv(filters = SQUEEZE, kernel = 1)
  @Relu
  Layer squeeze();

  /** WIDTH channels. */
  @Conv(filters = WIDTH, kernel = 1)
  @Relu
  Layer expand1();

  /** WIDTH channels. */
  @From("squeeze")
  @Conv(filters = WIDTH, kernel = 3, padding = 1)
  @Relu
  Layer expand3();

  /** Twice WIDTH channels. */
  @Concat({"expand1", "expand3"})
  Layer joined();
}
