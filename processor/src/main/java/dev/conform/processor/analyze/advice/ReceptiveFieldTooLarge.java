package dev.conform.processor.analyze.advice;

import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deep networks of the literature see up to 17 times their image (DenseNet-201: 3,863 of 224
 * pixels); far beyond that, most of what a kernel reads is padding. Told once, where it begins.
 */
final class ReceptiveFieldTooLarge implements Advice {

  private static final long TIMES = 20;

  @Override
  public Stream<Finding> check(Subject subject) {
    Shape image = subject.graph().input();
    Optional<ShapedNode> first =
        subject.nodes().stream()
            .filter(node -> node.operation() instanceof Operation.Conv)
            .filter(
                node ->
                    node.receptiveField().height() > TIMES * image.height()
                        && node.receptiveField().width() > TIMES * image.width())
            .findFirst();
    return first.map(node -> finding(subject, node, image)).stream();
  }

  private static Finding finding(Subject subject, ShapedNode node, Shape image) {
    ReceptiveField field = node.receptiveField();
    return new Finding(
        node.path(),
        subject
            .advice(
                Rule.RECEPTIVE_FIELD_TOO_LARGE,
                node,
                "kernel",
                "layer %s: its values see %d×%d pixels, over %d times the %d×%d image",
                node.path(),
                field.height(),
                field.width(),
                TIMES,
                image.height(),
                image.width())
            .line("each window adds (extent − 1) · the product of all strides before it")
            .line("Use fewer layers, smaller kernels, or larger images"));
  }
}
