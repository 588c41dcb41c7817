package dev.conform.processor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Operation.Function;
import dev.conform.processor.ir.Operation.PoolMode;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What steps move, counted by hand from what their kernels read and write. */
class WorkTest {

  /** Values of an image of 3×8×8, which is the input everywhere. */
  private static final long IN = 3L * 8 * 8;

  /** What a convolution with 4 filters of 3×3 makes of it, and its weight. */
  private static final long OUT = 4L * 6 * 6;

  private static final long WEIGHT = 4L * 3 * 3 * 3;
  private static final long MACS = WEIGHT * 6 * 6;

  private static GraphBuilder conv() {
    return new GraphBuilder(3, 8, 8).layer("c").conv(4, 3);
  }

  private static Step step(GraphBuilder builder, int index) {
    return new Planner().plan(builder.build()).steps().get(index);
  }

  @Test
  void aConvolutionReadsItsInputAndWeightAndWritesItsOutput() {
    Step step = step(conv(), 0);
    assertEquals(new Work(MACS, IN + OUT, WEIGHT + 4), Work.training(step));
    assertEquals(Work.training(step), Work.inference(step));
  }

  @Test
  void theFirstLayerHasNoGradientOfItsInput() {
    // The weight's gradient reads input and gradient, that of the bias the gradient once more.
    assertEquals(new Work(MACS, IN + 2 * OUT, WEIGHT + 4), Work.backward(step(conv(), 0)));
  }

  @Test
  void anyOtherLayerHasBothGradients() {
    Step second = step(conv().layer("d").conv(5, 3), 1);
    long out = 5L * 4 * 4;
    long weight = 5L * 4 * 3 * 3;
    assertEquals(
        new Work(2 * weight * 16, OUT + 2 * out + out + OUT, weight + 5 + weight),
        Work.backward(second));
  }

  @Test
  void anActivationThatJoinsItsLayerIsUndoneInAPassOfItsOwn() {
    Step plain = step(conv(), 0);
    Step joined = step(conv().activate(Function.RELU), 0);
    assertEquals(Work.training(plain), Work.training(joined));
    // The gradient is read and written, the result is read.
    assertEquals(Work.backward(plain).imageFloats() + 3 * OUT, Work.backward(joined).imageFloats());
  }

  @Test
  void aBatchNormReadsItsInputTwiceInEachDirection() {
    Step norm = step(conv().norm().activate(Function.RELU), 1);
    // Weight and bias; mean and variance, read and written; both of the batch, saved.
    assertEquals(new Work(0, 3 * OUT, 2 * 4 + 4 * 4 + 2 * 4), Work.training(norm));
    // The gradient and the input for the sums, both again and the result; parameters, their
    // gradients, and what was saved.
    assertEquals(new Work(0, 5 * OUT, 2 * 4 + 2 * 4 + 2 * 4), Work.backward(norm));
  }

  @Test
  void inferenceMovesWhatIsFoldedOnce() {
    GraphBuilder builder = conv().norm().activate(Function.RELU);
    assertEquals(Work.NONE, Work.inference(step(builder, 0)));
    assertEquals(new Work(MACS, IN + OUT, WEIGHT + 4), Work.inference(step(builder, 1)));
  }

  @Test
  void whatAPoolReadsWhileItIsMadeIsNeverMoved() {
    GraphBuilder builder = conv().norm().activate(Function.RELU).pool(PoolMode.MAX, 2);
    assertEquals(Work.NONE, Work.inference(step(builder, 0)));
    assertEquals(Work.NONE, Work.inference(step(builder, 1)));
    assertEquals(new Work(MACS, IN + OUT / 4, WEIGHT + 4), Work.inference(step(builder, 2)));
  }

  @Test
  void whatADepthwiseConvolutionReadsWhileItIsMadeIsNeverMoved() {
    GraphBuilder large = new GraphBuilder(2, 64, 64).layer("a").conv(64, 1).norm();
    long map = 64L * 64 * 64;
    ExecutionPlan plan = new Planner().plan(large.layer("b").depthwise(3).norm().build());
    // The layer a is one that the application may look at.
    assertEquals(2 * 64 * 64 + map, Work.inference(plan.steps().get(1)).imageFloats());

    GraphBuilder block = new GraphBuilder(2, 64, 64).inside("a", "expand").conv(64, 1).norm();
    block.inside("a", "depthwise").depthwise(3).norm();
    plan = new Planner().plan(block.layer("b").dense(2).build());
    assertEquals(Work.NONE, Work.inference(plan.steps().get(0)));
    assertEquals(Work.NONE, Work.inference(plan.steps().get(1)));
    assertEquals(Work.NONE, Work.inference(plan.steps().get(2)));
    // Weights of 1×1, in panels, and of 3×3, and both biases.
    assertEquals(
        new Work(2 * map + 9 * 62 * 62 * 64, 2 * 64 * 64 + 62 * 62 * 64, 2 * 64 + 9 * 64 + 2 * 64),
        Work.inference(plan.steps().get(3)));
  }

  @Test
  void aSumInTheBatchNormIsReadAndItsGradientLeftWhereItIs() {
    GraphBuilder builder = conv();
    int stem = builder.last();
    builder.layer("d").conv(4, 1).norm();
    builder.join(new Operation.Add(), builder.last(), stem).activate(Function.RELU);
    Step norm = step(builder, 2);
    assertEquals(4 * OUT, Work.training(norm).imageFloats());
    // To undo the activation, the result is read and the gradient written: 2 more.
    assertEquals(7 * OUT, Work.backward(norm).imageFloats());
    // A 1×1 convolution of 4 to 4 channels, its input and the residual; in a panel, each of 4 rows
    // has a vector of 16.
    assertEquals(new Work(16 * 36, 3 * OUT, 4 * 16 + 4), Work.inference(norm));
  }

  @Test
  void whatIsAddedToIsReadAndWritten() {
    GraphBuilder builder = conv();
    int stem = builder.last();
    builder.layer("a").conv(4, 1, stem);
    int a = builder.last();
    builder.layer("b").conv(4, 1, stem);
    builder.layer("sum").join(new Operation.Concat(), a, builder.last());
    long first = Work.backward(step(builder, 2)).imageFloats();
    assertEquals(first + OUT, Work.backward(step(builder, 1)).imageFloats());
  }

  @Test
  void aMaxPoolInTrainingWritesWhereEachValueCameFrom() {
    // The application may look at the layer before.
    Step pool = step(conv().layer("p").pool(PoolMode.MAX, 2), 1);
    long pooled = OUT / 4;
    assertEquals(new Work(0, OUT + 2 * pooled, 0), Work.training(pool));
    assertEquals(new Work(0, OUT + pooled, 0), Work.inference(pool));
    assertEquals(new Work(0, 2 * pooled + OUT, 0), Work.backward(pool));
    assertEquals(
        new Work(0, pooled + OUT, 0), Work.backward(step(conv().pool(PoolMode.AVERAGE, 2), 1)));
  }

  @Test
  void aDenseLayerMovesItsWeightInEachDirection() {
    Step dense = step(conv().flatten().dense(10), 1);
    long weight = OUT * 10;
    assertEquals(new Work(weight, OUT + 10, weight + 10), Work.training(dense));
    // Weight: input, gradient. Bias: the gradient. Input: the gradient, and its own is written.
    assertEquals(
        new Work(2 * weight, OUT + 10 + 10 + 10 + OUT, weight + 10 + weight), Work.backward(dense));
  }

  @Test
  void aSumOfThreeReadsWhatTheFirstTwoMade() {
    GraphBuilder builder = conv();
    int stem = builder.last();
    builder.layer("a").conv(4, 1, stem);
    int a = builder.last();
    builder.layer("b").conv(4, 1, stem);
    builder.layer("sum").join(new Operation.Add(), a, builder.last(), stem);
    Step sum = step(builder, 3);
    assertEquals(new Work(0, 6 * OUT, 0), Work.training(sum));
    // One term keeps the sum's gradient, two have copies.
    assertEquals(new Work(0, 4 * OUT, 0), Work.backward(sum));
  }

  @Test
  void elementWiseStepsReadAndWriteOnceForward() {
    assertEquals(2 * OUT, Work.training(step(conv().dropout(), 1)).imageFloats());
    assertEquals(2 * OUT, Work.training(step(conv().softmax(), 1)).imageFloats());
    assertEquals(2 * OUT, Work.training(step(conv().activate(Function.SILU), 1)).imageFloats());
    // Backward: the gradient, twice; softmax and SiLU read what was kept.
    assertEquals(2 * OUT, Work.backward(step(conv().dropout(), 1)).imageFloats());
    assertEquals(3 * OUT, Work.backward(step(conv().softmax(), 1)).imageFloats());
    assertEquals(3 * OUT, Work.backward(step(conv().activate(Function.SILU), 1)).imageFloats());
  }

  @Test
  void whatStridesPassOverIsNotRead() {
    Window window = Window.pointwise(2, 2);
    GraphBuilder builder =
        conv().node(new Operation.Conv(4, window, 1, false, List.of()), Shape.image(4, 3, 3));
    // A quarter of 4×6×6, and the output of 4×3×3.
    assertEquals(36 + 36, Work.training(step(builder, 1)).imageFloats());
  }

  @Test
  void aPlanAddsUpItsSteps() {
    ExecutionPlan plan = new Planner().plan(conv().norm().build());
    assertEquals(IN + OUT + 3 * OUT + 5 * OUT + IN + 2 * OUT, plan.training().imageFloats());
    assertEquals(IN + OUT, plan.inference().imageFloats());
    assertEquals(WEIGHT + 4, plan.preparedFloats());
  }
}
