package dev.conform.examples.resnet;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Expect;
import dev.conform.dsl.GlobalPool;
import dev.conform.dsl.Network;
import dev.conform.dsl.Relu;
import dev.conform.dsl.Residual;
import dev.conform.dsl.Shortcut;
import dev.conform.runtime.Layer;

/**
 * He et al. 2015, section 4.2, with n = 3: for images of 32×32. Shortcuts have no parameters where
 * the channels double, they stride and fill with zeros (option A).
 *
 * <p>The figures by hand: convolutions 3·16·9 + 6·16·16·9 + (16·32 + 5·32·32)·9 + (32·64 +
 * 5·64·64)·9 = 267,696, batch norms 2·(7·16 + 6·32 + 6·64) = 1,376, dense 650.
 */
@Network(
    input = {3, 32, 32},
    year = 2015)
@Expect(parameters = 269_722, macs = 40_551_040, output = 10)
public interface ResNet20Cifar {
  /** 16×32×32. */
  @Conv(filters = 16, kernel = 3, padding = 1, bias = false)
  @BatchNorm
  @Relu
  Layer stem();

  /** 16×32×32. */
  @Residual(block = BasicBlock.class, width = 16, repeat = 3, shortcut = Shortcut.ZERO_PAD)
  Layer stage1();

  /** 32×16×16. */
  @Residual(
      block = BasicBlock.class,
      width = 32,
      repeat = 3,
      stride = 2,
      shortcut = Shortcut.ZERO_PAD)
  Layer stage2();

  /** 64×8×8. */
  @Residual(
      block = BasicBlock.class,
      width = 64,
      repeat = 3,
      stride = 2,
      shortcut = Shortcut.ZERO_PAD)
  Layer stage3();

  /** The average of each map. */
  @GlobalPool
  Layer pool();

  /** One score for each class. */
  @Dense(units = 10)
  Layer fc();
}
