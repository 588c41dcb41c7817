package dev.conform.tests.training;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Expect;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.PoolMode;
import dev.conform.dsl.Relu;
import dev.conform.dsl.Tanh;
import dev.conform.runtime.Layer;

/** The network whose training {@code record_training.py} recorded. */
@Network(input = {2, 8, 8})
@Expect(parameters = 729)
public interface TrajectoryNet {
  /** 5×4×4. */
  @Conv(filters = 5, kernel = 3, padding = 1)
  @Relu
  @Pool(size = 2)
  Layer c1();

  /** 6×2×2. */
  @Conv(filters = 6, kernel = 3, padding = 1, bias = false)
  @BatchNorm
  @Relu
  @Pool(mode = PoolMode.AVERAGE, size = 2)
  Layer c2();

  /** 12. */
  @Dense(units = 12)
  @Tanh
  Layer hidden();

  /** 4. */
  @Dense(units = 4)
  Layer logits();
}
