package dev.conform.examples;

import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Expect;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/** LeCun et al. 1998, with the ReLU and max pooling of today. */
@Network(
    input = {1, 32, 32},
    year = 1998)
@Expect(parameters = 61_706, macs = 416_520)
public interface LeNet5 {
  /** 6×14×14. */
  @Conv(filters = 6, kernel = 5)
  @Relu
  @Pool(size = 2)
  Layer c1();

  /** 16×5×5. */
  @Conv(filters = 16, kernel = 5)
  @Relu
  @Pool(size = 2)
  Layer c3();

  /** Sees the whole image. */
  @Dense(units = 120)
  @Relu
  Layer f5();

  /** The last hidden layer. */
  @Dense(units = 84)
  @Relu
  Layer f6();

  /** One score for each digit. */
  @Dense(units = 10)
  Layer logits();
}
