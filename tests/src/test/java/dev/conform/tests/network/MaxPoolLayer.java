package dev.conform.tests.network;

import dev.conform.runtime.Mode;
import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.reference.ReferencePool2d;

/** A pool by maximum. */
final class MaxPoolLayer implements SingleInputLayer {

  private final Pool2d pool;
  private int[] argmax = {};
  private int batch;

  MaxPoolLayer(Pool2d pool) {
    this.pool = pool;
  }

  @Override
  public double[] forward(double[] input, Mode mode, int images) {
    batch = images;
    double[] output = new double[batch * pool.channels() * pool.outHeight() * pool.outWidth()];
    argmax = new int[output.length];
    ReferencePool2d.maxForward(output, argmax, input, pool, batch);
    return output;
  }

  @Override
  public double[] backward(double[] dOutput) {
    double[] dInput = new double[batch * pool.channels() * pool.inHeight() * pool.inWidth()];
    ReferencePool2d.maxBackward(dInput, dOutput, argmax, pool, batch);
    return dInput;
  }
}
