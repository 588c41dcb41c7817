package dev.conform.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.Planner;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Folding;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Kernels;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The planner's rule for scratch memory is that of the kernels, which it cannot call. */
class WorkspaceTest {

  @ParameterizedTest
  @MethodSource("dev.conform.tests.network.Networks#all")
  void thePlanGivesWhatTheKernelsTake(Declared declared) {
    ExecutionPlan plan = new Planner().plan(declared.graph());
    List<Step> steps = plan.steps();
    assertEquals(most(steps, WorkspaceTest::floats), plan.workspaceFloats());
    assertEquals(
        most(steps, step -> convolution(step).map(Kernels::sharedFloats).orElse(0L)),
        plan.sharedFloats());
  }

  private static long most(List<Step> steps, ToLongFunction<Step> floats) {
    return steps.stream().mapToLong(floats).max().orElse(0);
  }

  /** Returns what a step takes, in training or in inference. */
  private static long floats(Step step) {
    long alone = convolution(step).map(Kernels::workspaceFloats).orElse(0L);
    return Math.max(alone, step.folding().map(WorkspaceTest::floats).orElse(0L));
  }

  private static long floats(Folding folding) {
    Conv2d conv = convolution(folding.conv()).orElseThrow();
    if (folding.pool().isPresent()) {
      Operation.Pool pool = (Operation.Pool) folding.pool().get().node().operation();
      return Kernels.workspaceFloats(conv, ReferenceLayers.window(pool.window()));
    }
    return folding
        .source()
        .map(source -> convolution(source.conv()).orElseThrow())
        .map(maker -> Kernels.workspaceFloats(maker, conv.window()))
        .orElse(0L);
  }

  private static Optional<Conv2d> convolution(Step step) {
    return step.algorithm()
        .map(a -> shape(step.node()).algorithm(Conv2d.Algorithm.valueOf(a.name())));
  }

  private static Conv2d shape(ShapedNode node) {
    return node.operation() instanceof Operation.TransposedConv conv
        ? ReferenceLayers.adjoint(node, conv)
        : ReferenceLayers.conv(node, (Operation.Conv) node.operation());
  }
}
