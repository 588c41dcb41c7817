package dev.conform.runtime.kernel.vector;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Primitives;
import dev.conform.runtime.kernel.StridedView;
import dev.conform.runtime.kernel.TapRun;
import dev.conform.runtime.kernel.Taps;
import dev.conform.runtime.kernel.WinogradTransform;
import dev.conform.runtime.kernel.plain.PlainPrimitives;

/** The plain loops where they give the bits of the vector loops, and those where they do not. */
final class ColdPrimitives extends VectorPrimitives {

  private final Primitives plain = new PlainPrimitives();
  private final Primitives warmer;

  ColdPrimitives(Primitives warmer) {
    this.warmer = warmer;
  }

  @Override
  public Primitives warmer() {
    return warmer;
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
    plain.product(c, ldc, rows, columns, a, view, b, ldb, bias, added, relu);
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
    plain.productFromMemory(c, ldc, rows, columns, a, view, b, ldb, bias, relu);
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
    plain.winograd(
        transform, firstRow, rows, out, outRow, outColumn, in, inRow, inColumn, channels, scratch,
        bias, relu);
  }

  @Override
  public void activate(Activation f, float slope, long out, long in, long size) {
    switch (f) {
      case IDENTITY, RELU, RELU6, LEAKY_RELU, SIGMOID, SILU ->
          plain.activate(f, slope, out, in, size);
      case TANH, SCALED_TANH, GELU, GELU_TANH -> super.activate(f, slope, out, in, size);
    }
  }

  @Override
  public void bias(long x, long rows, int columns, long bias, boolean relu) {
    plain.bias(x, rows, columns, bias, relu);
  }

  @Override
  public void clear(long out, long size) {
    plain.clear(out, size);
  }

  @Override
  public void copy(long out, long in, long size) {
    plain.copy(out, in, size);
  }

  @Override
  public void interleave(long out, long planes, int count) {
    plain.interleave(out, planes, count);
  }

  @Override
  public void add(long out, long a, long b, long size) {
    plain.add(out, a, b, size);
  }

  @Override
  public void depthwise(long out, long in, long weight, long start, long startStep, TapRun run) {
    plain.depthwise(out, in, weight, start, startStep, run);
  }

  @Override
  public void maxPool(long out, long in, TapRun run) {
    plain.maxPool(out, in, run);
  }

  @Override
  public void averagePool(long out, long in, Taps window, float scale) {
    plain.averagePool(out, in, window, scale);
  }

  @Override
  public void sumColumns(double[] sums, long x, long rows, int columns) {
    plain.sumColumns(sums, x, rows, columns);
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
    plain.scaleColumns(out, outRow, in, inRow, rows, columns, scale, shift, accumulate);
  }
}
