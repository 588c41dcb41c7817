package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;

/** Writes zeros around images and behind channels. */
final class ZeroPadEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return "pad";
  }

  @Override
  String operation(Step step) {
    return "zero pad";
  }

  /**
   * Adds the shape.
   *
   * <pre>
   * private static final Pad2d STAGE2_0_SHORTCUT = Pad2d.of(16, 32, 32).stride(2, 2).channels(32);
   * </pre>
   */
  @Override
  void bind(Step step, PartCode part) {
    Operation.ZeroPad pad = (Operation.ZeroPad) step.node().operation();
    CodeBlock.Builder code = CodeBlock.builder();
    code.add("$T.of($L)", Types.PAD, PartCode.dimensions(step.node().input()));
    code.add("$Z.padding($L, $L, $L, $L)", pad.top(), pad.left(), pad.bottom(), pad.right());
    code.add("$Z.stride($L, $L)", pad.strideH(), pad.strideW());
    code.add("$Z.channels($L)", Text.literal(step.node().output().channels()));
    part.addShape(step, Types.PAD, code.build());
  }

  /** Adds the call: {@code kernels.zeroPadForward(c1, input, C1, batch);}. */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    method.call(
        "zeroPadForward",
        method.overwrites(part.tensor(step.output())),
        part.tensor(step.input()),
        part.shape(step));
  }

  /** Adds the call: {@code kernels.zeroPadBackward(dStem, dC1, C1, OVERWRITE, batch);}. */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    method.call(
        "zeroPadBackward",
        part.dInput(backward.dInput(), method),
        part.tensor(backward.dOutput()),
        part.shape(step),
        part.flag(backward.dInput().accumulate()));
  }
}
