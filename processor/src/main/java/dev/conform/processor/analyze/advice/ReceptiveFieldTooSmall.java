package dev.conform.processor.analyze.advice;

import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A global pool only averages: what no value in front of it has seen together, the network never
 * sees together. A dense layer on the map would. The average that a gate weighs channels by only
 * adds to what the map itself says, and an auxiliary output is early on purpose: no advice there.
 */
final class ReceptiveFieldTooSmall implements Advice {

  @Override
  public Stream<Finding> check(Subject subject) {
    Shape image = subject.graph().input();
    Set<Integer> main = towardsMainOutput(subject);
    return subject.nodes().stream()
        .filter(node -> node.operation() instanceof Operation.GlobalPool)
        .filter(node -> node.inputs().get(0) != ShapedGraph.INPUT && main.contains(node.id()))
        .flatMap(
            node -> {
              ReceptiveField field = subject.field(node.inputs().get(0));
              return 2 * field.height() < image.height() || 2 * field.width() < image.width()
                  ? Stream.of(finding(subject, node, field, image))
                  : Stream.empty();
            });
  }

  /** Goes back from the main output, past other outputs and the weights of gates. */
  private static Set<Integer> towardsMainOutput(Subject subject) {
    Set<Integer> main = new HashSet<>(Set.of(subject.graph().output()));
    for (int id = subject.nodes().size() - 1; id >= 0; id--) {
      ShapedNode node = subject.nodes().get(id);
      if (main.contains(id)) {
        boolean gate = node.operation() instanceof Operation.Gate;
        main.addAll(gate ? node.inputs().subList(0, 1) : node.inputs());
      }
    }
    return main;
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
