package dev.conform.runtime.kernel.vector;

import static dev.conform.runtime.kernel.vector.Vectors.L;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.AdamRates;
import dev.conform.runtime.kernel.ColumnNorm;
import dev.conform.runtime.kernel.DropoutMask;
import dev.conform.runtime.kernel.LocalResponse;
import dev.conform.runtime.kernel.Primitives;
import dev.conform.runtime.kernel.RowStatistics;
import dev.conform.runtime.kernel.StridedView;
import dev.conform.runtime.kernel.TapRun;
import dev.conform.runtime.kernel.Taps;
import dev.conform.runtime.kernel.WinogradTransform;
import dev.conform.runtime.kernel.plain.PlainPrimitives;

/** The inner loops on vectors; what is not here, vectors would not make faster. */
class VectorPrimitives extends PlainPrimitives {

  @Override
  public Primitives cold() {
    return new ColdPrimitives(new WarmingPrimitives(this));
  }

  @Override
  public void product(
      long c,
      long ldc,
      int rows,
      int columns,
      long a,
      StridedView view,
      long b,
      long ldb,
      long bias,
      long added,
      boolean relu) {
    if (rows == 1) {
      VectorRow.product(c, columns, a, view, b, 4 * ldb, bias, added, relu);
    } else {
      VectorProduct.product(c, 4 * ldc, rows, columns, a, view, b, 4 * ldb, bias, added, relu);
    }
  }

  @Override
  public void productFromMemory(
      long c,
      long ldc,
      int rows,
      int columns,
      long a,
      StridedView view,
      long b,
      long ldb,
      long bias,
      boolean relu) {
    VectorRow.product(c, 4 * ldc, rows, columns, a, view, b, 4 * ldb, bias, relu);
  }

  @Override
  public void bias(long x, long rows, int columns, long bias, boolean relu) {
    if (bias != 0) {
      VectorColumns.bias(x, rows, columns, bias, relu);
    } else if (relu) {
      VectorFlat.relu(x, x, rows * columns);
    }
  }

  @Override
  public void clear(long out, long size) {
    VectorFlat.clear(out, size);
  }

  @Override
  public void copy(long out, long in, long size) {
    VectorFlat.copy(out, in, size);
  }

  @Override
  public void interleave(long out, long planes, int count) {
    VectorInterleave.run(out, planes, count);
  }

  @Override
  public void winograd(
      WinogradTransform transform,
      int firstRow,
      int rows,
      long out,
      long outRow,
      long outColumn,
      long in,
      long inRow,
      long inColumn,
      int channels,
      long scratch,
      long bias,
      boolean relu) {
    for (int channel = 0; channel < channels; channel += L) {
      long at = in + 4L * channel;
      long to = out + 4L * channel;
      VectorWinograd.columns(transform, scratch, at, 4 * inRow, 4 * inColumn);
      VectorWinograd.rows(
          transform,
          firstRow,
          rows,
          to,
          4 * outRow,
          4 * outColumn,
          scratch,
          bias == 0 ? 0 : bias + 4L * channel,
          relu);
    }
  }

  @Override
  public void add(long out, long a, long b, long size) {
    VectorFlat.add(out, a, b, size);
  }

  @Override
  public void addScaled(long out, long in, float scale, long size) {
    VectorFlat.addScaled(out, in, scale, size);
  }

  @Override
  public void multiplyAdd(long out, long a, long b, long size) {
    VectorFlat.multiplyAdd(out, a, b, size);
  }

  @Override
  public void multiply(long out, long a, long b, long size) {
    VectorFlat.multiply(out, a, b, size);
  }

  @Override
  public void scale(long out, long in, float scale, long size) {
    VectorFlat.scale(out, in, scale, size);
  }

  @Override
  public void activate(Activation f, float slope, long out, long in, long size) {
    switch (f) {
      case RELU -> VectorFlat.relu(out, in, size);
      case RELU6 -> VectorFlat.relu6(out, in, size);
      case LEAKY_RELU -> VectorFlat.leakyRelu(slope, out, in, size);
      case IDENTITY -> VectorFlat.copy(out, in, size);
      case SIGMOID, TANH, SCALED_TANH, SILU, GELU, GELU_TANH ->
          VectorActivation.forward(f, out, in, size);
    }
  }

  @Override
  public void activateBackward(
      Activation f, float slope, long dIn, long dOut, long saved, long size, boolean accumulate) {
    switch (f) {
      case RELU -> VectorFlat.reluBackward(dIn, dOut, saved, size, accumulate);
      case RELU6 -> VectorFlat.relu6Backward(dIn, dOut, saved, size, accumulate);
      case LEAKY_RELU -> VectorFlat.leakyReluBackward(slope, dIn, dOut, saved, size, accumulate);
      case SIGMOID -> VectorFlat.sigmoidBackward(dIn, dOut, saved, size, accumulate);
      case TANH -> VectorFlat.tanhBackward(1, 1, dIn, dOut, saved, size, accumulate);
      case SCALED_TANH ->
          VectorFlat.tanhBackward(1.7159f, 2f / 3, dIn, dOut, saved, size, accumulate);
      case SILU -> VectorActivation.siluBackward(dIn, dOut, saved, size, accumulate);
      case GELU -> VectorActivation.geluBackward(dIn, dOut, saved, size, accumulate);
      case GELU_TANH -> VectorActivation.geluTanhBackward(dIn, dOut, saved, size, accumulate);
      case IDENTITY -> super.activateBackward(f, slope, dIn, dOut, saved, size, accumulate);
    }
  }

  @Override
  public void depthwise(long out, long in, long weight, long start, long startStep, TapRun run) {
    VectorDepthwise.forward(out, in, weight, start, startStep, run);
  }

  @Override
  public void depthwiseWeight(long dWeight, long dOut, long in, TapRun run) {
    VectorDepthwiseWeight.add(dWeight, dOut, in, run);
  }

  @Override
  public void maxPool(long out, long argmax, long in, Taps window) {
    VectorWindow.maxPool(out, argmax, in, window);
  }

  @Override
  public void maxPool(long out, long in, TapRun run) {
    VectorMaxPool.forward(out, in, run);
  }

  @Override
  public void maxPoolBackward(long dIn, long dOut, long argmax, Taps window) {
    VectorWindow.maxPoolBackward(dIn, dOut, argmax, window);
  }

  @Override
  public void averagePool(long out, long in, Taps window, float scale) {
    VectorWindow.averagePool(out, in, window, scale);
  }

  @Override
  public void sumColumns(double[] sums, long x, long rows, int columns) {
    VectorColumns.sum(sums, x, rows, columns);
  }

  @Override
  public void sumDistances(
      double[] sums, double[] squares, long x, float[] origin, long rows, int columns) {
    VectorColumns.sumDistances(sums, squares, x, origin, rows, columns);
  }

  @Override
  public void sumProducts(double[] sums, long dy, long x, long rows, int columns) {
    VectorColumns.sumProducts(sums, dy, x, rows, columns);
  }

  @Override
  public void sumGradients(
      double[] sums, double[] products, long dy, long x, long rows, int columns, ColumnNorm norm) {
    VectorColumns.sumGradients(sums, products, dy, x, rows, columns, norm);
  }

  @Override
  public void normalize(long out, long in, long residual, long rows, int columns, ColumnNorm norm) {
    VectorColumns.normalize(out, in, residual, rows, columns, norm);
  }

  @Override
  public void normalizeBackward(
      long dx, long dy, long x, long rows, int columns, ColumnNorm norm, boolean accumulate) {
    VectorColumns.normalizeBackward(dx, dy, x, rows, columns, norm, accumulate);
  }

  @Override
  public void scaleColumns(
      long out,
      long outRow,
      long in,
      long inRow,
      long rows,
      int columns,
      long scale,
      long shift,
      boolean accumulate) {
    VectorColumns.scale(out, outRow, in, inRow, rows, columns, scale, shift, accumulate);
  }

  @Override
  public void rowStatistics(RowStatistics found, long x, int rows, int columns, float epsilon) {
    VectorRows.statistics(found, x, rows, columns, epsilon);
  }

  @Override
  public void normalizeRows(
      long out, long in, int rows, int columns, RowStatistics found, float[] weight, float[] bias) {
    VectorRows.normalize(out, in, rows, columns, found, weight, bias);
  }

  @Override
  public void sumRows(
      float[] dWeight,
      float[] dBias,
      long dOut,
      long x,
      int rows,
      int columns,
      RowStatistics found) {
    VectorRows.sum(dWeight, dBias, dOut, x, rows, columns, found);
  }

  @Override
  public void rowGradients(
      RowStatistics found, long dOut, long x, int rows, int columns, float[] weight) {
    VectorRows.gradients(found, dOut, x, rows, columns, weight);
  }

  @Override
  public void normalizeRowsBackward(
      long dIn,
      long dOut,
      long x,
      int rows,
      int columns,
      RowStatistics found,
      float[] weight,
      boolean accumulate) {
    VectorRows.normalizeBackward(dIn, dOut, x, rows, columns, found, weight, accumulate);
  }

  @Override
  public void localResponse(
      long out, long in, long rows, int channels, LocalResponse response, float[] scratch) {
    if (VectorLocalResponse.isOffered(response)) {
      VectorLocalResponse.forward(out, in, rows, channels, response, scratch);
    } else {
      super.localResponse(out, in, rows, channels, response, scratch);
    }
  }

  @Override
  public void localResponseBackward(
      long dIn,
      long dOut,
      long x,
      long y,
      long rows,
      int channels,
      LocalResponse response,
      float[] scratch,
      boolean accumulate) {
    if (VectorLocalResponse.isOffered(response)) {
      VectorLocalResponse.backward(dIn, dOut, x, y, rows, channels, response, scratch, accumulate);
    } else {
      super.localResponseBackward(dIn, dOut, x, y, rows, channels, response, scratch, accumulate);
    }
  }

  @Override
  public void dropout(
      long out, long in, DropoutMask mask, long first, long size, boolean accumulate) {
    VectorFlat.dropout(out, in, mask, first, size, accumulate);
  }

  @Override
  public void softmax(long out, long in, long rows, int channels) {
    VectorSoftmax.forward(out, in, rows, channels);
  }

  @Override
  public void softmaxBackward(
      long dIn, long dOut, long y, long rows, int channels, boolean accumulate) {
    VectorSoftmax.backward(dIn, dOut, y, rows, channels, accumulate);
  }

  @Override
  public boolean sgd(
      long parameter,
      long gradient,
      long velocity,
      float lr,
      float momentum,
      float weightDecay,
      boolean nesterov,
      long size) {
    return VectorFlat.sgd(parameter, gradient, velocity, lr, momentum, weightDecay, nesterov, size);
  }

  @Override
  public boolean momentum(
      long parameter, long velocity, float lr, float momentum, float weightDecay, long size) {
    return VectorFlat.momentum(parameter, velocity, lr, momentum, weightDecay, size);
  }

  @Override
  public boolean adam(
      long parameter, long gradient, long mean, long variance, AdamRates r, long size) {
    return VectorFlat.adam(parameter, gradient, mean, variance, r, size);
  }

  @Override
  public boolean areFinite(long values, long size) {
    return VectorFlat.areFinite(values, size);
  }
}
