package dev.conform.processor.analyze.advice;

import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedNode;
import java.util.stream.Stream;

/**
 * A dense layer that reads a whole map can have most of the parameters of a network. Small networks
 * can afford that: no advice under a million.
 */
final class DenseDominates implements Advice {

  private static final long FEW = 1_000_000;

  @Override
  public Stream<Finding> check(Subject subject) {
    long total = subject.nodes().stream().mapToLong(Subject::trained).sum();
    return subject.nodes().stream()
        .filter(node -> node.operation() instanceof Operation.Dense)
        .filter(node -> node.input().elements() > node.input().channels())
        .filter(node -> Subject.trained(node) > Math.max(FEW, total / 2))
        .map(node -> finding(subject, node, total));
  }

  private static Finding finding(Subject subject, ShapedNode node, long total) {
    long own = Subject.trained(node);
    long units = node.output().elements();
    long weights = Math.multiplyExact(units, (long) node.input().channels());
    long biases = own - Math.multiplyExact(units, node.input().elements());
    return new Finding(
        node.path(),
        subject
            .advice(
                Rule.DENSE_DOMINATES,
                node,
                "units",
                "layer %s has %s of the network's %s parameters, %d %%",
                node.path(),
                Text.number(own),
                Text.number(total),
                100 * own / total)
            .line(
                "%s inputs (%d×%d×%d) · %s units%s",
                Text.number(node.input().elements()),
                node.input().channels(),
                node.input().height(),
                node.input().width(),
                Text.number(units),
                biases == 0 ? "" : " + " + Text.number(biases) + " biases")
            .line("@GlobalPool in front of it leaves it %s", Text.number(weights + biases)));
  }
}
