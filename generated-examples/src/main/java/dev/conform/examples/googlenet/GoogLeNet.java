package dev.conform.examples.googlenet;

import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Dropout;
import dev.conform.dsl.Expect;
import dev.conform.dsl.GlobalPool;
import dev.conform.dsl.LocalResponseNorm;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Relu;
import dev.conform.dsl.Use;
import dev.conform.runtime.Layer;

/**
 * Szegedy et al. 2014, table 1, without the auxiliary heads, which inference has no use for; {@link
 * GoogLeNetWithHeads} has them. Pools keep their last, incomplete window, which makes the maps as
 * large as table 1 says.
 */
@Network(
    input = {3, 224, 224},
    year = 2014)
@Expect(parameters = 6_998_552, macs = 1_582_671_872, output = 1000)
public interface GoogLeNet {
  /** 64×56×56. */
  @Conv(filters = 64, kernel = 7, stride = 2, padding = 3)
  @Relu
  @Pool(size = 3, stride = 2, ceilMode = true)
  @LocalResponseNorm
  Layer conv1();

  /** 64×56×56: table 1 counts it to the layer that follows. */
  @Conv(filters = 64, kernel = 1)
  @Relu
  Layer reduce2();

  /** 192×28×28. */
  @Conv(filters = 192, kernel = 3, padding = 1)
  @Relu
  @LocalResponseNorm
  @Pool(size = 3, stride = 2, ceilMode = true)
  Layer conv2();

  /** 256×28×28. */
  @Use(
      block = Inception.class,
      dims = {64, 96, 128, 16, 32, 32})
  Layer inception3a();

  /** 480×14×14. */
  @Use(
      block = Inception.class,
      dims = {128, 128, 192, 32, 96, 64})
  @Pool(size = 3, stride = 2, ceilMode = true)
  Layer inception3b();

  /** 512×14×14. */
  @Use(
      block = Inception.class,
      dims = {192, 96, 208, 16, 48, 64})
  Layer inception4a();

  /** 512×14×14. */
  @Use(
      block = Inception.class,
      dims = {160, 112, 224, 24, 64, 64})
  Layer inception4b();

  /** 512×14×14. */
  @Use(
      block = Inception.class,
      dims = {128, 128, 256, 24, 64, 64})
  Layer inception4c();

  /** 528×14×14. */
  @Use(
      block = Inception.class,
      dims = {112, 144, 288, 32, 64, 64})
  Layer inception4d();

  /** 832×7×7. */
  @Use(
      block = Inception.class,
      dims = {256, 160, 320, 32, 128, 128})
  @Pool(size = 3, stride = 2, ceilMode = true)
  Layer inception4e();

  /** 832×7×7. */
  @Use(
      block = Inception.class,
      dims = {256, 160, 320, 32, 128, 128})
  Layer inception5a();

  /** 1024×7×7. */
  @Use(
      block = Inception.class,
      dims = {384, 192, 384, 48, 128, 128})
  Layer inception5b();

  /** The average of each map. */
  @GlobalPool
  @Dropout(0.4)
  Layer pool();

  /** One score for each class of ImageNet. */
  @Dense(units = 1000)
  Layer fc();
}
