package dev.conform.processor.analyze.advice;

import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Operation.PoolMode;
import dev.conform.processor.ir.ShapedNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two linear layers with only linear operations between them are one linear layer. That is meant
 * where the first is a bottleneck, which makes the product cheaper (MobileNetV2), or where a
 * grouped convolution is half of a separable one (Xception): no advice there.
 */
final class NoNonlinearity implements Advice {

  @Override
  public Stream<Finding> check(Subject subject) {
    return subject.nodes().stream()
        .filter(Subject::isWeighted)
        .flatMap(
            second ->
                linearBefore(subject, second)
                    .filter(first -> isRedundant(first, second))
                    .map(first -> finding(subject, first, second))
                    .stream());
  }

  private static Optional<ShapedNode> linearBefore(Subject subject, ShapedNode node) {
    Optional<ShapedNode> before = subject.before(node);
    while (before.isPresent() && !Subject.isWeighted(before.get())) {
      before = isLinear(before.get()) ? subject.before(before.get()) : Optional.empty();
    }
    return before;
  }

  private static boolean isLinear(ShapedNode node) {
    return node.operation() instanceof Operation.Flatten
        || node.operation() instanceof Operation.ZeroPad
        || node.operation() instanceof Operation.Upsample
        || node.operation() instanceof Operation.Scale
        || node.operation() instanceof Operation.BatchNorm
        || node.operation() instanceof Operation.Dropout
        || (node.operation() instanceof Operation.Pool pool && pool.mode() == PoolMode.AVERAGE)
        || (node.operation() instanceof Operation.GlobalPool global
            && global.mode() == PoolMode.AVERAGE);
  }

  private static boolean isRedundant(ShapedNode first, ShapedNode second) {
    if (isGrouped(first) || isGrouped(second)) {
      return false;
    }
    boolean images = !first.output().flat() && !second.output().flat();
    return images
        ? first.output().channels()
            >= Math.min(first.input().channels(), second.output().channels())
        : first.output().elements()
            >= Math.min(first.input().elements(), second.output().elements());
  }

  private static boolean isGrouped(ShapedNode node) {
    return (node.operation() instanceof Operation.Conv conv && conv.groups() > 1)
        || (node.operation() instanceof Operation.TransposedConv transposed
            && transposed.groups() > 1);
  }

  private static Finding finding(Subject subject, ShapedNode first, ShapedNode second) {
    boolean next = second.inputs().contains(first.id());
    return new Finding(
        second.path(),
        subject
            .advice(
                Rule.NO_NONLINEARITY,
                second,
                "",
                "%s follows %s with %s between them: together they are one linear layer",
                second.path(),
                first.path(),
                next ? "nothing" : "only linear operations")
            .line("W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂)")
            .line("Put @Relu on %s, or remove one of them", first.path()));
  }
}
