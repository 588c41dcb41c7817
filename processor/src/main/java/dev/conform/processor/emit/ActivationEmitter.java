package dev.conform.processor.emit;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;
import java.util.Locale;

/** Writes the element-wise functions that no kernel before them takes along. */
final class ActivationEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return Text.camel(activate(step).function().name().toLowerCase(Locale.ROOT));
  }

  @Override
  String operation(Step step) {
    return function(activate(step));
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.activationForward(c1, c1Norm, Activation.SILU, 0f, 4_704, batch);
   * </pre>
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    method.call(
        "activationForward",
        method.overwrites(part.tensor(step.output())),
        part.tensor(step.input()),
        PartCode.activation(activate(step)),
        size(step));
  }

  /**
   * Adds the call; the gradient may stay where it is.
   *
   * <pre>
   * kernels.activationBackward(dC1, dC1, c1Norm, Activation.SILU, 0f, 4_704, OVERWRITE, batch);
   * </pre>
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    method.call(
        "activationBackward",
        part.dInput(backward.dInput(), method),
        part.tensor(backward.dOutput()),
        part.tensor(backward.keepsInput() ? step.input() : step.output()),
        PartCode.activation(activate(step)),
        size(step),
        part.flag(backward.dInput().accumulate()));
  }

  private static Operation.Activate activate(Step step) {
    return (Operation.Activate) step.node().operation();
  }

  private static String size(Step step) {
    return Text.literal(step.outputShape().elements());
  }
}
