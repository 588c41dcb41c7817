package dev.conform.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedGraph.LayerOutput;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.ir.Window;
import dev.conform.processor.plan.ConvAlgorithm;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.Planner;
import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What processor and runtime say twice because neither may import the other. */
class WorkspaceTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void thePlanGivesWhatTheKernelsNeed(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      int groups = 1 + random.nextInt(3);
      int kernelH = 1 + random.nextInt(4);
      int kernelW = 1 + random.nextInt(4);
      int padding = random.nextInt(3);
      int stride = 1 + random.nextInt(2);
      Shape input =
          Shape.image(
              groups * (1 + random.nextInt(200)), 8 + random.nextInt(120), 8 + random.nextInt(120));
      int filters = groups * (1 + random.nextInt(200));
      Window window =
          new Window(
              kernelH,
              kernelW,
              stride,
              stride,
              padding,
              0,
              0,
              padding,
              1,
              1,
              Window.Border.NUMBERS);
      Conv2d conv =
          Conv2d.of(input.channels(), input.height(), input.width())
              .filters(filters)
              .kernel(kernelH, kernelW)
              .stride(stride, stride)
              .padding(padding, 0, 0, padding)
              .groups(groups);
      ExecutionPlan plan =
          plan(input, new Operation.Conv(filters, window, groups, false, List.of()), conv);
      assertEquals(Kernels.workspaceFloats(conv), plan.workspaceFloats(), conv.toString());
    }
  }

  private static ExecutionPlan plan(Shape input, Operation.Conv operation, Conv2d conv) {
    Shape output = Shape.image(conv.outChannels(), conv.outHeight(), conv.outWidth());
    ReceptiveField field = new ReceptiveField(1, 1, 1, 1, 0, 0, false);
    ShapedNode node =
        new ShapedNode(
            0,
            "c",
            "c",
            operation,
            List.of(ShapedGraph.INPUT),
            List.of(input),
            output,
            List.of(),
            0,
            field,
            false);
    LayerOutput layer = new LayerOutput("c", 0, Optional.empty());
    return new Planner()
        .plan(
            new ShapedGraph(
                "p", "N", 0, input, List.of(node), List.of(layer), List.of(), 0, Optional.empty()));
  }

  @Test
  void bothKnowTheSameAlgorithmsAndFunctions() {
    assertEquals(names(Conv2d.Algorithm.values()), names(ConvAlgorithm.values()));
    List<String> functions =
        names(Activation.values()).stream().filter(name -> !name.equals("IDENTITY")).toList();
    assertEquals(functions, names(Operation.Function.values()));
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }
}
