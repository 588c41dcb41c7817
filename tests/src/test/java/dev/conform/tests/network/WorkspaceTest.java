package dev.conform.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.Planner;
import dev.conform.processor.plan.Step;
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
    List<Conv2d> convolutions =
        plan.steps().stream().flatMap(step -> convolution(step).stream()).toList();
    assertEquals(most(convolutions, Kernels::workspaceFloats), plan.workspaceFloats());
    assertEquals(most(convolutions, Kernels::sharedFloats), plan.sharedFloats());
  }

  private static long most(List<Conv2d> convolutions, ToLongFunction<Conv2d> floats) {
    return convolutions.stream().mapToLong(floats).max().orElse(0);
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
