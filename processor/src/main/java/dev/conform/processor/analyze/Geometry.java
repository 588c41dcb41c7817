package dev.conform.processor.analyze;

import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Window;

/** How windows slide: the only place where output sizes are computed. */
final class Geometry {

  private Geometry() {}

  /** Returns the extent of a kernel with its holes. */
  static long extent(long kernel, long dilation) {
    return dilation * (kernel - 1) + 1;
  }

  /**
   * Returns how many windows fit along one axis; 0 or less if none does.
   *
   * @param padding before and after together
   * @param ceil whether a last, incomplete window counts; see {@link #ceilOutput}
   */
  static long output(
      long input, long extent, long stride, long before, long padding, boolean ceil) {
    return ceil
        ? ceilOutput(input, extent, stride, before, padding)
        : Math.floorDiv(input + padding - extent, stride) + 1;
  }

  /** As in PyTorch and ONNX: a last window that would start behind the input does not count. */
  private static long ceilOutput(long input, long extent, long stride, long before, long padding) {
    long output = Math.floorDiv(input + padding - extent + stride - 1, stride) + 1;
    return (output - 1) * stride >= input + before ? output - 1 : output;
  }

  static long outputH(Window w, long input, boolean ceil) {
    return output(
        input,
        extent(w.kernelH(), w.dilationH()),
        w.strideH(),
        w.padTop(),
        (long) w.padTop() + w.padBottom(),
        ceil);
  }

  static long outputW(Window w, long input, boolean ceil) {
    return output(
        input,
        extent(w.kernelW(), w.dilationW()),
        w.strideW(),
        w.padLeft(),
        (long) w.padLeft() + w.padRight(),
        ceil);
  }

  /** Puts numbers in the place of SAME: the odd pixel goes to the bottom and the right. */
  static Window resolve(Window w, Shape input) {
    if (!w.same()) {
      return w;
    }
    long h = samePadding(input.height(), extent(w.kernelH(), w.dilationH()), w.strideH());
    long v = samePadding(input.width(), extent(w.kernelW(), w.dilationW()), w.strideW());
    return new Window(
        w.kernelH(),
        w.kernelW(),
        w.strideH(),
        w.strideW(),
        Math.toIntExact(h / 2),
        Math.toIntExact(v / 2),
        Math.toIntExact(h - h / 2),
        Math.toIntExact(v - v / 2),
        w.dilationH(),
        w.dilationW(),
        false);
  }

  private static long samePadding(long input, long extent, long stride) {
    long output = (input + stride - 1) / stride;
    return Math.max(0, (output - 1) * stride + extent - input);
  }
}
