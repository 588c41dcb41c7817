package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Conv2d;

/**
 * A convolution of a network.
 *
 * @param batch images at once
 * @param conv the shape
 */
record ConvolutionLayer(int batch, Conv2d conv) {

  /** Returns a layer of square images with a square kernel, in one group. */
  static ConvolutionLayer of(
      int batch, int inChannels, int side, int outChannels, int kernel, int stride, int padding) {
    return new ConvolutionLayer(
        batch,
        Conv2d.of(inChannels, side, side)
            .filters(outChannels)
            .kernel(kernel, kernel)
            .stride(stride, stride)
            .padding(padding, padding, padding, padding));
  }

  ConvolutionLayer groups(int count) {
    return new ConvolutionLayer(batch, conv.groups(count));
  }

  ConvolutionLayer by(Conv2d.Algorithm algorithm) {
    return new ConvolutionLayer(batch, conv.algorithm(algorithm));
  }

  long inputFloats() {
    return (long) batch * conv.inHeight() * conv.inWidth() * conv.inChannels();
  }

  long outputFloats() {
    return (long) batch * conv.outHeight() * conv.outWidth() * conv.outChannels();
  }

  long weightFloats() {
    return (long) conv.patch() * conv.outChannels();
  }

  /** Returns the operations of one direction by definition, whatever the algorithm saves. */
  double flops() {
    return 2.0 * outputFloats() * conv.patch();
  }
}
