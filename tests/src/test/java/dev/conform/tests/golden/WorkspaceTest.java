package dev.conform.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.conform.runtime.kernel.Prepared;
import java.util.ArrayList;
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
    int winograd = 0;
    for (int i = 0; i < 400; i++) {
      int groups = 1 + random.nextInt(3);
      boolean tiled = random.nextInt(4) == 0;
      int kernelH = tiled ? 3 + 2 * random.nextInt(2) : 1 + random.nextInt(5);
      int kernelW = tiled ? kernelH : 1 + random.nextInt(5);
      int padding = random.nextInt(3);
      int stride = tiled ? 1 : 1 + random.nextInt(2);
      Shape input =
          Shape.image(
              groups * channels(tiled, random), 8 + random.nextInt(120), 8 + random.nextInt(120));
      int filters = groups * channels(tiled, random);
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
      ConvAlgorithm algorithm = plan.steps().get(0).algorithm().orElseThrow();
      Conv2d chosen = conv.algorithm(Conv2d.Algorithm.valueOf(algorithm.name()));
      assertEquals(Kernels.workspaceFloats(chosen), plan.workspaceFloats(), chosen.toString());
      assertEquals(Kernels.sharedFloats(chosen), plan.sharedFloats(), chosen.toString());
      long prepared = Prepared.floats(chosen, 100);
      assertEquals(algorithm.hasOwnForm() ? prepared : 0, plan.preparedFloats(), chosen.toString());
      assertTrue(algorithm != ConvAlgorithm.WINOGRAD || Kernels.canTile(chosen), chosen::toString);
      winograd += algorithm == ConvAlgorithm.WINOGRAD ? 1 : 0;
    }
    assertTrue(winograd > 10, winograd + " by Winograd");
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8})
  void thePlanGivesWhatAConvolutionNeedsThatMakesRowsForAnother(long seed) {
    Random random = new Random(seed);
    int made = 0;
    for (int i = 0; i < 300; i++) {
      int kernel = random.nextBoolean() ? 1 : 1 + random.nextInt(5);
      Shape input =
          Shape.image(1 + random.nextInt(40), 8 + random.nextInt(120), 8 + random.nextInt(120));
      int filters = 2 + random.nextInt(150);
      Conv2d conv =
          Conv2d.of(input.channels(), input.height(), input.width())
              .filters(filters)
              .kernel(kernel, kernel);
      Operation first = new Operation.Conv(filters, square(kernel, 1, 1), 1, false, List.of());
      Shape between = Shape.image(filters, conv.outHeight(), conv.outWidth());
      int taps = 1 + random.nextInt(4);
      int dilation = 1 + random.nextInt(2);
      Window window = square(taps, 1 + random.nextInt(3), dilation);
      boolean pools = random.nextBoolean();
      int reach = (taps - 1) * dilation;
      if (conv.outHeight() <= reach || conv.outWidth() <= reach) {
        continue;
      }
      Shape output =
          Shape.image(
              filters,
              (conv.outHeight() - reach - 1) / window.strideH() + 1,
              (conv.outWidth() - reach - 1) / window.strideW() + 1);
      Operation second =
          pools
              ? new Operation.Pool(Operation.PoolMode.MAX, window, false, true)
              : new Operation.Conv(filters, window, filters, false, List.of());
      List<ShapedNode> nodes = new ArrayList<>();
      nodes.add(node(0, first, ShapedGraph.INPUT, input, between));
      nodes.add(node(1, second, 0, between, output));
      if (!pools) {
        nodes.add(node(2, new Operation.BatchNorm(0.1, 1e-5, false), 1, output, output));
      }
      ExecutionPlan plan = plan(input, nodes);
      Conv2d chosen =
          conv.algorithm(
              Conv2d.Algorithm.valueOf(plan.steps().get(0).algorithm().orElseThrow().name()));
      boolean isMade =
          (chosen.algorithm() == Conv2d.Algorithm.POINTWISE
                  || chosen.algorithm() == Conv2d.Algorithm.DIRECT)
              && (pools || between.elements() >= 131_072);
      made += isMade ? 1 : 0;
      dev.conform.runtime.kernel.Window slides =
          dev.conform.runtime.kernel.Window.of(taps, taps)
              .stride(window.strideH(), window.strideW())
              .dilation(dilation, dilation);
      Conv2d depthwise =
          new Conv2d(
              filters,
              conv.outHeight(),
              conv.outWidth(),
              filters,
              slides,
              filters,
              Conv2d.Algorithm.DIRECT);
      long needed =
          isMade ? Kernels.workspaceFloats(chosen, slides) : Kernels.workspaceFloats(chosen);
      long own = pools ? 0 : Kernels.workspaceFloats(depthwise);
      assertEquals(Math.max(needed, own), plan.workspaceFloats(), chosen + ", " + slides);
    }
    assertTrue(made > 50, made + " made row by row");
  }

  private static Window square(int taps, int stride, int dilation) {
    return new Window(
        taps, taps, stride, stride, 0, 0, 0, 0, dilation, dilation, Window.Border.NUMBERS);
  }

  private static int channels(boolean tiled, Random random) {
    return tiled ? 16 * (1 + random.nextInt(12)) : 1 + random.nextInt(200);
  }

  private static ExecutionPlan plan(Shape input, Operation.Conv operation, Conv2d conv) {
    Shape output = Shape.image(conv.outChannels(), conv.outHeight(), conv.outWidth());
    return plan(input, List.of(node(0, operation, ShapedGraph.INPUT, input, output)));
  }

  private static ShapedNode node(int id, Operation operation, int from, Shape input, Shape output) {
    ReceptiveField field = new ReceptiveField(1, 1, 1, 1, 0, 0, false);
    return new ShapedNode(
        id, "c", "c", operation, List.of(from), List.of(input), output, List.of(), 0, field, false);
  }

  private static ExecutionPlan plan(Shape input, List<ShapedNode> nodes) {
    LayerOutput layer = new LayerOutput("c", nodes.size() - 1, Optional.empty());
    return new Planner()
        .plan(
            new ShapedGraph(
                "p", "N", 0, input, nodes, List.of(layer), List.of(), 0, Optional.empty()));
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
