package dev.conform.benchmarks.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand. */
class WorkRateTest {

  /** VGG-16's second convolution: 1.85 · 10⁹ multiply-accumulates for an image, in 20 ms. */
  @Test
  void operationsAreThoseOfTheDefinition() {
    ConvolutionLayer layer = ConvolutionLayer.of(1, 64, 224, 64, 3, 1, 1);
    assertEquals(3_699_376_128.0, layer.flops());
    WorkRate.computes(layer.flops());
    assertEquals(184.9688064, WorkRate.perSecond(20_000, TimeUnit.MICROSECONDS), 1e-9);
    assertEquals(184.9688064, WorkRate.perSecond(20, TimeUnit.MILLISECONDS), 1e-9);
  }

  /** Two groups of 48 input channels each; the output is as large as the input. */
  @Test
  void aGroupReadsItsOwnChannelsOnly() {
    ConvolutionLayer layer = ConvolutionLayer.of(1, 96, 27, 256, 5, 1, 2).groups(2);
    assertEquals(5 * 5 * 48 * 256, layer.weightFloats());
    assertEquals(2.0 * 27 * 27 * 256 * 5 * 5 * 48, layer.flops());
  }

  /** A million values read and a million written in a millisecond: 8 MB, 8 GB/s. */
  @Test
  void aFloatIsFourBytes() {
    WorkRate.moves(2e6);
    assertEquals(8, WorkRate.perSecond(1, TimeUnit.MILLISECONDS), 1e-9);
  }
}
