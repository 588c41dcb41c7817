package dev.conform.examples.densenet;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Expect;
import dev.conform.dsl.GlobalPool;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Relu;
import dev.conform.dsl.Use;
import dev.conform.runtime.Layer;

/** Huang et al. 2016, table 1, first column: growth rate 32, four dense blocks. */
@Network(
    input = {3, 224, 224},
    year = 2016)
@Expect(parameters = 7_978_856, macs = 2_834_161_664L, output = 1000)
public interface DenseNet121 {
  /** 64×56×56. */
  @Conv(filters = 64, kernel = 7, stride = 2, padding = 3, bias = false)
  @BatchNorm
  @Relu
  @Pool(size = 3, stride = 2, padding = 1)
  Layer stem();

  /** 256×56×56. */
  @Use(block = DenseLayer.class, width = 32, repeat = 6)
  Layer dense1();

  /** 128×28×28. */
  @Use(block = Transition.class, width = 128)
  Layer transition1();

  /** 512×28×28. */
  @Use(block = DenseLayer.class, width = 32, repeat = 12)
  Layer dense2();

  /** 256×14×14. */
  @Use(block = Transition.class, width = 256)
  Layer transition2();

  /** 1024×14×14. */
  @Use(block = DenseLayer.class, width = 32, repeat = 24)
  Layer dense3();

  /** 512×7×7. */
  @Use(block = Transition.class, width = 512)
  Layer transition3();

  /** 1024×7×7. */
  @Use(block = DenseLayer.class, width = 32, repeat = 16)
  Layer dense4();

  /** The average of each map, after the activation that no layer has applied yet. */
  @BatchNorm
  @Relu
  @GlobalPool
  Layer pool();

  /** One score for each class of ImageNet. */
  @Dense(units = 1000)
  Layer fc();
}
