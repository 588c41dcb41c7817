package dev.conform.tests.training;

import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Dropout;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Silu;
import dev.conform.runtime.Layer;

/** A network with chance in it. */
@Network(input = {2, 8, 8})
public interface DropoutNet {
  /** 24×4×4. */
  @Conv(filters = 24, kernel = 3, padding = 1)
  @Silu
  @Pool(size = 2)
  Layer c1();

  /** 40, of which a batch sees half. */
  @Dense(units = 40)
  @Silu
  @Dropout(0.5)
  Layer hidden();

  /** 4. */
  @Dense(units = 4)
  Layer logits();
}
