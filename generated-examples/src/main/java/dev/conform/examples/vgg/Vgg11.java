package dev.conform.examples.vgg;

import dev.conform.dsl.Dense;
import dev.conform.dsl.Dropout;
import dev.conform.dsl.Expect;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Relu;
import dev.conform.dsl.Use;
import dev.conform.runtime.Layer;

/** Simonyan and Zisserman 2014, table 1, column A: 8 convolutions and three dense layers. */
@Network(
    input = {3, 224, 224},
    year = 2014)
@Expect(parameters = 132_863_336, macs = 7_609_090_048L, output = 1000)
public interface Vgg11 {
  /** 64×112×112. */
  @Use(block = Conv3.class, width = 64, repeat = 1)
  @Pool(size = 2)
  Layer stage1();

  /** 128×56×56. */
  @Use(block = Conv3.class, width = 128, repeat = 1)
  @Pool(size = 2)
  Layer stage2();

  /** 256×28×28. */
  @Use(block = Conv3.class, width = 256, repeat = 2)
  @Pool(size = 2)
  Layer stage3();

  /** 512×14×14. */
  @Use(block = Conv3.class, width = 512, repeat = 2)
  @Pool(size = 2)
  Layer stage4();

  /** 512×7×7. */
  @Use(block = Conv3.class, width = 512, repeat = 2)
  @Pool(size = 2)
  @Expect(receptiveField = 150)
  Layer stage5();

  /** Sees the whole image, through most of the network's parameters. */
  @SuppressWarnings("conform:DenseDominates") // as published; later networks pool instead
  @Dense(units = 4096)
  @Relu
  @Dropout
  Layer fc6();

  /** The last hidden layer. */
  @Dense(units = 4096)
  @Relu
  @Dropout
  Layer fc7();

  /** One score for each class of ImageNet. */
  @Dense(units = 1000)
  Layer fc8();
}
