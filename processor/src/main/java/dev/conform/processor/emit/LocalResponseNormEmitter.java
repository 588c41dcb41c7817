package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;

/** Writes local response normalisations. */
final class LocalResponseNormEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return "norm";
  }

  @Override
  String operation(Step step) {
    return "local response norm " + norm(step).size();
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.localResponseNormForward(c1, c1Conv, 96, 3_025, 5, 1.0E-4f, 0.75f, 2f, batch);
   * </pre>
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    method.call(
        "localResponseNormForward",
        method.overwrites(part.tensor(step.output())),
        part.tensor(step.input()),
        settings(step));
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.localResponseNormBackward(dC1Conv, dC1, c1Conv, c1, 96, 3_025, 5, 1.0E-4f, 0.75f, 2f, OVERWRITE, batch);
   * </pre>
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    method.call(
        "localResponseNormBackward",
        part.dInput(backward.dInput(), method),
        part.tensor(backward.dOutput()),
        part.tensor(step.input()),
        part.tensor(step.output()),
        settings(step),
        part.flag(backward.dInput().accumulate()));
  }

  private static Operation.LocalResponseNorm norm(Step step) {
    return (Operation.LocalResponseNorm) step.node().operation();
  }

  private static CodeBlock settings(Step step) {
    Operation.LocalResponseNorm norm = norm(step);
    return CodeBlock.of(
        "$L,$W$L,$W$L,$W$L,$W$L,$W$L",
        Text.literal(step.outputShape().features()),
        Text.literal(step.outputShape().pixels()),
        norm.size(),
        Text.literal(norm.alpha()),
        Text.literal(norm.beta()),
        Text.literal(norm.k()));
  }
}
