package dev.conform.processor.analyze;

import dev.conform.processor.ir.NetworkGraph.Node;
import dev.conform.processor.ir.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives linearly growing rates to the residual blocks that ask for them: block l of L drops {@code
 * l / L} of the last one's rate (Huang et al. 2016, section 4).
 */
final class StochasticDepths {

  private StochasticDepths() {}

  static List<Node> rated(List<Node> nodes) {
    long blocks = nodes.stream().filter(node -> rate(node).isPresent()).count();
    List<Node> rated = new ArrayList<>();
    int block = 0;
    for (Node node : nodes) {
      Optional<Double> last = rate(node);
      if (last.isEmpty()) {
        rated.add(node);
        continue;
      }
      block++;
      double rate = last.get() * block / blocks;
      rated.add(
          new Node(
              node.id(),
              node.path(),
              node.method(),
              node.layer(),
              node.written(),
              Optional.of(new Operation.StochasticDepth(rate, false)),
              node.inputs()));
    }
    return rated;
  }

  private static Optional<Double> rate(Node node) {
    return node.operation().orElse(null) instanceof Operation.StochasticDepth depth
            && depth.linear()
        ? Optional.of(depth.rate())
        : Optional.empty();
  }
}
