package dev.conform.examples.resnet;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Expect;
import dev.conform.dsl.GlobalPool;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Relu;
import dev.conform.dsl.Residual;
import dev.conform.runtime.Layer;

/** He et al. 2015, table 1, 34 layers. */
@Network(
    input = {3, 224, 224},
    year = 2015)
@Expect(parameters = 21_797_672, macs = 3_663_761_408L, output = 1000)
public interface ResNet34 {
  /** 64×56×56. */
  @Conv(filters = 64, kernel = 7, stride = 2, padding = 3, bias = false)
  @BatchNorm
  @Relu
  @Pool(size = 3, stride = 2, padding = 1)
  Layer stem();

  /** 64×56×56. */
  @Residual(block = BasicBlock.class, width = 64, repeat = 3)
  Layer stage1();

  /** 128×28×28. */
  @Residual(block = BasicBlock.class, width = 128, repeat = 4, stride = 2)
  Layer stage2();

  /** 256×14×14. */
  @Residual(block = BasicBlock.class, width = 256, repeat = 6, stride = 2)
  Layer stage3();

  /** 512×7×7. */
  @Residual(block = BasicBlock.class, width = 512, repeat = 3, stride = 2)
  @Expect(receptiveField = 899)
  Layer stage4();

  /** The average of each map. */
  @GlobalPool
  Layer pool();

  /** One score for each class of ImageNet. */
  @Dense(units = 1000)
  Layer fc();
}
