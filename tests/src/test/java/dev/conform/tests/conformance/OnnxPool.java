package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Window;
import dev.conform.runtime.kernel.reference.ReferencePool2d;
import java.util.List;
import java.util.Optional;

/** MaxPool, AveragePool and their global forms. */
final class OnnxPool implements OnnxOperator {

  private final boolean max;
  private final boolean global;

  OnnxPool(boolean max, boolean global) {
    this.max = max;
    this.global = global;
  }

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    return OnnxWindow.notOffered(test);
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    int[] x = test.input(0).shape();
    Pool2d pool = global ? Pool2d.global(x[1], x[2], x[3]) : pool(test, x);
    double[] output = new double[x[0] * x[1] * pool.outHeight() * pool.outWidth()];
    if (!max) {
      ReferencePool2d.averageForward(output, test.input(0).data(), pool, x[0]);
      return List.of(output);
    }
    int[] argmax = new int[output.length];
    ReferencePool2d.maxForward(output, argmax, test.input(0).data(), pool, x[0]);
    return test.outputs().size() == 1
        ? List.of(output)
        : List.of(output, onnxIndices(argmax, pool, test));
  }

  private static Pool2d pool(OnnxCase test, int[] x) {
    Window window =
        OnnxWindow.of(test.attributes(), test.attributes().integers("kernel_shape"), x[2], x[3]);
    boolean ceil = test.attributes().number("ceil_mode", 0) != 0;
    boolean countPadding = test.attributes().number("count_include_pad", 0) != 0;
    int outHeight = outHeight(window, x[2], ceil);
    int outWidth = outWidth(window, x[3], ceil);
    return new Pool2d(x[1], x[2], x[3], outHeight, outWidth, window, countPadding);
  }

  static int outHeight(Window w, int inHeight, boolean ceil) {
    return ceil
        ? ceilSize(inHeight, w.padTop(), w.padBottom(), w.kernelH(), w.dilationH(), w.strideH())
        : w.outHeight(inHeight);
  }

  static int outWidth(Window w, int inWidth, boolean ceil) {
    return ceil
        ? ceilSize(inWidth, w.padLeft(), w.padRight(), w.kernelW(), w.dilationW(), w.strideW())
        : w.outWidth(inWidth);
  }

  /** ⌈(input + padding − reach) / stride⌉ + 1, less a last window that begins in the padding. */
  private static int ceilSize(
      int input, int before, int after, int kernel, int dilation, int stride) {
    int reach = dilation * (kernel - 1) + 1;
    int size = (int) Math.ceil((input + before + after - reach) / (double) stride) + 1;
    return (size - 1) * stride >= input + before ? size - 1 : size;
  }

  /** ONNX counts through the whole tensor, by columns where storage_order is 1. */
  private static double[] onnxIndices(int[] argmax, Pool2d pool, OnnxCase test) {
    boolean byColumns = test.attributes().number("storage_order", 0) != 0;
    int outPixels = pool.outHeight() * pool.outWidth();
    double[] indices = new double[argmax.length];
    for (int i = 0; i < argmax.length; i++) {
      int row = argmax[i] / pool.inWidth();
      int column = argmax[i] % pool.inWidth();
      int pixel = byColumns ? column * pool.inHeight() + row : argmax[i];
      indices[i] = i / outPixels * pool.inHeight() * pool.inWidth() + pixel;
    }
    return indices;
  }
}
