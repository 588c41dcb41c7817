package dev.conform.examples.alexnet;

import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Dropout;
import dev.conform.dsl.Expect;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/**
 * AlexNet on one graphics card (Krizhevsky 2014, "One weird trick"), with the sizes that
 * torchvision has: fewer filters, no groups, no response normalisation, and padding that makes
 * images of 224×224 fit. Dropout stands in front of the dense layers.
 */
@Network(
    input = {3, 224, 224},
    year = 2014)
@Expect(parameters = 61_100_840, macs = 714_188_480, output = 1000)
public interface AlexNetTorchvision {
  /** 64×27×27. */
  @Conv(filters = 64, kernel = 11, stride = 4, padding = 2)
  @Relu
  @Pool(size = 3, stride = 2)
  Layer c1();

  /** 192×13×13. */
  @Conv(filters = 192, kernel = 5, padding = 2)
  @Relu
  @Pool(size = 3, stride = 2)
  Layer c2();

  /** 384×13×13. */
  @Conv(filters = 384, kernel = 3, padding = 1)
  @Relu
  Layer c3();

  /** 256×13×13. */
  @Conv(filters = 256, kernel = 3, padding = 1)
  @Relu
  Layer c4();

  /** 256×6×6. */
  @Conv(filters = 256, kernel = 3, padding = 1)
  @Relu
  @Pool(size = 3, stride = 2)
  @Expect(receptiveField = 195)
  Layer c5();

  /** Sees the whole image, through most of the network's parameters. */
  @SuppressWarnings("conform:DenseDominates") // as published; later networks pool instead
  @Dropout
  @Dense(units = 4096)
  @Relu
  @Expect(inputs = 9_216)
  Layer fc6();

  /** The last hidden layer. */
  @Dropout
  @Dense(units = 4096)
  @Relu
  Layer fc7();

  /** One score for each class of ImageNet. */
  @Dense(units = 1000)
  Layer fc8();
}
