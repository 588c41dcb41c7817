package dev.conform.examples.squeezenet;

import dev.conform.dsl.Conv;
import dev.conform.dsl.Dropout;
import dev.conform.dsl.Expect;
import dev.conform.dsl.Flatten;
import dev.conform.dsl.GlobalPool;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Relu;
import dev.conform.dsl.Use;
import dev.conform.runtime.Layer;

/**
 * SqueezeNet 1.1: the network of Iandola et al. 2016, table 1, with a smaller first convolution and
 * earlier pools, as its authors published it later. It has no dense layer: a convolution makes a
 * map for each class, and its average is the score.
 */
@Network(
    input = {3, 224, 224},
    year = 2016)
@Expect(parameters = 1_235_496, macs = 349_151_936, output = 1000)
public interface SqueezeNet11 {
  /** 64×55×55. */
  @SuppressWarnings("conform:BorderDropped") // as published: 111×111 after the stride
  @Conv(filters = 64, kernel = 3, stride = 2)
  @Relu
  @Pool(size = 3, stride = 2, ceilMode = true)
  Layer conv1();

  /** 128×55×55. */
  @Use(block = Fire.class, squeeze = 16, width = 64)
  Layer fire2();

  /** 128×27×27. */
  @Use(block = Fire.class, squeeze = 16, width = 64)
  @Pool(size = 3, stride = 2, ceilMode = true)
  Layer fire3();

  /** 256×27×27. */
  @Use(block = Fire.class, squeeze = 32, width = 128)
  Layer fire4();

  /** 256×13×13. */
  @Use(block = Fire.class, squeeze = 32, width = 128)
  @Pool(size = 3, stride = 2, ceilMode = true)
  Layer fire5();

  /** 384×13×13. */
  @Use(block = Fire.class, squeeze = 48, width = 192)
  Layer fire6();

  /** 384×13×13. */
  @Use(block = Fire.class, squeeze = 48, width = 192)
  Layer fire7();

  /** 512×13×13. */
  @Use(block = Fire.class, squeeze = 64, width = 256)
  Layer fire8();

  /** 512×13×13. */
  @Use(block = Fire.class, squeeze = 64, width = 256)
  Layer fire9();

  /** 1000×13×13: where in the image each class is seen. */
  @Dropout
  @Conv(filters = 1000, kernel = 1)
  @Relu
  Layer conv10();

  /** One score for each class of ImageNet. */
  @GlobalPool
  @Flatten
  Layer pool();
}
