package dev.conform.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.Planner;
import dev.conform.runtime.kernel.Kernels;
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
            .filter(node -> node.operation() instanceof Operation.Conv)
            .mapToLong(WorkspaceTest::taken)
            .max()
            .orElse(0);
    assertEquals(needed, new Planner().plan(graph).workspaceFloats());
  }

  private static long taken(ShapedNode node) {
    return Kernels.workspaceFloats(ReferenceLayers.conv(node, (Operation.Conv) node.operation()));
  }
}
