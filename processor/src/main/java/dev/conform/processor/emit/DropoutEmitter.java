package dev.conform.processor.emit;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;

/** Writes what drops at random: single values, or all values of an image. */
final class DropoutEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return isOfValues(step) ? "dropout" : "depth";
  }

  @Override
  String operation(Step step) {
    return (isOfValues(step) ? "dropout " : "stochastic depth ") + Text.decimal(rate(step));
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
    method.training();
    method.call(
        kernel(step) + "Forward",
        output,
        input,
        Text.literal(rate(step)),
        part.dropoutSeed(step.dropout().orElseThrow()),
        size(step));
    if (step.infersAlone()) {
      method.inference();
      method.call("activationForward", output, input, PartCode.IDENTITY, size(step));
    }
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
        kernel(step) + "Backward",
        part.dInput(backward.dInput(), method),
        part.tensor(backward.dOutput()),
        Text.literal(rate(step)),
        part.dropoutSeed(step.dropout().orElseThrow()),
        size(step),
        part.flag(backward.dInput().accumulate()));
  }

  private static boolean isOfValues(Step step) {
    return step.node().operation() instanceof Operation.Dropout;
  }

  private static String kernel(Step step) {
    return isOfValues(step) ? "dropout" : "stochasticDepth";
  }

  private static double rate(Step step) {
    return step.node().operation() instanceof Operation.Dropout dropout
        ? dropout.rate()
        : ((Operation.StochasticDepth) step.node().operation()).rate();
  }

  private static String size(Step step) {
    return Text.literal(step.outputShape().elements());
  }
}
