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
    if (!OperationRules.isImage(site, "@Pool") || !Sizes.extentFits(site, pool.window())) {
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
            .line("Use padding = %d", Math.min(extentH, extentW) / 2));
    return false;
  }

  private boolean seesInput(Window w, Shape in) {
    boolean rows = seesInput(in.height(), w.kernelH(), w.strideH(), w.padTop(), w.dilationH());
    boolean columns = seesInput(in.width(), w.kernelW(), w.strideW(), w.padLeft(), w.dilationW());
    if (rows && columns) {
      return true;
    }
    site.add(
        site.problem(
                Rule.POOL_SEES_ONLY_PADDING,
                "dilation",
                "with dilation %s its first window steps over the whole input of %d×%d",
                rows ? w.dilationW() : w.dilationH(),
                in.height(),
                in.width())
            .line(
                "it starts in the padding, at %d, and its next element is at %d, but the input"
                    + " has %d %s",
                rows ? -w.padLeft() : -w.padTop(),
                rows ? w.dilationW() - w.padLeft() : w.dilationH() - w.padTop(),
                rows ? in.width() : in.height(),
                rows ? "columns" : "rows")
            .line("%s", site.trace())
            .line("Use dilation = 1"));
    return false;
  }

  /** A window that starts inside sees its first element; only those before it can miss. */
  private static boolean seesInput(long input, long kernel, long stride, long pad, long dilation) {
    for (long start = -pad; start < 0; start += stride) {
      long element = (-start + dilation - 1) / dilation;
      if (element >= kernel || start + element * dilation >= input) {
        return false;
      }
    }
    return true;
  }
}
