package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;
import dev.conform.processor.plan.Step.InputGradient;

/** Writes concatenations. */
final class ConcatEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return "concat";
  }

  @Override
  String operation(Step step) {
    return "concat";
  }

  /**
   * Adds a call for each input.
   *
   * <pre>
   * kernels.concatForward(mixed, mixedBranch1Conv, 0, 64, 256, 784, batch);
   * </pre>
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    String output = method.overwrites(part.tensor(step.output()));
    int offset = 0;
    for (int i = 0; i < step.inputs().size(); i++) {
      int channels = channels(step, step.node().inputShapes().get(i));
      method.call(
          "concatForward",
          output,
          part.tensor(step.inputs().get(i)),
          dimensions(step, offset, channels));
      offset += channels;
    }
  }

  /**
   * Adds a call for each gradient.
   *
   * <pre>
   * kernels.concatBackward(dMixedBranch1Conv, dMixed, 0, 64, 256, 784, OVERWRITE, batch);
   * </pre>
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    int offset = 0;
    for (int i = 0; i < step.inputs().size(); i++) {
      int channels = channels(step, step.node().inputShapes().get(i));
      InputGradient gradient = backward.dInputs().get(i);
      if (gradient.buffer().isPresent()) {
        method.call(
            "concatBackward",
            part.dInput(gradient, method),
            part.tensor(backward.dOutput()),
            dimensions(step, offset, channels),
            part.flag(gradient.accumulate()));
      }
      offset += channels;
    }
  }

  private static CodeBlock dimensions(Step step, int offset, int channels) {
    return CodeBlock.of(
        "$L,$W$L,$W$L,$W$L",
        Text.literal(offset),
        Text.literal(channels),
        Text.literal(channels(step, step.outputShape())),
        Text.literal(pixels(step)));
  }

  /** Images that were flattened before they are joined still lie pixel by pixel. */
  private static long pixels(Step step) {
    return (long) step.outputShape().height() * step.outputShape().width();
  }

  private static int channels(Step step, Shape shape) {
    return Math.toIntExact(shape.elements() / pixels(step));
  }
}
