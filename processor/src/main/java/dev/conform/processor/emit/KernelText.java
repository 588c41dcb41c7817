package dev.conform.processor.emit;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.PlannedLayer;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Folding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What people call a kernel in a table. */
public final class KernelText {

  private KernelText() {}

  /**
   * Returns the name of a step's kernel.
   *
   * @param step of a plan
   * @return for example {@code conv 5×5 (direct), relu}
   */
  public static String of(Step step) {
    return StepEmitters.of(step).wholeOperation(step);
  }

  /** Returns what inference computes in one call: {@code conv 5×5 (direct), batch norm, relu}. */
  static String of(Folding folding) {
    return folding.source().map(source -> of(source) + ", ").orElse("")
        + StepEmitters.of(folding.conv()).operation(folding.conv())
        + folding.norm().map(norm -> ", batch norm").orElse("")
        + (folding.residual().isPresent() ? ", add" : "")
        + folding
            .activation()
            .map(node -> ", " + StepEmitter.function((Operation.Activate) node.operation()))
            .orElse("")
        + folding.pool().map(pool -> ", " + of(pool)).orElse("");
  }

  /**
   * Returns the names of a layer's kernels.
   *
   * @param layer of a plan
   * @return one for each step; for a layer without steps what it does to the shape
   */
  public static List<String> of(PlannedLayer layer) {
    return layer.steps().isEmpty()
        ? List.of(passed(layer))
        : layer.steps().stream().map(KernelText::of).toList();
  }

  /**
   * Returns what a layer does that calls no kernel; a sum may be made by the batch norm before it.
   */
  static String passed(PlannedLayer layer) {
    ShapedNode first = layer.nodes().get(0);
    if (first.operation() instanceof Operation.Add && first.inputs().size() > 1) {
      return layer.nodes().stream()
          .map(ShapedNode::operation)
          .filter(Operation.Activate.class::isInstance)
          .map(activate -> ", " + StepEmitter.function((Operation.Activate) activate))
          .collect(Collectors.joining("", "add", " in the batch norm"));
    }
    Operation operation = layer.nodes().get(layer.nodes().size() - 1).operation();
    return operation.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
