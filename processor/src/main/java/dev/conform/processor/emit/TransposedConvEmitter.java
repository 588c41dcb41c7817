package dev.conform.processor.emit;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;

/** Writes transposed convolutions, by the convolution that each undoes. */
final class TransposedConvEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return "conv";
  }

  @Override
  String operation(Step step) {
    return "transposed conv "
        + WindowCode.text(conv(step).window(), 1, 1)
        + (conv(step).groups() == 1 ? "" : " groups " + conv(step).groups());
  }

  /**
   * Adds the shape of the convolution from our output to our input, and the parameters.
   *
   * <pre>
   * private static final Conv2d UP = Conv2d.of(32, 28, 28).filters(64).kernel(2, 2).stride(2, 2).algorithm(…);
   * </pre>
   */
  @Override
  void bind(Step step, PartCode part) {
    Operation.TransposedConv conv = conv(step);
    ConvEmitter.bind(
        step,
        part,
        ConvEmitter.shape(
            step,
            step.node().output(),
            step.node().input().channels(),
            conv.window(),
            conv.groups()));
  }

  /**
   * Adds the call: {@code kernels.transposedConv2dForward(up, c1, upWeight, upBias, UP, …,
   * batch);}.
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    method.call(
        "transposedConv2dForward",
        method.overwrites(part.tensor(step.output())),
        part.tensor(step.input()),
        part.parameter(step, Role.WEIGHT),
        part.parameter(step, Role.BIAS),
        part.shape(step),
        activation(step));
  }

  /**
   * Adds the calls: {@code kernels.transposedConv2dBackwardWeight(dUpWeight, dUpBias, dUp, c1, UP,
   * batch);}.
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    String dOutput = part.tensor(backward.dOutput());
    method.call(
        "transposedConv2dBackwardWeight",
        part.dParameter(step, Role.WEIGHT, method),
        part.dParameter(step, Role.BIAS, method),
        dOutput,
        part.tensor(step.input()),
        part.shape(step));
    if (backward.dInput().buffer().isPresent()) {
      method.call(
          "transposedConv2dBackwardInput",
          part.dInput(backward.dInput(), method),
          dOutput,
          part.parameter(step, Role.WEIGHT),
          part.shape(step),
          part.flag(backward.dInput().accumulate()));
    }
  }

  private static Operation.TransposedConv conv(Step step) {
    return (Operation.TransposedConv) step.node().operation();
  }
}
