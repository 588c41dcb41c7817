package dev.conform.tests.network;

import dev.conform.runtime.Mode;
import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.reference.ReferencePool2d;

/** A pool by average. */
final class AveragePoolLayer implements ReferenceLayer {

  private final Pool2d pool;
  private int batch;

  AveragePoolLayer(Pool2d pool) {
    this.pool = pool;
  }

  @Override
  public double[] forward(double[] input, Mode mode, int images) {
    batch = images;
    double[] output = new double[batch * pool.channels() * pool.outHeight() * pool.outWidth()];
    ReferencePool2d.averageForward(output, input, pool, batch);
    return output;
  }

  @Override
  public double[] backward(double[] dOutput) {
    double[] dInput = new double[batch * pool.channels() * pool.inHeight() * pool.inWidth()];
    ReferencePool2d.averageBackward(dInput, dOutput, pool, batch);
    return dInput;
  }
}
