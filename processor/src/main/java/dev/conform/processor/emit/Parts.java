package dev.conform.processor.emit;

import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.PlannedLayer;
import dev.conform.processor.plan.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a network into runs of layers that one class can hold. The limit is HotSpot's: it compiles
 * no method over 8,000 bytes, and the longest method is the constructor.
 */
final class Parts {

  /** The goal for each method, in bytes of bytecode. */
  private static final int METHOD_BYTES = 7_900;

  /** The longest statement of a constructor, and of it the constant's share: see the class file. */
  private static final int STATEMENT_BYTES = 48;

  /** What a constructor does besides: super, kernels, model, bound. */
  private static final int OTHER_STATEMENTS = 8;

  private static final int STATEMENTS = METHOD_BYTES / STATEMENT_BYTES - OTHER_STATEMENTS;

  private Parts() {}

  static List<List<PlannedLayer>> of(ExecutionPlan plan) {
    List<List<PlannedLayer>> parts = new ArrayList<>();
    List<PlannedLayer> part = new ArrayList<>();
    int statements = 0;
    for (PlannedLayer layer : plan.layers()) {
      int more = statements(layer);
      if (!part.isEmpty() && statements + more > STATEMENTS) {
        parts.add(part);
        part = new ArrayList<>();
        statements = 0;
      }
      part.add(layer);
      statements += more;
    }
    parts.add(part);
    return parts;
  }

  /** Returns an upper bound of what a layer adds to the constructor. */
  private static int statements(PlannedLayer layer) {
    return 1 + layer.steps().stream().mapToInt(Parts::statements).sum();
  }

  private static int statements(Step step) {
    ShapedNode node = step.node();
    int parametersAndGradients = 2 * node.parameters().size();
    int tensorsAndGradients = 2 * (node.inputs().size() + 1);
    return parametersAndGradients + tensorsAndGradients + 2;
  }
}
