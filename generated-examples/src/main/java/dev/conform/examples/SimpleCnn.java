package dev.conform.examples;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Expect;
import dev.conform.dsl.GlobalPool;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/**
 * The tutorial's first network, for colour images of 32×32 as in CIFAR-10.
 *
 * <p>The figures by hand: weights 3·32·9 + 32·64·9 + 64·128·9 = 93,024, batch norms 2·(32 + 64 +
 * 128) = 448, dense 128·10 + 10 = 1,290.
 */
@Network(input = {3, 32, 32})
@Expect(parameters = 94_762, macs = 10_323_200, output = 10)
public interface SimpleCnn {
  /** 32×16×16. */
  @Conv(filters = 32, kernel = 3, padding = 1, bias = false)
  @BatchNorm
  @Relu
  @Pool(size = 2)
  Layer edges();

  /** 64×8×8. */
  @Conv(filters = 64, kernel = 3, padding = 1, bias = false)
  @BatchNorm
  @Relu
  @Pool(size = 2)
  Layer parts();

  /** 128×8×8. */
  @Conv(filters = 128, kernel = 3, padding = 1, bias = false)
  @BatchNorm
  @Relu
  Layer objects();

  /** The average of each of the 128 maps. */
  @GlobalPool
  Layer average();

  /** One score for each class. */
  @Dense(units = 10)
  Layer logits();
}
