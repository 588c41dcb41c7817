package dev.conform.examples.mobilenet;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.DepthwiseConv;
import dev.conform.dsl.Dropout;
import dev.conform.dsl.Expect;
import dev.conform.dsl.GlobalPool;
import dev.conform.dsl.Network;
import dev.conform.dsl.Relu6;
import dev.conform.dsl.Residual;
import dev.conform.dsl.Shortcut;
import dev.conform.dsl.SumActivation;
import dev.conform.runtime.Layer;

/** Sandler et al. 2018, table 2, with a width multiplier of 1. */
@Network(
    input = {3, 224, 224},
    year = 2018)
@Expect(parameters = 3_504_872, macs = 300_774_272, output = 1000)
public interface MobileNetV2 {
  /** 32×112×112. */
  @Conv(filters = 32, kernel = 3, stride = 2, padding = 1, bias = false)
  @BatchNorm
  @Relu6
  Layer stem();

  /** 32×112×112: the first block does not expand. */
  @DepthwiseConv(kernel = 3, padding = 1, bias = false)
  @BatchNorm
  @Relu6
  Layer depthwise1();

  /** 16×112×112. */
  @Conv(filters = 16, kernel = 1, bias = false)
  @BatchNorm
  Layer project1();

  /** 24×56×56. */
  @Residual(
      block = InvertedResidual.class,
      width = 24,
      repeat = 2,
      stride = 2,
      shortcut = Shortcut.MATCHING,
      activation = SumActivation.NONE)
  Layer stage2();

  /** 32×28×28. */
  @Residual(
      block = InvertedResidual.class,
      width = 32,
      repeat = 3,
      stride = 2,
      shortcut = Shortcut.MATCHING,
      activation = SumActivation.NONE)
  Layer stage3();

  /** 64×14×14. */
  @Residual(
      block = InvertedResidual.class,
      width = 64,
      repeat = 4,
      stride = 2,
      shortcut = Shortcut.MATCHING,
      activation = SumActivation.NONE)
  Layer stage4();

  /** 96×14×14. */
  @Residual(
      block = InvertedResidual.class,
      width = 96,
      repeat = 3,
      shortcut = Shortcut.MATCHING,
      activation = SumActivation.NONE)
  Layer stage5();

  /** 160×7×7. */
  @Residual(
      block = InvertedResidual.class,
      width = 160,
      repeat = 3,
      stride = 2,
      shortcut = Shortcut.MATCHING,
      activation = SumActivation.NONE)
  Layer stage6();

  /** 320×7×7. */
  @Residual(
      block = InvertedResidual.class,
      width = 320,
      shortcut = Shortcut.MATCHING,
      activation = SumActivation.NONE)
  Layer stage7();

  /** 1280×7×7. */
  @Conv(filters = 1280, kernel = 1, bias = false)
  @BatchNorm
  @Relu6
  Layer head();

  /** The average of each map. */
  @GlobalPool
  @Dropout(0.2)
  Layer pool();

  /** One score for each class of ImageNet. */
  @Dense(units = 1000)
  Layer fc();
}
