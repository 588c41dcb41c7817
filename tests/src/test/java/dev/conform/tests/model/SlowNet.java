package dev.conform.tests.model;

import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.GlobalPool;
import dev.conform.dsl.Network;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/** A network with one layer that takes nearly all the time. */
@SuppressWarnings("conform:ReceptiveFieldTooSmall")
@Network(input = {16, 32, 32})
interface SlowNet {
  @Conv(filters = 8, kernel = 1)
  @Relu
  Layer quick();

  @Conv(filters = 256, kernel = 7, padding = 3)
  @Relu
  Layer slow();

  @GlobalPool
  Layer pool();

  @Dense(units = 4)
  Layer scores();
}
