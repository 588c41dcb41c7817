package dev.conform.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.Planner;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Kernels;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The planner's rule for scratch memory is that of the kernels, which it cannot call. */
class WorkspaceTest {

  @ParameterizedTest
  @MethodSource("dev.conform.tests.network.Networks#all")
  void thePlanGivesWhatTheKernelsTake(Declared declared) {
    ShapedGraph graph = declared.graph();
    long needed =
        graph.nodes().stream()
            .flatMap(node -> convolution(node).stream())
            .mapToLong(Kernels::workspaceFloats)
            .max()
            .orElse(0);
    assertEquals(needed, new Planner().plan(graph).workspaceFloats());
  }

  private static Optional<Conv2d> convolution(ShapedNode node) {
    if (node.operation() instanceof Operation.TransposedConv conv) {
      return Optional.of(ReferenceLayers.adjoint(node, conv));
    }
    return node.operation() instanceof Operation.Conv conv
        ? Optional.of(ReferenceLayers.conv(node, conv))
        : Optional.empty();
  }
}
