package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;

/** Writes softmax layers. */
final class SoftmaxEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return "softmax";
  }

  @Override
  String operation(Step step) {
    return "softmax";
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.softmaxForward(probabilities, logits, 10, 1, batch);
   * </pre>
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    method.call(
        "softmaxForward",
        method.overwrites(part.tensor(step.output())),
        part.tensor(step.input()),
        dimensions(step));
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.softmaxBackward(dLogits, dProbabilities, probabilities, 10, 1, OVERWRITE, batch);
   * </pre>
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    method.call(
        "softmaxBackward",
        part.dInput(backward.dInput(), method),
        part.tensor(backward.dOutput()),
        part.tensor(step.output()),
        dimensions(step),
        part.flag(backward.dInput().accumulate()));
  }

  private static CodeBlock dimensions(Step step) {
    Shape shape = step.outputShape();
    return CodeBlock.of("$L,$W$L", Text.literal(shape.features()), Text.literal(shape.pixels()));
  }
}
