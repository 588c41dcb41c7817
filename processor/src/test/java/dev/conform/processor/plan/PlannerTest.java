package dev.conform.processor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Operation.Function;
import dev.conform.processor.ir.Operation.PoolMode;
import dev.conform.processor.ir.ShapedGraph;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlannerTest {

  private static ExecutionPlan plan(ShapedGraph graph) {
    return new Planner().plan(graph);
  }

  @ParameterizedTest
  @EnumSource(names = {"RELU", "RELU6", "SIGMOID", "TANH"})
  void anActivationWhoseDerivativeComesFromItsOutputJoinsItsLayer(Function function) {
    ExecutionPlan plan =
        plan(new GraphBuilder(3, 8, 8).layer("c").conv(4, 3).activate(function).build());
    assertEquals(1, plan.steps().size());
    Step step = plan.steps().get(0);
    assertEquals(function, step.activate().orElseThrow().function());
    assertTrue(step.backward().orElseThrow().keepsOutput());
  }

  @ParameterizedTest
  @EnumSource(names = {"SILU", "GELU", "GELU_TANH"})
  void anyOtherActivationStaysApartAndKeepsItsInput(Function function) {
    ExecutionPlan plan =
        plan(new GraphBuilder(3, 8, 8).layer("c").conv(4, 3).activate(function).build());
    assertEquals(2, plan.steps().size());
    assertTrue(plan.steps().get(1).backward().orElseThrow().keepsInput());
  }

  @Test
  void anActivationOfTheNextLayerStaysApartBecauseTheApplicationSeesItsArgument() {
    ExecutionPlan plan =
        plan(
            new GraphBuilder(3, 8, 8)
                .layer("c")
                .conv(4, 3)
                .layer("r")
                .activate(Function.RELU)
                .build());
    assertEquals(2, plan.steps().size());
  }

  @Test
  void anActivationStaysApartWhereSomebodyElseReadsItsArgument() {
    GraphBuilder builder = new GraphBuilder(3, 8, 8).layer("c").conv(4, 3);
    int conv = builder.last();
    builder.activate(Function.RELU);
    builder.join(new Operation.GlobalPool(PoolMode.AVERAGE), conv, builder.last());
    assertEquals(3, plan(builder.build()).steps().size());
  }

  @Test
  void aFlattenIsTheSameMemory() {
    ExecutionPlan plan =
        plan(new GraphBuilder(3, 8, 8).layer("c").conv(4, 3).layer("f").flatten().build());
    assertEquals(1, plan.steps().size());
    assertEquals(handle(plan, 0), handle(plan, 1));
    assertEquals(plan.output().buffer(), handle(plan, 1));
  }

  private static int handle(ExecutionPlan plan, int layer) {
    return plan.layers().get(layer).handles().get(0).buffer();
  }

  @Test
  void nothingBeforeTheFirstParameterIsRunBackward() {
    ExecutionPlan plan =
        plan(
            new GraphBuilder(3, 8, 8)
                .layer("p")
                .pool(PoolMode.MAX, 2)
                .activate(Function.SILU)
                .layer("c")
                .conv(4, 3)
                .build());
    assertEquals(List.of("c"), plan.backward().stream().map(Step::path).toList());
    assertEquals(
        OptionalInt.empty(), plan.backward().get(0).backward().orElseThrow().dInput().buffer());
  }

  @Test
  void theLastReaderOverwritesTheGradientAndTheOthersAccumulate() {
    GraphBuilder builder = new GraphBuilder(3, 8, 8).layer("stem").conv(4, 3);
    int stem = builder.last();
    builder.layer("a").conv(4, 3, stem);
    int a = builder.last();
    builder.layer("b").conv(4, 3, stem);
    int b = builder.last();
    builder.layer("sum").join(new Operation.GlobalPool(PoolMode.AVERAGE), a, b);
    ExecutionPlan plan = plan(builder.build());

    assertEquals(
        List.of("sum", "b", "a", "stem"), plan.backward().stream().map(Step::path).toList());
    Step.InputGradient ofB = plan.backward().get(1).backward().orElseThrow().dInput();
    Step.InputGradient ofA = plan.backward().get(2).backward().orElseThrow().dInput();
    assertEquals(ofB.buffer(), ofA.buffer());
    assertFalse(ofB.accumulate());
    assertTrue(ofA.accumulate());
  }

  @Test
  void bothTermsOfAResidualSumHaveItsGradientInTheSameMemory() {
    GraphBuilder builder = new GraphBuilder(3, 8, 8).layer("stem").conv(4, 3);
    int stem = builder.last();
    builder.layer("a").conv(4, 1).activate(Function.RELU).layer("b").conv(4, 1);
    builder.layer("sum").join(new Operation.Add(), builder.last(), stem).activate(Function.RELU);
    ExecutionPlan plan = plan(builder.build());

    Step.Backward sum = plan.backward().get(0).backward().orElseThrow();
    assertEquals(List.of(kept(sum), kept(sum)), sum.dInputs());
    // What the branch adds to the shortcut's gradient goes there once the branch has read it.
    Step.InputGradient ofStem = plan.backward().get(2).backward().orElseThrow().dInput();
    assertEquals(new Step.InputGradient(OptionalInt.of(sum.dOutput()), true), ofStem);
    assertEquals(sum.dOutput(), plan.backward().get(3).backward().orElseThrow().dOutput());
  }

  @Test
  void itDoesNotMatterWhichTermOfASumIsMadeFirst() {
    GraphBuilder builder = new GraphBuilder(3, 8, 8).layer("stem").conv(4, 3);
    int stem = builder.last();
    builder.layer("branch").conv(4, 1, stem);
    int branch = builder.last();
    builder.layer("shortcut").conv(4, 1, stem);
    builder.layer("sum").join(new Operation.Add(), branch, builder.last());
    Step.Backward sum = plan(builder.build()).backward().get(0).backward().orElseThrow();
    assertEquals(List.of(kept(sum), kept(sum)), sum.dInputs());
  }

  @Test
  void aTermWhoseMakerChangesItsGradientHasACopy() {
    GraphBuilder builder = new GraphBuilder(3, 8, 8).layer("stem").conv(4, 3);
    int stem = builder.last();
    builder.layer("branch").conv(4, 1).activate(Function.RELU);
    builder.layer("sum").join(new Operation.Add(), builder.last(), stem);
    assertOneIsCopied(plan(builder.build()).backward().get(0));
  }

  @Test
  void aTermThatOthersReadFirstHasACopy() {
    GraphBuilder builder = new GraphBuilder(3, 8, 8).layer("stem").conv(4, 3);
    int stem = builder.last();
    builder.layer("branch").conv(4, 1, stem);
    int branch = builder.last();
    builder.layer("other").conv(4, 1, stem);
    int other = builder.last();
    builder.layer("sum").join(new Operation.Add(), branch, stem);
    int sum = builder.last();
    builder.layer("end").join(new Operation.Concat(), sum, other);
    assertOneIsCopied(plan(builder.build()).backward().get(1));
  }

  @Test
  void ofThreeTermsTwoHaveCopies() {
    GraphBuilder builder = new GraphBuilder(3, 8, 8).layer("stem").conv(4, 3);
    int stem = builder.last();
    builder.layer("a").conv(4, 1, stem);
    int a = builder.last();
    builder.layer("b").conv(4, 1, stem);
    builder.layer("sum").join(new Operation.Add(), a, builder.last(), stem);
    Step.Backward sum = plan(builder.build()).backward().get(0).backward().orElseThrow();
    assertEquals(kept(sum), sum.dInputs().get(0));
    assertEquals(3, sum.dInputs().stream().map(Step.InputGradient::buffer).distinct().count());
  }

  @Test
  void aValueThatIsAddedToItselfGetsTheGradientOncePerTerm() {
    GraphBuilder builder = new GraphBuilder(3, 8, 8).layer("stem").conv(4, 3);
    int stem = builder.last();
    builder.layer("sum").join(new Operation.Add(), stem, stem, stem);
    Step.Backward sum = plan(builder.build()).backward().get(0).backward().orElseThrow();
    OptionalInt own = sum.dInputs().get(0).buffer();
    assertNotEquals(OptionalInt.of(sum.dOutput()), own);
    assertEquals(
        List.of(
            new Step.InputGradient(own, false),
            new Step.InputGradient(own, true),
            new Step.InputGradient(own, true)),
        sum.dInputs());
  }

  @Test
  void aSumInInferenceMayOverwriteOnlyWhatItReadsFirstAndOnce() {
    GraphBuilder builder = new GraphBuilder(3, 8, 8).layer("a").conv(4, 3);
    int a = builder.last();
    builder.layer("b").conv(4, 1);
    int b = builder.last();
    assertTrue(isInPlace(builder.layer("sum").join(new Operation.Add(), b, a), b));

    builder = new GraphBuilder(3, 8, 8).layer("a").conv(4, 3);
    builder.layer("b").conv(4, 1);
    assertFalse(isInPlace(builder.layer("sum").join(new Operation.Add(), b, a, b), b));
  }

  /** The builder's nodes are steps, and its buffers the input and what they make. */
  private static boolean isInPlace(GraphBuilder builder, int node) {
    ExecutionPlan plan = plan(builder.build());
    return plan.buffer(plan.output().buffer()).inferenceOffset()
        == plan.buffer(node + 1).inferenceOffset();
  }

  /** A gradient that stays where that of the sum is. */
  private static Step.InputGradient kept(Step.Backward sum) {
    return new Step.InputGradient(OptionalInt.of(sum.dOutput()), false);
  }

  private static void assertOneIsCopied(Step step) {
    Step.Backward sum = step.backward().orElseThrow();
    assertEquals(kept(sum), sum.dInputs().get(0));
    assertNotEquals(OptionalInt.of(sum.dOutput()), sum.dInputs().get(1).buffer());
    assertFalse(sum.dInputs().get(1).accumulate());
  }

  @Test
  void aLayerThatTheOutputDoesNotDependOnIsNotRunBackward() {
    GraphBuilder builder = new GraphBuilder(3, 8, 8).layer("stem").conv(4, 3);
    int stem = builder.last();
    builder.layer("dead").conv(4, 3, stem);
    builder.layer("end").conv(4, 3, stem);
    ExecutionPlan plan = plan(builder.build());
    assertEquals(List.of("end", "stem"), plan.backward().stream().map(Step::path).toList());
    assertFalse(plan.backward().get(0).backward().orElseThrow().dInput().accumulate());
  }

  @Test
  void theGradientOfAnElementWiseStepStaysWhereItIs() {
    ExecutionPlan plan =
        plan(new GraphBuilder(3, 8, 8).layer("c").conv(4, 3).activate(Function.GELU).build());
    Step.Backward gelu = plan.steps().get(1).backward().orElseThrow();
    assertEquals(OptionalInt.of(gelu.dOutput()), gelu.dInput().buffer());
  }

  @Test
  void inferenceNeedsOnlyTheTwoLargestNeighboursOfAChain() {
    // 3×34×34 → 8×32×32 → 8×30×30 → 8×28×28: values of 3,468, 8,192, 7,200 and 6,272 floats.
    ExecutionPlan plan =
        plan(
            new GraphBuilder(3, 34, 34)
                .layer("a")
                .conv(8, 3)
                .layer("b")
                .conv(8, 3)
                .layer("c")
                .conv(8, 3)
                .build());
    assertEquals(8_192 + 7_200, plan.inferenceFloats());
    assertTrue(plan.trainingFloats() >= 3_468 + 8_192 + 7_200 + 6_272);
  }

  @Test
  void parametersAreCountedWithTheirPadding() {
    ExecutionPlan plan = plan(new GraphBuilder(3, 8, 8).layer("c").conv(5, 3).norm().build());
    // 5·3·3·3 = 135 → 144 and three times 5 → 16; mean and variance, running and of the batch.
    assertEquals(144 + 3 * 16, plan.parameterFloats());
    assertEquals(2 * 16, plan.stateFloats());
    assertEquals(2 * 16, plan.savedFloats());
  }
}
