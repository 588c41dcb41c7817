package dev.conform.examples.resnet;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Expect;
import dev.conform.dsl.GlobalPool;
import dev.conform.dsl.Network;
import dev.conform.dsl.Relu;
import dev.conform.dsl.Residual;
import dev.conform.runtime.Layer;

/**
 * {@link ResNet18} for images of 32×32, as CIFAR-10 is usually trained: the stem neither strides
 * nor pools, all else is the same.
 *
 * <p>The figures by hand: {@link ResNet18} has 11,689,512 parameters; its stem has 3·64·(49 − 9) =
 * 7,680 more, its dense layer 513·990 = 507,870 more.
 */
@Network(
    input = {3, 32, 32},
    year = 2015)
@Expect(parameters = 11_173_962, macs = 555_422_720, output = 10)
public interface ResNet18Cifar {
  /** 64×32×32. */
  @Conv(filters = 64, kernel = 3, padding = 1, bias = false)
  @BatchNorm
  @Relu
  Layer stem();

  /** 64×32×32. */
  @Residual(block = BasicBlock.class, width = 64, repeat = 2)
  Layer stage1();

  /** 128×16×16. */
  @Residual(block = BasicBlock.class, width = 128, repeat = 2, stride = 2)
  Layer stage2();

  /** 256×8×8. */
  @Residual(block = BasicBlock.class, width = 256, repeat = 2, stride = 2)
  Layer stage3();

  /** 512×4×4. */
  @Residual(block = BasicBlock.class, width = 512, repeat = 2, stride = 2)
  Layer stage4();

  /** The average of each map. */
  @GlobalPool
  Layer pool();

  /** One score for each class. */
  @Dense(units = 10)
  Layer fc();
}
