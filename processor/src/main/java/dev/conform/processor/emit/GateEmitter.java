package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;
import dev.conform.processor.plan.Step.InputGradient;

/** Writes the product of an image and one value for each of its channels. */
final class GateEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return "gate";
  }

  @Override
  String operation(Step step) {
    return "gate channels";
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.channelScaleForward(c1, c1Norm, c1SeExpand, 64, 784, batch);
   * </pre>
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    method.call(
        "channelScaleForward",
        method.overwrites(part.tensor(step.output())),
        part.tensor(step.inputs().get(0)),
        part.tensor(step.inputs().get(1)),
        dimensions(step));
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.channelScaleBackward(dC1Norm, dC1SeExpand, dC1, c1Norm, c1SeExpand, 64, 784, OVERWRITE, OVERWRITE, batch);
   * </pre>
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    InputGradient image = backward.dInputs().get(0);
    InputGradient gate = backward.dInputs().get(1);
    method.call(
        "channelScaleBackward",
        part.dInput(image, method),
        part.dInput(gate, method),
        part.tensor(backward.dOutput()),
        part.tensor(step.inputs().get(0)),
        part.tensor(step.inputs().get(1)),
        dimensions(step),
        part.flag(image.accumulate()),
        part.flag(gate.accumulate()));
  }

  private static CodeBlock dimensions(Step step) {
    Shape output = step.outputShape();
    return CodeBlock.of("$L,$W$L", Text.literal(output.features()), Text.literal(output.pixels()));
  }
}
