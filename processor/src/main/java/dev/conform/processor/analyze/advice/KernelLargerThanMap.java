package dev.conform.processor.analyze.advice;

import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.ir.Window;
import java.util.stream.Stream;

/** Padding makes a kernel fit a map that is smaller, but part of the kernel meets nothing else. */
final class KernelLargerThanMap implements Advice {

  @Override
  public Stream<Finding> check(Subject subject) {
    return subject.nodes().stream()
        .flatMap(
            node ->
                node.operation() instanceof Operation.Conv conv
                    ? check(subject, node, conv.window())
                    : Stream.empty());
  }

  private static Stream<Finding> check(Subject subject, ShapedNode node, Window w) {
    Shape in = node.input();
    Shape out = node.output();
    int rows = used(w.kernelH(), w.dilationH(), w.strideH(), w.padTop(), in.height(), out.height());
    int columns =
        used(w.kernelW(), w.dilationW(), w.strideW(), w.padLeft(), in.width(), out.width());
    if (rows == w.kernelH() && columns == w.kernelW()) {
      return Stream.empty();
    }
    long all = (long) w.kernelH() * w.kernelW();
    long live = (long) rows * columns;
    return Stream.of(
        new Finding(
            node.path(),
            subject
                .advice(
                    Rule.KERNEL_LARGER_THAN_MAP,
                    node,
                    "kernel",
                    "layer %s: of its %d×%d kernel only %d×%d ever meets its input of %d×%d",
                    node.path(),
                    w.kernelH(),
                    w.kernelW(),
                    rows,
                    columns,
                    in.height(),
                    in.width())
                .line("%d of %d weights see nothing but padding, and never train", all - live, all)
                .line(
                    "%s",
                    live == 1 && out.height() == in.height() && out.width() == in.width()
                        ? "kernel = 1 without padding computes the same; or pool less before it"
                        : "Use a smaller kernel, or pool less before it")));
  }

  /** Returns how many elements of the kernel lie on the input at some step. */
  private static int used(
      long kernel, long dilation, long stride, long pad, long input, long output) {
    int used = 0;
    for (long i = 0; i < kernel; i++) {
      // Element i lies at step · stride − pad + i · dilation.
      long first = Math.max(0, Math.floorDiv(pad - i * dilation + stride - 1, stride));
      long last = Math.min(output - 1, Math.floorDiv(input - 1 + pad - i * dilation, stride));
      if (first <= last) {
        used++;
      }
    }
    return used;
  }
}
