package dev.conform.processor.emit;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;

/** Writes dropouts. */
final class DropoutEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return "dropout";
  }

  @Override
  String operation(Step step) {
    return "dropout " + Text.decimal(rate(step));
  }

  /**
   * Adds the calls. Inference copies, and in a model built for it both tensors are the same memory.
   *
   * <pre>
   * if (mode == Mode.TRAINING) {
   *   kernels.dropoutForward(f6, f6Dense, 0.5f, dropoutSeed(0), 4_096, batch);
   * } else {
   *   kernels.activationForward(f6, f6Dense, Activation.IDENTITY, 0f, 4_096, batch);
   * }
   * </pre>
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    String output = method.overwrites(part.tensor(step.output()));
    String input = part.tensor(step.input());
    method.beginTraining();
    method.call(
        "dropoutForward",
        output,
        input,
        Text.literal(rate(step)),
        part.dropoutSeed(step.dropout().orElseThrow()),
        size(step));
    method.beginInference();
    method.call("activationForward", output, input, PartCode.IDENTITY, size(step));
    method.endMode();
  }

  /**
   * Adds the call; the gradient may stay where it is.
   *
   * <pre>
   * kernels.dropoutBackward(dF6, dF6, 0.5f, dropoutSeed(0), 4_096, OVERWRITE, batch);
   * </pre>
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    method.call(
        "dropoutBackward",
        part.dInput(backward.dInput(), method),
        part.tensor(backward.dOutput()),
        Text.literal(rate(step)),
        part.dropoutSeed(step.dropout().orElseThrow()),
        size(step),
        part.flag(backward.dInput().accumulate()));
  }

  private static double rate(Step step) {
    return ((Operation.Dropout) step.node().operation()).rate();
  }

  private static String size(Step step) {
    return Text.literal(step.outputShape().elements());
  }
}
