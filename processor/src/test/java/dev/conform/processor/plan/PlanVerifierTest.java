package dev.conform.processor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Operation.Function;
import dev.conform.processor.ir.Operation.PoolMode;
import dev.conform.processor.ir.ShapedGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Breaks sound plans in every way the verifier promises to see. */
class PlanVerifierTest {

  private static ShapedGraph chain() {
    return new GraphBuilder(1, 32, 32)
        .layer("c1")
        .conv(6, 5)
        .activate(Function.RELU)
        .pool(PoolMode.MAX, 2)
        .layer("c3")
        .conv(16, 5)
        .norm()
        .pool(PoolMode.AVERAGE, 2)
        .layer("f5")
        .dense(120)
        .activate(Function.TANH)
        .layer("logits")
        .dense(10)
        .build();
  }

  private static ShapedGraph fan() {
    GraphBuilder builder = new GraphBuilder(3, 12, 12).layer("stem").conv(4, 3);
    int stem = builder.last();
    builder.layer("a").conv(4, 3, stem).pool(PoolMode.MAX, 2);
    int a = builder.last();
    builder.layer("b").conv(4, 3, stem).pool(PoolMode.AVERAGE, 2);
    int b = builder.last();
    builder.layer("sum").join(new Operation.GlobalPool(PoolMode.AVERAGE), a, b);
    return builder.layer("end").dense(3).build();
  }

  /** A stem and a sum of it with what a branch makes of it. */
  private static ShapedGraph residual(Consumer<GraphBuilder> branch) {
    GraphBuilder builder = new GraphBuilder(3, 12, 12).layer("stem").conv(4, 3);
    int stem = builder.last();
    branch.accept(builder.layer("branch").conv(4, 1));
    builder.layer("sum").join(new Operation.Add(), builder.last(), stem);
    return builder.layer("pool").pool(PoolMode.MAX, 2).layer("end").dense(3).build();
  }

  private static ShapedGraph residual() {
    return residual(branch -> branch.activate(Function.RELU).conv(4, 1));
  }

  private static Stream<ShapedGraph> graphs() {
    return Stream.of(chain(), fan(), residual(), repeated());
  }

  /** Blocks whose inner results are computed again on the way back. */
  private static ShapedGraph repeated() {
    GraphBuilder builder = new GraphBuilder(3, 12, 12).layer("stem").conv(8, 3);
    builder.layer("stage");
    for (String block : List.of("stage.0", "stage.1", "stage.2")) {
      int shortcut = builder.last();
      builder.inside(block, "a").conv(8, 1).norm().activate(Function.RELU);
      builder.inside(block, "b").conv(8, 1).norm().activate(Function.SILU);
      builder.inside(block, "c").conv(8, 1).norm();
      builder.join(new Operation.Add(), builder.last(), shortcut).activate(Function.RELU);
    }
    return builder.layer("end").dense(3).build();
  }

  /** What is computed again; of the last block nobody has used the memory in between. */
  private static List<Step> recomputed(ExecutionPlan plan) {
    return plan.steps().stream()
        .filter(step -> step.isRecomputed() && !step.path().startsWith("stage.2"))
        .toList();
  }

  @Test
  void seesARecomputationThatIsMissing() {
    ExecutionPlan plan = new Planner().plan(repeated());
    for (Step step : recomputed(plan)) {
      ExecutionPlan kept = withStep(plan, recomputedAt(step, OptionalInt.empty()));
      assertTrue(isRefused(kept), step.toString());
    }
    // In each block two norms, the activation behind one of them, and a sum.
    assertEquals(3 + 1 + 3, recomputed(plan).size());
  }

  @Test
  void seesARecomputationThatComesTooLate() {
    ExecutionPlan plan = new Planner().plan(repeated());
    for (Step step : recomputed(plan)) {
      Step late = recomputedAt(step, OptionalInt.of(step.index()));
      assertEquals(readsItselfFirst(plan, step), !isRefused(withStep(plan, late)), step.toString());
    }
  }

  /** Tells whether nobody behind a step reads its result on the way back. */
  private static boolean readsItselfFirst(ExecutionPlan plan, Step step) {
    return plan.steps().stream()
        .filter(other -> other.index() > step.index())
        .noneMatch(other -> other.valuesOfBackward().contains(step.output()));
  }

  @Test
  void seesThatAConvolutionIsNotComputedAgain() {
    ExecutionPlan plan = apart(new Planner().plan(chain()));
    Step conv = recomputedAt(plan.steps().get(0), OptionalInt.of(2));
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> PlanVerifier.verify(withStep(plan, conv)));
    assertTrue(String.valueOf(refused.getMessage()).contains("cannot be computed again"));
  }

  private static Step recomputedAt(Step step, OptionalInt at) {
    Step.Backward old = step.backward().orElseThrow();
    return withBackward(
        step,
        new Step.Backward(old.dOutput(), old.dInputs(), old.keepsInput(), old.keepsOutput(), at));
  }

  @Test
  void acceptsASumThatSharesItsGradient() {
    ExecutionPlan plan = new Planner().plan(residual());
    Step.Backward sum = sum(plan).backward().orElseThrow();
    assertEquals(
        Collections.nCopies(2, new Step.InputGradient(OptionalInt.of(sum.dOutput()), false)),
        sum.dInputs());
    PlanVerifier.verify(apart(plan));
  }

  /** Graphs in which a sum must not share its gradient, and what would go wrong. */
  private static Stream<Arguments> unsharable() {
    GraphBuilder readBranch = new GraphBuilder(3, 12, 12).layer("stem").conv(4, 3);
    readBranch.layer("branch").conv(4, 1).layer("other").conv(4, 1);
    readBranch.layer("sum").join(new Operation.Add(), 1, 0);
    readBranch.layer("end").join(new Operation.Concat(), 3, 2);

    GraphBuilder readShortcut = new GraphBuilder(3, 12, 12).layer("stem").conv(4, 3);
    readShortcut.layer("branch").conv(4, 1).layer("other").conv(4, 1, 0);
    readShortcut.layer("sum").join(new Operation.Add(), 1, 0);
    readShortcut.layer("end").join(new Operation.Concat(), 3, 2);

    GraphBuilder lateShortcut = new GraphBuilder(3, 12, 12).layer("stem").conv(4, 3);
    lateShortcut.layer("branch").conv(4, 1);
    lateShortcut.layer("late").conv(4, 1, 0).activate(Function.TANH);
    lateShortcut.layer("sum").join(new Operation.Add(), 1, lateShortcut.last());

    GraphBuilder three = new GraphBuilder(3, 12, 12).layer("stem").conv(4, 3);
    three.layer("a").conv(4, 1, 0).layer("b").conv(4, 1, 0);
    three.layer("sum").join(new Operation.Add(), 1, 2, 0);

    String changes = "changes a gradient that is another value's, too";
    String tooEarly = "adds to a gradient that another layer has yet to read";
    return Stream.of(
        Arguments.of(residual(branch -> branch.activate(Function.RELU)), changes),
        Arguments.of(residual(branch -> branch.activate(Function.GELU)), changes),
        Arguments.of(residual(GraphBuilder::dropout), changes),
        Arguments.of(lateShortcut.build(), changes),
        Arguments.of(readBranch.build(), tooEarly),
        Arguments.of(readShortcut.build(), tooEarly),
        Arguments.of(three.build(), "shares one gradient between 3 values"));
  }

  @ParameterizedTest
  @MethodSource("unsharable")
  void seesAGradientThatMustNotBeShared(ShapedGraph graph, String wrong) {
    ExecutionPlan plan = new Planner().plan(graph);
    Step.Backward sum = sum(plan).backward().orElseThrow();
    List<Step> steps = plan.steps();
    for (Step.InputGradient copy : sum.dInputs().subList(1, sum.dInputs().size())) {
      steps = steps.stream().map(step -> moved(step, copy.buffer(), sum.dOutput())).toList();
    }
    ExecutionPlan shared = apart(with(plan, steps, plan.buffers()));
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> PlanVerifier.verify(shared));
    assertTrue(String.valueOf(refused.getMessage()).contains(wrong), refused.getMessage());
  }

  private static Step sum(ExecutionPlan plan) {
    return plan.steps().stream()
        .filter(step -> step.node().operation() instanceof Operation.Add)
        .findFirst()
        .orElseThrow();
  }

  /** Returns the step with one gradient in the place of another. */
  private static Step moved(Step step, OptionalInt gradient, int to) {
    return step.backward()
        .map(
            old ->
                withBackward(
                    step,
                    new Step.Backward(
                        gradient.equals(OptionalInt.of(old.dOutput())) ? to : old.dOutput(),
                        old.dInputs().stream()
                            .map(
                                d ->
                                    d.buffer().equals(gradient)
                                        ? new Step.InputGradient(OptionalInt.of(to), d.accumulate())
                                        : d)
                            .toList(),
                        old.keepsInput(),
                        old.keepsOutput(),
                        old.recomputedAt())))
        .orElse(step);
  }

  /** Returns the plan with training buffers that overlap nowhere: what is left is the order. */
  private static ExecutionPlan apart(ExecutionPlan plan) {
    List<Buffer> buffers = new ArrayList<>();
    long end = 0;
    for (Buffer buffer : plan.buffers()) {
      buffers.add(
          new Buffer(buffer.id(), buffer.kind(), buffer.floats(), end, buffer.inferenceOffset()));
      end += Buffer.aligned(buffer.floats());
    }
    return with(plan, plan.steps(), buffers, end);
  }

  /**
   * Moves each buffer onto each other one. By the clock of {@link Lifetimes} one can tell which of
   * these plans are wrong; the verifier, which has no clock, must say the same.
   */
  @ParameterizedTest
  @MethodSource("graphs")
  void seesExactlyTheOverlapsOfWhatLivesAtTheSameTime(ShapedGraph graph) {
    ExecutionPlan plan = new Planner().plan(graph);
    List<Integer> seen =
        plan.layers().stream()
            .flatMap(layer -> layer.handles().stream())
            .map(PlannedLayer.Handle::buffer)
            .toList();
    List<Long> floats = plan.buffers().stream().map(Buffer::floats).toList();
    List<Packer.Block> lives =
        Lifetimes.training(plan.steps(), floats, plan.inputs(), plan.outputs(), seen);
    assertEquals(plan.buffers().size(), lives.size());
    int wrong = 0;
    for (Buffer moved : plan.buffers()) {
      for (Buffer onto : plan.buffers()) {
        long offset = onto.trainingOffset();
        if (offset == moved.trainingOffset() || offset + moved.floats() > plan.trainingFloats()) {
          continue;
        }
        boolean clash =
            plan.buffers().stream()
                .anyMatch(
                    other ->
                        other.id() != moved.id()
                            && other.trainingOffset() < offset + moved.floats()
                            && offset < other.trainingOffset() + other.floats()
                            && lives.get(other.id()).meets(lives.get(moved.id())));
        ExecutionPlan corrupt =
            withBuffer(
                plan,
                new Buffer(
                    moved.id(), moved.kind(), moved.floats(), offset, moved.inferenceOffset()));
        assertEquals(
            clash, isRefused(corrupt), "buffer " + moved.id() + " at that of " + onto.id());
        wrong += clash ? 1 : 0;
      }
    }
    assertTrue(wrong > 20, "only " + wrong + " wrong plans were tried");
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void seesAnOverlapInInference(ShapedGraph graph) {
    ExecutionPlan plan = new Planner().plan(graph);
    int refused = 0;
    for (Step step : plan.steps()) {
      if (step.isFolded()) {
        continue;
      }
      Buffer output = plan.buffer(step.output());
      Buffer onInput =
          new Buffer(
              output.id(),
              output.kind(),
              output.floats(),
              output.trainingOffset(),
              plan.buffer(step.inferenceInputs().get(0)).inferenceOffset());
      if (onInput.inferenceOffset() != output.inferenceOffset()) {
        refused += isRefused(withBuffer(plan, onInput)) ? 1 : 0;
        assertTrue(isRefused(withBuffer(plan, onInput)), step.toString());
      }
    }
    assertTrue(refused > 3);
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void seesALengthThatIsNotThatOfTheValue(ShapedGraph graph) {
    ExecutionPlan plan = new Planner().plan(graph);
    for (Buffer buffer : plan.buffers()) {
      if (buffer.id() != plan.inputs().get(0).buffer()) {
        Buffer shorter =
            new Buffer(
                buffer.id(),
                buffer.kind(),
                buffer.floats() - 1,
                buffer.trainingOffset(),
                buffer.inferenceOffset());
        assertTrue(isRefused(withBuffer(plan, shorter)), buffer.toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void seesOffsetsThatAreNotAlignedOrOutside(ShapedGraph graph) {
    ExecutionPlan plan = new Planner().plan(graph);
    for (Buffer buffer : plan.buffers()) {
      for (long offset : new long[] {-16, plan.trainingFloats(), buffer.trainingOffset() + 1}) {
        Buffer moved =
            new Buffer(
                buffer.id(), buffer.kind(), buffer.floats(), offset, buffer.inferenceOffset());
        assertTrue(isRefused(withBuffer(plan, moved)), buffer + " at " + offset);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void seesAGradientThatIsLostOrNeverBegun(ShapedGraph graph) {
    ExecutionPlan plan = new Planner().plan(graph);
    for (Step step : plan.steps()) {
      for (int i = 0; i < step.backward().orElseThrow().dInputs().size(); i++) {
        if (step.backward().get().dInputs().get(i).buffer().isPresent()) {
          assertTrue(isRefused(withStep(plan, flipped(step, i))), step.toString());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void seesAReadBeforeTheWrite(ShapedGraph graph) {
    ExecutionPlan plan = new Planner().plan(graph);
    for (int i = 1; i < plan.steps().size(); i++) {
      Step before = plan.steps().get(i - 1);
      if (plan.steps().get(i).inputs().contains(before.output())) {
        List<Step> steps = new ArrayList<>(plan.steps());
        Collections.swap(steps, i - 1, i);
        assertTrue(isRefused(with(plan, steps, plan.buffers())), "swapped at " + i);
      }
    }
  }

  @Test
  void namesThePlace() {
    ExecutionPlan plan = new Planner().plan(chain());
    Buffer input = plan.buffer(plan.inputs().get(0).buffer());
    Buffer onInput =
        new Buffer(1, Buffer.Kind.ACTIVATION, plan.buffer(1).floats(), input.trainingOffset(), 0);
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class, () -> PlanVerifier.verify(withBuffer(plan, onInput)));
    assertTrue(String.valueOf(refused.getMessage()).contains(" in c1"), refused.getMessage());
  }

  private static boolean isRefused(ExecutionPlan plan) {
    try {
      PlanVerifier.verify(plan);
      return false;
    } catch (IllegalStateException refused) {
      return String.valueOf(refused.getMessage()).startsWith("wrong plan: ");
    }
  }

  private static Step flipped(Step step, int input) {
    Step.Backward backward = step.backward().orElseThrow();
    List<Step.InputGradient> dInputs = new ArrayList<>(backward.dInputs());
    Step.InputGradient old = dInputs.get(input);
    dInputs.set(input, new Step.InputGradient(old.buffer(), !old.accumulate()));
    return withBackward(
        step,
        new Step.Backward(
            backward.dOutput(),
            dInputs,
            backward.keepsInput(),
            backward.keepsOutput(),
            backward.recomputedAt()));
  }

  private static Step withBackward(Step step, Step.Backward backward) {
    return new Step(
        step.index(),
        step.node(),
        step.sum(),
        step.activation(),
        step.inputs(),
        step.output(),
        step.argmax(),
        step.algorithm(),
        step.dropout(),
        step.trainingOnly(),
        step.isFolded(),
        step.folding(),
        Optional.of(backward));
  }

  private static ExecutionPlan withStep(ExecutionPlan plan, Step step) {
    List<Step> steps = new ArrayList<>(plan.steps());
    steps.set(step.index(), step);
    return with(plan, steps, plan.buffers());
  }

  private static ExecutionPlan withBuffer(ExecutionPlan plan, Buffer buffer) {
    List<Buffer> buffers = new ArrayList<>(plan.buffers());
    buffers.set(buffer.id(), buffer);
    return with(plan, plan.steps(), buffers);
  }

  private static ExecutionPlan with(ExecutionPlan plan, List<Step> steps, List<Buffer> buffers) {
    return with(plan, steps, buffers, plan.trainingFloats());
  }

  private static ExecutionPlan with(
      ExecutionPlan plan, List<Step> steps, List<Buffer> buffers, long trainingFloats) {
    return new ExecutionPlan(
        plan.graph(),
        steps,
        plan.layers(),
        buffers,
        plan.inputs(),
        plan.outputs(),
        trainingFloats,
        plan.inferenceFloats(),
        plan.parameterFloats(),
        plan.stateFloats(),
        plan.savedFloats(),
        plan.workspaceFloats(),
        plan.sharedFloats());
  }
}
