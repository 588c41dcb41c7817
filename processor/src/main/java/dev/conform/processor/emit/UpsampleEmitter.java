package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;
import java.util.Locale;

/** Writes enlargements. */
final class UpsampleEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return "upsample";
  }

  @Override
  String operation(Step step) {
    return "upsample "
        + upsample(step).factorH()
        + "×"
        + upsample(step).factorW()
        + " "
        + upsample(step).mode().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Adds the shape.
   *
   * <pre>
   * private static final Upsample2d UP = Upsample2d.of(64, 14, 14).factor(2, 2).mode(Upsample2d.Mode.NEAREST);
   * </pre>
   */
  @Override
  void bind(Step step, PartCode part) {
    Operation.Upsample upsample = upsample(step);
    part.addShape(
        step,
        Types.UPSAMPLE,
        CodeBlock.of(
            "$T.of($L)$Z.factor($L, $L)$Z.mode($T.Mode.$L)",
            Types.UPSAMPLE,
            PartCode.dimensions(step.node().input()),
            upsample.factorH(),
            upsample.factorW(),
            Types.UPSAMPLE,
            upsample.mode()));
  }

  /** Adds the call: {@code kernels.upsampleForward(up, c1, UP, batch);}. */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    method.call(
        "upsampleForward",
        method.overwrites(part.tensor(step.output())),
        part.tensor(step.input()),
        part.shape(step));
  }

  /** Adds the call: {@code kernels.upsampleBackward(dC1, dUp, UP, OVERWRITE, batch);}. */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    method.call(
        "upsampleBackward",
        part.dInput(backward.dInput(), method),
        part.tensor(backward.dOutput()),
        part.shape(step),
        part.flag(backward.dInput().accumulate()));
  }

  private static Operation.Upsample upsample(Step step) {
    return (Operation.Upsample) step.node().operation();
  }
}
