package dev.conform.processor.analyze.advice;

import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedNode;
import java.util.stream.Stream;

/** A batch norm subtracts the mean, and with it whatever bias was added before. */
final class BiasBeforeBatchNorm implements Advice {

  @Override
  public Stream<Finding> check(Subject subject) {
    return subject.nodes().stream()
        .filter(node -> node.operation() instanceof Operation.BatchNorm)
        .flatMap(norm -> subject.before(norm).stream())
        .filter(BiasBeforeBatchNorm::hasBias)
        .map(node -> finding(subject, node));
  }

  private static boolean hasBias(ShapedNode node) {
    return (node.operation() instanceof Operation.Conv conv && conv.bias())
        || (node.operation() instanceof Operation.TransposedConv transposed && transposed.bias())
        || (node.operation() instanceof Operation.Dense dense && dense.bias());
  }

  private static Finding finding(Subject subject, ShapedNode node) {
    long biases = node.output().features();
    return new Finding(
        node.path(),
        subject
            .advice(
                Rule.BIAS_BEFORE_BATCH_NORM,
                node,
                "bias",
                "layer %s: the batch norm behind it takes its bias away again",
                node.path())
            .line(
                "(x + b) − mean(x + b) = x − mean(x): %s without effect",
                Text.count(biases, "parameter"))
            .line("Add bias = false"));
  }
}
