package dev.conform.processor.analyze;

import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Window;
import java.util.Optional;

/** The shape of a pool, as ONNX's MaxPool and PyTorch's MaxPool2d have it. */
final class PoolRule {

  private final Site site;

  PoolRule(Site site) {
    this.site = site;
  }

  Optional<Effect> apply(Operation.Pool pool) {
    if (!OperationRules.isImage(site) || !Sizes.extentFits(site, pool.window())) {
      return Optional.empty();
    }
    Shape in = site.input();
    Window window = Geometry.resolve(pool.window(), in);
    if (!paddingFits(window)
        || !new WindowFit(site, "size", window, pool.ceilMode()).check()
        || !seesInput(window, in)) {
      return Optional.empty();
    }
    Operation resolved =
        new Operation.Pool(pool.mode(), window, pool.ceilMode(), pool.countPadding());
    return Sizes.image(
            site,
            "padding",
            in.channels(),
            Geometry.outputH(window, in.height(), pool.ceilMode()),
            Geometry.outputW(window, in.width(), pool.ceilMode()))
        .map(output -> Effect.of(resolved, output));
  }

  /** PyTorch's rule; beyond it a window could lie on padding alone. */
  private boolean paddingFits(Window w) {
    long extentH = Geometry.extent(w.kernelH(), w.dilationH());
    long extentW = Geometry.extent(w.kernelW(), w.dilationW());
    long padH = Math.max(w.padTop(), w.padBottom());
    long padW = Math.max(w.padLeft(), w.padRight());
    if (padH <= extentH / 2 && padW <= extentW / 2) {
      return true;
    }
    boolean rows = padH > extentH / 2;
    long pad = rows ? padH : padW;
    long extent = rows ? extentH : extentW;
    site.add(
        site.problem(
                Rule.POOL_PADDING_TOO_LARGE,
                "padding",
                "padding %d is more than half of the window's %d",
                pad,
                extent)
            .line("the limit is floor(%d / 2) = %d, as in PyTorch", extent, extent / 2)
            .line("%s", site.trace())
            .line(
                "Use padding = %s",
                WindowFit.pair(Math.min(padH, extentH / 2), Math.min(padW, extentW / 2))));
    return false;
  }

  private boolean seesInput(Window w, Shape in) {
    return seesInput("rows", in.height(), w.kernelH(), w.strideH(), w.padTop(), w.dilationH())
        && seesInput("columns", in.width(), w.kernelW(), w.strideW(), w.padLeft(), w.dilationW());
  }

  /** A window that starts inside sees its first element; only those before it can miss. */
  private boolean seesInput(
      String noun, long input, long kernel, long stride, long pad, long dilation) {
    for (long start = -pad; start < 0; start += stride) {
      // The first element that is not before the input.
      long element = (-start + dilation - 1) / dilation;
      long place = start + element * dilation;
      if (element >= kernel || place >= input) {
        site.add(
            site.problem(
                    Rule.POOL_SEES_ONLY_PADDING,
                    "dilation",
                    "with dilation %d a window steps over all %d %s of its input",
                    dilation,
                    input,
                    noun)
                .line(
                    "its elements lie at %d and %d, the input from 0 to %d",
                    place - dilation, place, input - 1)
                .line("%s", site.trace())
                .line("Use dilation = 1 and padding = %d", kernel / 2));
        return false;
      }
    }
    return true;
  }
}
