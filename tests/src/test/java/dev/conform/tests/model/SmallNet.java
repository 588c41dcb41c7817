package dev.conform.tests.model;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Dropout;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Relu;
import dev.conform.dsl.Tanh;
import dev.conform.runtime.Layer;

/** A network with a bit of everything that a model has to look after. */
@Network(input = {3, 8, 8})
interface SmallNet {
  @Conv(filters = 5, kernel = 3, padding = 1, bias = false)
  @BatchNorm
  @Relu
  @Pool(size = 2)
  Layer c1();

  @Dense(units = 7)
  @Tanh
  @Dropout(0.25)
  Layer hidden();

  @Dense(units = 4)
  Layer scores();
}
