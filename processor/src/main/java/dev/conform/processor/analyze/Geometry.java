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

  /**
   * Puts numbers in the place of SAME, whose odd pixel goes to the bottom and the right, and HALF.
   */
  static Window resolve(Window w, Shape input) {
    long extentH = extent(w.kernelH(), w.dilationH());
    long extentW = extent(w.kernelW(), w.dilationW());
    return switch (w.border()) {
      case NUMBERS -> w;
      case HALF -> {
        int rows = Math.toIntExact((extentH - 1) / 2);
        int columns = Math.toIntExact((extentW - 1) / 2);
        yield w.padded(rows, columns, rows, columns);
      }
      case SAME -> {
        long rows = samePadding(input.height(), extentH, w.strideH());
        long columns = samePadding(input.width(), extentW, w.strideW());
        yield w.padded(
            Math.toIntExact(rows / 2),
            Math.toIntExact(columns / 2),
            Math.toIntExact(rows - rows / 2),
            Math.toIntExact(columns - columns / 2));
      }
    };
  }

  private static long samePadding(long input, long extent, long stride) {
    long output = (input + stride - 1) / stride;
    return Math.max(0, (output - 1) * stride + extent - input);
  }
}
