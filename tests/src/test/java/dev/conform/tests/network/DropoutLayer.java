package dev.conform.tests.network;

import dev.conform.runtime.Mode;
import dev.conform.runtime.kernel.reference.ReferenceDropout;

/** A dropout, whose mask is given: the model under test drew it. */
final class DropoutLayer implements SingleInputLayer {

  private final String layer;
  private final double rate;
  private boolean[] kept = {};

  DropoutLayer(String layer, double rate) {
    this.layer = layer;
    this.rate = rate;
  }

  /** Whose dropout it is. */
  String layer() {
    return layer;
  }

  /** Says which values the next training pass keeps. */
  void keep(boolean[] mask) {
    kept = mask;
  }

  /** Which values the last training pass kept. */
  boolean[] kept() {
    return kept;
  }

  @Override
  public double[] forward(double[] input, Mode mode, int images) {
    return mode == Mode.INFERENCE ? input : apply(input);
  }

  @Override
  public double[] backward(double[] dOutput) {
    return apply(dOutput);
  }

  private double[] apply(double[] values) {
    if (rate > 0 && kept.length != values.length) {
      throw new IllegalStateException(
          "the dropout of %s needs a mask of %d values, has %d"
              .formatted(layer, values.length, kept.length));
    }
    double[] result = new double[values.length];
    ReferenceDropout.apply(result, values, kept, rate);
    return result;
  }
}
