package dev.conform.processor.emit;

import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;
import dev.conform.processor.plan.Step.InputGradient;
import java.util.OptionalInt;

/** Writes sums. */
final class AddEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return "sum";
  }

  @Override
  String operation(Step step) {
    return "add";
  }

  /**
   * Adds a call for each value after the first.
   *
   * <pre>
   * kernels.addForward(stage1_0, stage1_0Expand, stem, Activation.RELU, 0f, 200_704, batch);
   * </pre>
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    String output = method.overwrites(part.tensor(step.output()));
    String sum = part.tensor(step.inputs().get(0));
    int last = step.inputs().size() - 1;
    for (int i = 1; i <= last; i++) {
      method.call(
          "addForward",
          output,
          sum,
          part.tensor(step.inputs().get(i)),
          i == last ? activation(step) : PartCode.IDENTITY,
          size(step));
      sum = output;
    }
  }

  /**
   * Adds a call for each gradient that is not the sum's own, in the same memory.
   *
   * <pre>
   * kernels.copyGradient(dStem, dStage1_0, 200_704, OVERWRITE, batch);
   * </pre>
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    for (InputGradient gradient : backward.dInputs()) {
      boolean own = gradient.buffer().equals(OptionalInt.of(backward.dOutput()));
      if (gradient.buffer().isPresent() && !own) {
        method.call(
            "copyGradient",
            part.dInput(gradient, method),
            part.tensor(backward.dOutput()),
            size(step),
            part.flag(gradient.accumulate()));
      }
    }
  }

  private static String size(Step step) {
    return Text.literal(step.outputShape().elements());
  }
}
