package dev.conform.processor.analyze.advice;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.ir.Window;
import java.util.stream.Stream;

/**
 * A stride that does not divide what is left of the input reads no window there. A kernel smaller
 * than its stride skips pixels everywhere, which is meant: no advice there.
 */
final class BorderDropped implements Advice {

  @Override
  public Stream<Finding> check(Subject subject) {
    return subject.nodes().stream()
        .flatMap(
            node -> {
              if (node.operation() instanceof Operation.Conv conv) {
                return check(subject, node, conv.window(), false);
              }
              return node.operation() instanceof Operation.Pool pool && !pool.ceilMode()
                  ? check(subject, node, pool.window(), true)
                  : Stream.empty();
            });
  }

  private static Stream<Finding> check(Subject subject, ShapedNode node, Window w, boolean pool) {
    Shape in = node.input();
    Shape out = node.output();
    long rows =
        unread(in.height(), out.height(), w.kernelH(), w.dilationH(), w.strideH(), w.padTop());
    long columns =
        unread(in.width(), out.width(), w.kernelW(), w.dilationW(), w.strideW(), w.padLeft());
    if (rows == 0 && columns == 0) {
      return Stream.empty();
    }
    Diagnostic advice =
        subject
            .advice(
                Rule.BORDER_DROPPED,
                node,
                "stride",
                "layer %s: stride %s leaves the %s of its %d×%d input unread",
                node.path(),
                Subject.pair(w.strideH(), w.strideW()),
                Subject.lastRowsAndColumns(rows, columns),
                in.height(),
                in.width())
            .line("%s", rows > 0 ? arithmetic(in.height(), rows) : arithmetic(in.width(), columns));
    return Stream.of(
        new Finding(
            node.path(),
            advice.line(
                "%s",
                pool
                    ? "Use ceilMode = true, or an input that the stride divides"
                    : Text.format(
                        "Use padding = {%d, %d, %d, %d}, or an input that the stride divides",
                        w.padTop(),
                        w.padLeft(),
                        w.padBottom() + (rows > 0 ? lacking(w.strideH(), rows, w.padBottom()) : 0),
                        w.padRight()
                            + (columns > 0 ? lacking(w.strideW(), columns, w.padRight()) : 0)))));
  }

  /** Returns how much more padding makes one more window fit exactly. */
  private static long lacking(long stride, long unread, long padding) {
    return stride - (unread + padding);
  }

  private static String arithmetic(long input, long unread) {
    return "windows end at " + (input - unread) + " of " + input;
  }

  private static long unread(
      long input, long output, long kernel, long dilation, long stride, long pad) {
    long extent = dilation * (kernel - 1) + 1;
    if (extent < stride) {
      return 0;
    }
    long end = (output - 1) * stride - pad + extent;
    return Math.max(0, input - end);
  }
}
