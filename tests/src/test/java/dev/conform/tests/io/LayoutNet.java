package dev.conform.tests.io;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Network;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/** A network in which no two sizes are equal, so that no two orders of values are. */
@Network(input = {2, 5, 4})
interface LayoutNet {
  @Conv(
      filters = 3,
      kernel = {3, 2},
      bias = false)
  @BatchNorm
  @Relu
  Layer features();

  @Dense(units = 4)
  Layer scores();
}
