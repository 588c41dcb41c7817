package dev.conform.processor.analyze.advice;

import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import java.util.stream.Stream;

/**
 * A global pool only averages: what no value in front of it has seen together, the network never
 * sees together. A dense layer on the map would.
 */
final class ReceptiveFieldTooSmall implements Advice {

  @Override
  public Stream<Finding> check(Subject subject) {
    Shape image = subject.graph().input();
    return subject.nodes().stream()
        .filter(node -> node.operation() instanceof Operation.GlobalPool)
        .filter(node -> node.inputs().get(0) != ShapedGraph.INPUT)
        .flatMap(
            node -> {
              ReceptiveField field = subject.nodes().get(node.inputs().get(0)).receptiveField();
              return 2 * field.height() < image.height() || 2 * field.width() < image.width()
                  ? Stream.of(finding(subject, node, field, image))
                  : Stream.empty();
            });
  }

  private static Finding finding(
      Subject subject, ShapedNode node, ReceptiveField field, Shape image) {
    return new Finding(
        node.path(),
        subject
            .advice(
                Rule.RECEPTIVE_FIELD_TOO_SMALL,
                node,
                "",
                "layer %s pools values that see %d×%d pixels each, less than half of the %d×%d"
                    + " image",
                node.path(),
                field.height(),
                field.width(),
                image.height(),
                image.width())
            .line("each window adds (extent − 1) · the product of all strides before it")
            .line("Pool or stride earlier, or add layers in front of it"));
  }
}
