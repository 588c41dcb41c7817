package dev.conform.processor.analyze.advice;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.ShapedNode;
import java.util.stream.Stream;

/** Training one image takes more memory than most machines have to spare. */
final class MemoryHeavy implements Advice {

  private static final long MIB = 1 << 20;
  private static final long BUDGET_MIB = 8 * 1024;

  /** Value and gradient, four bytes each. */
  private static final long TRAINED_BYTES = 8;

  @Override
  public Stream<Finding> check(Subject subject) {
    double parameters = subject.nodes().stream().mapToDouble(Subject::trained).sum();
    double activations =
        subject.nodes().stream()
            .filter(MemoryHeavy::isKept)
            .mapToDouble(node -> node.output().elements())
            .sum();
    double mib = (parameters + activations) * TRAINED_BYTES / MIB;
    if (mib <= BUDGET_MIB) {
      return Stream.empty();
    }
    return Stream.of(
        new Finding(
            "",
            Diagnostic.of(
                    Rule.MEMORY_HEAVY,
                    subject.networkPosition(),
                    "%s takes about %,.0f MiB to train on one image, more than %s MiB",
                    subject.graph().interfaceName(),
                    mib,
                    Text.number(BUDGET_MIB))
                .line(
                    "%,.0f parameters and %,.0f activations, each with a gradient, 8 bytes"
                        + " together",
                    parameters, activations)
                .line("Use smaller images, fewer filters, or stride earlier")));
  }

  /** Element-wise operations can work in place. */
  private static boolean isKept(ShapedNode node) {
    return !node.input().equals(node.output()) || Subject.isWeighted(node);
  }
}
