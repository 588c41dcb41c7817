package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;

/** Writes what has a coefficient and a bias for each channel and looks at one image alone. */
final class ChannelNormEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return step.node().operation() instanceof Operation.Scale ? "scale" : "norm";
  }

  @Override
  String operation(Step step) {
    if (step.node().operation() instanceof Operation.GroupNorm norm) {
      return "group norm " + norm.groups();
    }
    return step.node().operation() instanceof Operation.Scale ? "scale" : "layer norm";
  }

  @Override
  void bind(Step step, PartCode part) {
    for (ParameterSpec parameter : step.node().parameters()) {
      int initial = parameter.role() == Role.WEIGHT ? 1 : 0;
      part.bindTrained(
          step,
          parameter,
          PartCode.vector(step),
          CodeBlock.of("$T.constant($L)", Types.INIT, initial));
    }
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.groupNormForward(c1, c1Conv, c1GroupnormWeight, c1GroupnormBias, 64, 784, 32, 1.0E-5f, Activation.RELU, 0f, batch);
   * </pre>
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    method.call(
        kernel(step) + "Forward",
        method.overwrites(part.tensor(step.output())),
        part.tensor(step.input()),
        part.parameter(step, Role.WEIGHT),
        part.parameter(step, Role.BIAS),
        settings(step),
        activation(step));
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.groupNormBackward(dC1Conv, dC1GroupnormWeight, dC1GroupnormBias, dC1, c1Conv, c1GroupnormWeight, 64, 784, 32, 1.0E-5f, OVERWRITE, batch);
   * </pre>
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    method.call(
        kernel(step) + "Backward",
        part.dInput(backward.dInput(), method),
        part.dParameter(step, Role.WEIGHT, method),
        part.dParameter(step, Role.BIAS, method),
        part.tensor(backward.dOutput()),
        part.tensor(step.input()),
        part.parameter(step, Role.WEIGHT),
        settings(step),
        part.flag(backward.dInput().accumulate()));
  }

  private static String kernel(Step step) {
    if (step.node().operation() instanceof Operation.GroupNorm) {
      return "groupNorm";
    }
    return step.node().operation() instanceof Operation.Scale ? "scale" : "layerNorm";
  }

  private static CodeBlock settings(Step step) {
    Shape shape = step.node().output();
    CodeBlock dimensions =
        CodeBlock.of("$L,$W$L", Text.literal(shape.features()), Text.literal(shape.pixels()));
    if (step.node().operation() instanceof Operation.GroupNorm norm) {
      return CodeBlock.of("$L,$W$L,$W$L", dimensions, norm.groups(), Text.literal(norm.epsilon()));
    }
    return step.node().operation() instanceof Operation.LayerNorm norm
        ? CodeBlock.of("$L,$W$L", dimensions, Text.literal(norm.epsilon()))
        : dimensions;
  }
}
