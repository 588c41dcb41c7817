package dev.conform.examples.googlenet;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Dropout;
import dev.conform.dsl.Expect;
import dev.conform.dsl.GlobalPool;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Relu;
import dev.conform.dsl.Use;
import dev.conform.runtime.Layer;

/**
 * GoogLeNet as torchvision has it, without auxiliary heads: batch norm (Ioffe and Szegedy 2015) in
 * place of biases and response normalisation, {@link InceptionBatchNorm}, a pool of 2×2 in front of
 * the last modules, and less dropout.
 */
@Network(
    input = {3, 224, 224},
    year = 2014)
@Expect(parameters = 6_624_904, macs = 1_498_376_192, output = 1000)
public interface GoogLeNetTorchvision {
  /** 64×56×56. */
  @Conv(filters = 64, kernel = 7, stride = 2, padding = 3, bias = false)
  @BatchNorm(epsilon = 1e-3)
  @Relu
  @Pool(size = 3, stride = 2, ceilMode = true)
  Layer conv1();

  /** 64×56×56. */
  @Conv(filters = 64, kernel = 1, bias = false)
  @BatchNorm(epsilon = 1e-3)
  @Relu
  Layer conv2();

  /** 192×28×28. */
  @Conv(filters = 192, kernel = 3, padding = 1, bias = false)
  @BatchNorm(epsilon = 1e-3)
  @Relu
  @Pool(size = 3, stride = 2, ceilMode = true)
  Layer conv3();

  /** 256×28×28. */
  @Use(
      block = InceptionBatchNorm.class,
      dims = {64, 96, 128, 16, 32, 32})
  Layer inception3a();

  /** 480×14×14. */
  @Use(
      block = InceptionBatchNorm.class,
      dims = {128, 128, 192, 32, 96, 64})
  @Pool(size = 3, stride = 2, ceilMode = true)
  Layer inception3b();

  /** 512×14×14. */
  @Use(
      block = InceptionBatchNorm.class,
      dims = {192, 96, 208, 16, 48, 64})
  Layer inception4a();

  /** 512×14×14. */
  @Use(
      block = InceptionBatchNorm.class,
      dims = {160, 112, 224, 24, 64, 64})
  Layer inception4b();

  /** 512×14×14. */
  @Use(
      block = InceptionBatchNorm.class,
      dims = {128, 128, 256, 24, 64, 64})
  Layer inception4c();

  /** 528×14×14. */
  @Use(
      block = InceptionBatchNorm.class,
      dims = {112, 144, 288, 32, 64, 64})
  Layer inception4d();

  /** 832×7×7. */
  @Use(
      block = InceptionBatchNorm.class,
      dims = {256, 160, 320, 32, 128, 128})
  @Pool(size = 2, ceilMode = true)
  Layer inception4e();

  /** 832×7×7. */
  @Use(
      block = InceptionBatchNorm.class,
      dims = {256, 160, 320, 32, 128, 128})
  Layer inception5a();

  /** 1024×7×7. */
  @Use(
      block = InceptionBatchNorm.class,
      dims = {384, 192, 384, 48, 128, 128})
  Layer inception5b();

  /** The average of each map. */
  @GlobalPool
  @Dropout(0.2)
  Layer pool();

  /** One score for each class of ImageNet. */
  @Dense(units = 1000)
  Layer fc();
}
