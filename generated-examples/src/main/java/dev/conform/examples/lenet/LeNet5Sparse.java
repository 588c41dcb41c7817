package dev.conform.examples.lenet;

import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Expect;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.PoolMode;
import dev.conform.dsl.ScaledTanh;
import dev.conform.runtime.Layer;

/**
 * {@link LeNet5Published} in its common form: subsampling without parameters, and an output layer
 * with a bias. C3 still has the connections of LeCun et al. 1998, table I; {@link
 * dev.conform.examples.LeNet5} connects all.
 */
@Network(
    input = {1, 32, 32},
    year = 1998)
@Expect(parameters = 60_806, macs = 326_520, output = 10)
public interface LeNet5Sparse {
  /** 6×14×14. */
  @Conv(filters = 6, kernel = 5)
  @ScaledTanh
  @Pool(mode = PoolMode.AVERAGE, size = 2)
  @Expect(parameters = 156)
  Layer c1();

  /** 16×5×5. */
  @Conv(
      filters = 16,
      kernel = 5,
      connections = {
        "X...XXX..XXXX.XX",
        "XX...XXX..XXXX.X",
        "XXX...XXX..X.XXX",
        ".XXX..XXXX..X.XX",
        "..XXX..XXXX.XX.X",
        "...XXX..XXXX.XXX"
      })
  @ScaledTanh
  @Pool(mode = PoolMode.AVERAGE, size = 2)
  @Expect(parameters = 1_516)
  Layer c3();

  /** 120×1×1. */
  @Conv(filters = 120, kernel = 5)
  @ScaledTanh
  @Expect(parameters = 48_120)
  Layer c5();

  /** The last hidden layer. */
  @Dense(units = 84)
  @ScaledTanh
  @Expect(parameters = 10_164)
  Layer f6();

  /** One score for each digit. */
  @Dense(units = 10)
  @Expect(parameters = 850)
  Layer scores();
}
