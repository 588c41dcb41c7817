package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Window;
import java.util.Optional;

/** Tells of a kernel or a pooling window that does not fit, and finds what would. */
final class WindowFit {

  private final Site site;
  private final String value;
  private final Window w;
  private final boolean ceil;

  /**
   * Prepares the check.
   *
   * @param value the name of the annotation's value, "kernel" or "size"
   */
  WindowFit(Site site, String value, Window w, boolean ceil) {
    this.site = site;
    this.value = value;
    this.w = w;
    this.ceil = ceil;
  }

  /** Returns whether at least one window fits along both axes; if not, the site knows why. */
  boolean check() {
    Shape in = site.input();
    boolean rows = Geometry.outputH(w, in.height(), ceil) >= 1;
    boolean columns = Geometry.outputW(w, in.width(), ceil) >= 1;
    if (!rows || !columns) {
      site.add(problem(rows, columns));
    }
    return rows && columns;
  }

  private Diagnostic problem(boolean rows, boolean columns) {
    Shape in = site.input();
    String noun = value.equals("size") ? "window" : "kernel";
    String at = rows ? value + "[1]" : columns ? value + "[0]" : value;
    String dilation =
        w.dilationH() == 1 && w.dilationW() == 1
            ? ""
            : Text.format(
                " with dilation %s (%d×%d from end to end)",
                pair(w.dilationH(), w.dilationW()),
                Geometry.extent(w.kernelH(), w.dilationH()),
                Geometry.extent(w.kernelW(), w.dilationW()));
    long paddedH = (long) in.height() + w.padTop() + w.padBottom();
    long paddedW = (long) in.width() + w.padLeft() + w.padRight();
    String padding =
        paddedH == in.height() && paddedW == in.width()
            ? ""
            : Text.format(", %d×%d with its padding", paddedH, paddedW);
    Diagnostic problem =
        site.problem(
            Rule.KERNEL_EXCEEDS_INPUT,
            at,
            "%s %d×%d%s does not fit its input of %d×%d%s",
            noun,
            w.kernelH(),
            w.kernelW(),
            dilation,
            in.height(),
            in.width(),
            padding);
    return problem
        .line(
            "%s",
            rows
                ? arithmetic(
                    in.width(), w.kernelW(), w.strideW(), w.padLeft(), w.padRight(), w.dilationW())
                : arithmetic(
                    in.height(),
                    w.kernelH(),
                    w.strideH(),
                    w.padTop(),
                    w.padBottom(),
                    w.dilationH()))
        .line("%s", site.trace())
        .line("%s", fix());
  }

  private String arithmetic(
      long input, long kernel, long stride, long before, long after, long dilation) {
    String round = ceil ? "ceil" : "floor";
    boolean even = before == after;
    boolean dense = dilation == 1;
    long output =
        Geometry.output(
            input, Geometry.extent(kernel, dilation), stride, before, before + after, ceil);
    return Text.format(
        "output = %s((input + %s − %s) / stride) + 1 = %s((%d + %s − %s) / %d) + 1 = %s",
        round,
        even ? "2·padding" : "padding before and after",
        dense ? value : "dilation·(" + value + " − 1) − 1",
        round,
        input,
        before + after,
        dense ? String.valueOf(kernel) : dilation + "·" + (kernel - 1) + " − 1",
        stride,
        signed(output));
  }

  private static String signed(long number) {
    return number < 0 ? "−" + -number : String.valueOf(number);
  }

  /** Names only what {@link Geometry} confirms to work. */
  private String fix() {
    Shape in = site.input();
    boolean pool = value.equals("size");
    if (pool && in.height() == 1 && in.width() == 1) {
      return "Its input is a single pixel already: leave the pool out";
    }
    int fitH = largestKernel((long) in.height() + w.padTop() + w.padBottom(), w.dilationH());
    int fitW = largestKernel((long) in.width() + w.padLeft() + w.padRight(), w.dilationW());
    Window smaller = kernel(Math.min(w.kernelH(), fitH), Math.min(w.kernelW(), fitW));
    StringBuilder fix = new StringBuilder();
    shape(smaller)
        .ifPresent(
            output ->
                fix.append(
                    Text.format(
                        "Use %s = %s for an output of %s",
                        value, pair(smaller.kernelH(), smaller.kernelW()), output)));
    if (w.dilationH() != 1 || w.dilationW() != 1) {
      shape(dilation())
          .ifPresent(
              output ->
                  fix.append(fix.isEmpty() ? "Use " : ", or ")
                      .append(Text.format("dilation = 1 for %s", output)));
    }
    if (pool) {
      return fix.append(fix.isEmpty() ? "Use " : ", or ").append("@GlobalPool").toString();
    }
    long lackH = Geometry.extent(w.kernelH(), w.dilationH()) - in.height();
    long lackW = Geometry.extent(w.kernelW(), w.dilationW()) - in.width();
    int padH = Math.max(Math.max(w.padTop(), w.padBottom()), half(lackH));
    int padW = Math.max(Math.max(w.padLeft(), w.padRight()), half(lackW));
    shape(padding(padH, padW))
        .ifPresent(
            output ->
                fix.append(fix.isEmpty() ? "Use " : ", or ")
                    .append(Text.format("padding = %s for %s", pair(padH, padW), output)));
    return fix.toString();
  }

  private static int half(long lack) {
    return lack <= 0 ? 0 : Math.toIntExact((lack + 1) / 2);
  }

  private static int largestKernel(long padded, long dilation) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.floorDiv(padded - 1, dilation) + 1));
  }

  private Optional<String> shape(Window candidate) {
    long h = Geometry.outputH(candidate, site.input().height(), ceil);
    long v = Geometry.outputW(candidate, site.input().width(), ceil);
    return h >= 1 && v >= 1 ? Optional.of(h + "×" + v) : Optional.empty();
  }

  static String pair(long first, long second) {
    return first == second ? String.valueOf(first) : "{" + first + ", " + second + "}";
  }

  private Window kernel(int height, int width) {
    return new Window(
        height,
        width,
        w.strideH(),
        w.strideW(),
        w.padTop(),
        w.padLeft(),
        w.padBottom(),
        w.padRight(),
        w.dilationH(),
        w.dilationW(),
        w.border());
  }

  private Window padding(int rows, int columns) {
    return new Window(
        w.kernelH(),
        w.kernelW(),
        w.strideH(),
        w.strideW(),
        rows,
        columns,
        rows,
        columns,
        w.dilationH(),
        w.dilationW(),
        w.border());
  }

  private Window dilation() {
    return new Window(
        w.kernelH(),
        w.kernelW(),
        w.strideH(),
        w.strideW(),
        w.padTop(),
        w.padLeft(),
        w.padBottom(),
        w.padRight(),
        1,
        1,
        w.border());
  }
}
