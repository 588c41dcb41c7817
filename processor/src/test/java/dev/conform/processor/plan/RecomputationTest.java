package dev.conform.processor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Operation.Function;
import dev.conform.processor.ir.Operation.PoolMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecomputationTest {

  private static ExecutionPlan plan(GraphBuilder builder) {
    return new Planner().plan(builder.build());
  }

  private static GraphBuilder stem() {
    return new GraphBuilder(3, 12, 12).layer("stem").conv(8, 3);
  }

  /** Returns the layer before which a result is computed again, for each that is. */
  private static List<String> again(ExecutionPlan plan) {
    return plan.steps().stream()
        .filter(Step::isRecomputed)
        .map(step -> step.path() + " before " + plan.steps().get(at(step)).path())
        .toList();
  }

  private static int at(Step step) {
    return step.backward().orElseThrow().recomputedAt().orElseThrow();
  }

  @Test
  void whatABatchNormMakesIsComputedAgainBeforeTheLayerThatReadsIt() {
    GraphBuilder builder = stem().layer("stage");
    builder.inside("stage.0", "a").conv(8, 3).norm().activate(Function.RELU);
    builder.inside("stage.0", "b").conv(8, 3).layer("end").dense(3);
    assertEquals(List.of("stage.0.a before stage.0.b"), again(plan(builder)));
  }

  /** 8·10·10 values are not kept meanwhile, nor is anything as large made in the end. */
  @Test
  void itsMemoryIsFreeInBetween() {
    GraphBuilder hidden = stem().layer("stage");
    hidden.inside("stage.0", "a").conv(16, 1).norm().activate(Function.RELU);
    hidden.inside("stage.0", "b").conv(16, 1).norm().activate(Function.RELU);
    hidden.inside("stage.0", "c").conv(16, 1).norm().activate(Function.RELU);
    hidden.layer("end").conv(16, 1).pool(PoolMode.AVERAGE, 10).layer("scores").dense(3);
    GraphBuilder seen = stem();
    seen.layer("a").conv(16, 1).norm().activate(Function.RELU);
    seen.layer("b").conv(16, 1).norm().activate(Function.RELU);
    seen.layer("c").conv(16, 1).norm().activate(Function.RELU);
    seen.layer("end").conv(16, 1).pool(PoolMode.AVERAGE, 10).layer("scores").dense(3);
    assertTrue(plan(hidden).trainingFloats() <= plan(seen).trainingFloats() - 16 * 100);
  }

  @Test
  void whatTheApplicationSeesIsKept() {
    GraphBuilder builder = stem().layer("a").conv(8, 3).norm().activate(Function.RELU);
    builder.layer("b").conv(8, 3).layer("end").dense(3);
    assertEquals(List.of(), again(plan(builder)));
  }

  @Test
  void anActivationOfItsOwnIsComputedAgainWithTheNormBeforeIt() {
    GraphBuilder builder = stem().layer("stage");
    builder.inside("stage.0", "a").conv(8, 3).norm().activate(Function.SILU);
    builder.inside("stage.0", "b").conv(8, 3).layer("end").dense(3);
    assertEquals(
        List.of("stage.0.a before stage.0.b", "stage.0.a before stage.0.b"), again(plan(builder)));
  }

  @Test
  void aSumIsComputedAgainOnlyFromAShortcutThatIsKept() {
    GraphBuilder builder = stem().layer("stage");
    for (String block : List.of("stage.0", "stage.1", "stage.2", "stage.3")) {
      int shortcut = builder.last();
      builder.inside(block, "a").conv(8, 1).norm();
      builder.join(new Operation.Add(), builder.last(), shortcut).activate(Function.RELU);
    }
    builder.layer("end").dense(3);
    // The stem is kept, and so is the second sum, for the first one is not; the application sees
    // the last one. Before the block that reads it: a block's code stands by itself.
    assertEquals(
        List.of("stage.0.a before stage.1.a", "stage.2.a before stage.3.a"), again(plan(builder)));
  }

  @Test
  void whatOnlyASumReadsIsComputedAgainForIt() {
    GraphBuilder builder = stem().layer("stage");
    int stem = builder.last();
    builder.inside("stage.0", "a").conv(8, 1).norm();
    int branch = builder.last();
    builder.inside("stage.0", "shortcut").conv(8, 1, stem).norm();
    builder.join(new Operation.Add(), branch, builder.last()).activate(Function.RELU);
    builder.inside("stage.1", "b").conv(8, 1).layer("end").dense(3);
    assertEquals(
        List.of("stage.0.a before stage.1.b", "stage.0.shortcut before stage.1.b"),
        again(plan(builder)));
  }

  @Test
  void whatSeveralBlocksReadIsComputedAgainOnceForAll() {
    GraphBuilder builder = stem().layer("stage");
    builder.inside("stage.0", "a").conv(8, 1).norm().activate(Function.RELU);
    int fork = builder.last();
    builder.inside("stage.1", "b").conv(8, 1, fork).norm().activate(Function.RELU);
    int left = builder.last();
    builder.inside("stage.2", "c").conv(8, 1, fork);
    builder.layer("end").join(new Operation.Concat(), left, builder.last()).dense(3);
    assertEquals(List.of("stage.0.a before stage.2.c"), again(plan(builder)));
  }

  @Test
  void whatIsReadAtTheTurnIsKept() {
    GraphBuilder builder = stem().layer("end").conv(8, 3).norm().activate(Function.SILU);
    assertEquals(List.of(), again(plan(builder)));
  }

  @Test
  void singleValuesAreKept() {
    GraphBuilder builder = stem().layer("stage");
    builder.inside("stage.0", "a").dense(8).norm().activate(Function.RELU);
    builder.inside("stage.0", "b").dense(8).layer("end").dense(3);
    assertEquals(List.of(), again(plan(builder)));
  }

  @Test
  void aRecomputationIsAPassMoreOnTheWayBack() {
    GraphBuilder builder = stem().layer("stage");
    builder.inside("stage.0", "a").conv(8, 1).norm().activate(Function.RELU);
    builder.inside("stage.0", "b").conv(8, 3).layer("end").dense(3);
    Step norm = plan(builder).steps().get(2);
    assertTrue(norm.isRecomputed());
    // As WorkTest counts a batch norm's way back, and once the input and the result; the four
    // values of each channel that the norm is made of.
    long out = 8L * 10 * 10;
    assertEquals(new Work(0, 5 * out + 2 * out, 6 * 8 + 4 * 8), Work.backward(norm));
  }
}
