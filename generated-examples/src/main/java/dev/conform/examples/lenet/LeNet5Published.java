package dev.conform.examples.lenet;

import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Expect;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.PoolMode;
import dev.conform.dsl.Scale;
import dev.conform.dsl.ScaledTanh;
import dev.conform.runtime.Layer;

/**
 * LeCun et al. 1998, section II.B and figure 2: C3 is connected as table I says, subsampling has a
 * coefficient and a bias, and all activations are scaled hyperbolic tangents.
 *
 * <p>The paper's output units measure the distance to fixed codes; here they are trained, 840
 * weights in place of none.
 */
@Network(
    input = {1, 32, 32},
    year = 1998)
@Expect(parameters = 60_840, macs = 326_520, output = 10)
public interface LeNet5Published {
  /** 6×28×28. */
  @Conv(filters = 6, kernel = 5)
  @ScaledTanh
  @Expect(parameters = 156)
  Layer c1();

  /**
   * 6×14×14. The paper adds four values, which is four times their average: the coefficient learns
   * it.
   */
  @Pool(mode = PoolMode.AVERAGE, size = 2)
  @Scale
  @ScaledTanh
  @Expect(parameters = 12)
  Layer s2();

  /**
   * 16×10×10. A row is a map of S2, a column a map of C3: 60 of 96 are connected, no two columns
   * alike.
   */
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
  @Expect(parameters = 1_516)
  Layer c3();

  /** 16×5×5. */
  @Pool(mode = PoolMode.AVERAGE, size = 2)
  @Scale
  @ScaledTanh
  @Expect(parameters = 32)
  Layer s4();

  /** 120×1×1: a convolution, which a larger image would show. */
  @Conv(filters = 120, kernel = 5)
  @ScaledTanh
  @Expect(parameters = 48_120, receptiveField = 32)
  Layer c5();

  /** The last hidden layer; 84 = 7×12, the size of the paper's codes. */
  @Dense(units = 84)
  @ScaledTanh
  @Expect(parameters = 10_164)
  Layer f6();

  /** One score for each digit. */
  @Dense(units = 10, bias = false)
  @Expect(parameters = 840)
  Layer scores();
}
