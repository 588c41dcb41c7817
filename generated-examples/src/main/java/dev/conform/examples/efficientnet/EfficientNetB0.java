package dev.conform.examples.efficientnet;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Dropout;
import dev.conform.dsl.Expect;
import dev.conform.dsl.GlobalPool;
import dev.conform.dsl.Network;
import dev.conform.dsl.Residual;
import dev.conform.dsl.Shortcut;
import dev.conform.dsl.Silu;
import dev.conform.dsl.SumActivation;
import dev.conform.runtime.Layer;

/**
 * Tan and Le 2019, table 1: what the others of the family are scaled from. Normalisation and
 * padding are those of torchvision.
 */
@Network(
    input = {3, 224, 224},
    year = 2019)
@Expect(parameters = 5_288_548, macs = 385_814_752, output = 1000)
public interface EfficientNetB0 {
  /** 32×112×112. */
  @Conv(filters = 32, kernel = 3, stride = 2, padding = 1, bias = false)
  @BatchNorm
  @Silu
  Layer stem();

  /** 16×112×112. */
  @Residual(
      block = Separable.class,
      width = 16,
      kernel = 3,
      repeat = 1,
      shortcut = Shortcut.MATCHING,
      activation = SumActivation.NONE)
  Layer stage1();

  /** 24×56×56. */
  @Residual(
      block = InvertedBottleneck.class,
      width = 24,
      kernel = 3,
      stride = 2,
      repeat = 2,
      shortcut = Shortcut.MATCHING,
      activation = SumActivation.NONE)
  Layer stage2();

  /** 40×28×28. */
  @Residual(
      block = InvertedBottleneck.class,
      width = 40,
      kernel = 5,
      stride = 2,
      repeat = 2,
      shortcut = Shortcut.MATCHING,
      activation = SumActivation.NONE)
  Layer stage3();

  /** 80×14×14. */
  @Residual(
      block = InvertedBottleneck.class,
      width = 80,
      kernel = 3,
      stride = 2,
      repeat = 3,
      shortcut = Shortcut.MATCHING,
      activation = SumActivation.NONE)
  Layer stage4();

  /** 112×14×14. */
  @Residual(
      block = InvertedBottleneck.class,
      width = 112,
      kernel = 5,
      repeat = 3,
      shortcut = Shortcut.MATCHING,
      activation = SumActivation.NONE)
  Layer stage5();

  /** 192×7×7. */
  @Residual(
      block = InvertedBottleneck.class,
      width = 192,
      kernel = 5,
      stride = 2,
      repeat = 4,
      shortcut = Shortcut.MATCHING,
      activation = SumActivation.NONE)
  Layer stage6();

  /** 320×7×7. */
  @Residual(
      block = InvertedBottleneck.class,
      width = 320,
      kernel = 3,
      repeat = 1,
      shortcut = Shortcut.MATCHING,
      activation = SumActivation.NONE)
  Layer stage7();

  /** 1280×7×7. */
  @Conv(filters = 1280, kernel = 1, bias = false)
  @BatchNorm
  @Silu
  Layer head();

  /** The average of each map. */
  @GlobalPool
  @Dropout(0.2)
  Layer pool();

  /** One score for each class of ImageNet. */
  @Dense(units = 1000)
  Layer fc();
}
