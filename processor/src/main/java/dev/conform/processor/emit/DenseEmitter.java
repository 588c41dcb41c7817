package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;

/** Writes dense layers. */
final class DenseEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return "dense";
  }

  @Override
  String operation(Step step) {
    return "dense";
  }

  /**
   * Binds the parameters.
   *
   * <pre>
   * f5Weight = b.parameter("f5.weight", Packing.dense(120, Shape.image(16, 5, 5)), Init.fanIn(400));
   * </pre>
   */
  @Override
  void bind(Step step, PartCode part) {
    CodeBlock init = CodeBlock.of("$T.fanIn($L)", Types.INIT, inputs(step));
    for (ParameterSpec parameter : step.node().parameters()) {
      CodeBlock packing =
          parameter.role() == Role.WEIGHT
              ? CodeBlock.of(
                  "$T.dense($L,$W$L)",
                  Types.PACKING,
                  units(step),
                  PartCode.shape(step.node().input()))
              : PartCode.vector(step);
      part.bindTrained(step, parameter, packing, init);
    }
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.denseForward(f5, c3, f5Weight, f5Bias, 400, 120, Activation.RELU, 0f, batch);
   * </pre>
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    method.call(
        "denseForward",
        method.overwrites(part.tensor(step.output())),
        part.tensor(step.input()),
        part.parameter(step, Role.WEIGHT),
        part.parameter(step, Role.BIAS),
        inputs(step),
        units(step),
        activation(step));
  }

  /**
   * Adds the calls.
   *
   * <pre>
   * kernels.denseBackwardWeight(dF5Weight, dF5Bias, dF5, c3, 400, 120, batch);
   * kernels.denseBackwardInput(dC3, dF5, f5Weight, 400, 120, OVERWRITE, batch);
   * </pre>
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    String dOutput = part.tensor(backward.dOutput());
    method.call(
        "denseBackwardWeight",
        part.dParameter(step, Role.WEIGHT, method),
        part.dParameter(step, Role.BIAS, method),
        dOutput,
        part.tensor(step.input()),
        inputs(step),
        units(step));
    if (backward.dInput().buffer().isPresent()) {
      method.call(
          "denseBackwardInput",
          part.dInput(backward.dInput(), method),
          dOutput,
          part.parameter(step, Role.WEIGHT),
          inputs(step),
          units(step),
          part.flag(backward.dInput().accumulate()));
    }
  }

  private static String inputs(Step step) {
    return Text.literal(step.node().input().elements());
  }

  private static String units(Step step) {
    Shape output = step.node().output();
    return Text.literal(output.elements());
  }
}
