package dev.conform.examples.alexnet;

import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Dropout;
import dev.conform.dsl.Expect;
import dev.conform.dsl.LocalResponseNorm;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/**
 * Krizhevsky et al. 2012, section 3.5 and figure 2. Two graphics cards held half of the network
 * each: C2, C4 and C5 read only the half that was on their card, which is a convolution in two
 * groups.
 *
 * <p>The paper says that images have 224×224 pixels, but its figures come out with 227×227.
 */
@Network(
    input = {3, 227, 227},
    year = 2012)
@Expect(parameters = 60_965_224, macs = 724_406_816, output = 1000)
public interface AlexNet {
  /**
   * 96×27×27; windows of the pool overlap (section 3.4). The paper's alpha of 1e-4 is not divided
   * by the size.
   */
  @Conv(filters = 96, kernel = 11, stride = 4)
  @Relu
  @LocalResponseNorm(size = 5, alpha = 5e-4, beta = 0.75, k = 2)
  @Pool(size = 3, stride = 2)
  Layer c1();

  /** 256×13×13. */
  @Conv(filters = 256, kernel = 5, padding = 2, groups = 2)
  @Relu
  @LocalResponseNorm(size = 5, alpha = 5e-4, beta = 0.75, k = 2)
  @Pool(size = 3, stride = 2)
  Layer c2();

  /** 384×13×13; reads both halves. */
  @Conv(filters = 384, kernel = 3, padding = 1)
  @Relu
  Layer c3();

  /** 384×13×13. */
  @Conv(filters = 384, kernel = 3, padding = 1, groups = 2)
  @Relu
  Layer c4();

  /** 256×6×6. */
  @Conv(filters = 256, kernel = 3, padding = 1, groups = 2)
  @Relu
  @Pool(size = 3, stride = 2)
  @Expect(receptiveField = 195)
  Layer c5();

  /** Sees the whole image, through most of the network's parameters. */
  @SuppressWarnings("conform:DenseDominates") // as published; later networks pool instead
  @Dense(units = 4096)
  @Relu
  @Dropout
  @Expect(inputs = 9_216)
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
