package dev.conform.tests.network;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.plan.Planner;
import dev.conform.processor.plan.Step;
import dev.conform.runtime.Model;
import dev.conform.runtime.kernel.DropoutMask;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which values the dropouts of a model keep. What they draw cannot be seen from outside, where a
 * value may be 0 for other reasons and blocks show only their last layer: the masks are drawn again
 * from the seeds of the model.
 */
final class Masks {

  private final List<Step> dropouts;

  Masks(ShapedGraph graph) {
    this.dropouts =
        new Planner()
            .plan(graph).steps().stream().filter(step -> step.dropout().isPresent()).toList();
  }

  /** Returns the masks of the model's last training pass in the order C×H×W, by node. */
  Map<Integer, boolean[]> of(Model model, int batch) {
    Map<Integer, boolean[]> masks = new HashMap<>();
    for (Step step : dropouts) {
      long seed = seed(model, step.dropout().orElseThrow());
      masks.put(step.node().id(), mask(step, seed, batch));
    }
    return masks;
  }

  private static boolean[] mask(Step step, long seed, int batch) {
    Shape shape = step.outputShape();
    int size = Math.toIntExact(shape.elements());
    boolean[] kept = new boolean[batch * size];
    boolean wholeImages = step.node().operation() instanceof Operation.StochasticDepth;
    DropoutMask mask = new DropoutMask().set(seed, (float) rate(step.node().operation()));
    int pixels = shape.height() * shape.width();
    for (int i = 0; i < kept.length; i++) {
      int image = i / size;
      int channel = i % size / pixels;
      int pixel = i % pixels;
      // Memory is channels-last.
      int place = image * size + pixel * shape.channels() + channel;
      kept[i] = mask.keeps(wholeImages ? image : place);
    }
    return kept;
  }

  private static double rate(Operation operation) {
    return operation instanceof Operation.Dropout dropout
        ? dropout.rate()
        : ((Operation.StochasticDepth) operation).rate();
  }

  /** Asks the model for what its generated code asks it for. */
  private static long seed(Model model, int dropout) {
    try {
      Method seed = Model.class.getDeclaredMethod("dropoutSeed", int.class);
      seed.setAccessible(true);
      return (long) seed.invoke(model, dropout);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the generated code gets its seeds elsewhere", e);
    }
  }
}
