package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;
import dev.conform.processor.plan.Work;
import java.util.Locale;

/** Writes the calls of one kind of operation. */
abstract class StepEmitter {

  /** Returns what a field calls the result: {@code conv}. */
  abstract String noun(Step step);

  /** Returns what a table calls the operation: {@code conv 5×5 (direct)}. */
  abstract String operation(Step step);

  /** Adds the shape's constant and binds parameters. */
  void bind(Step step, PartCode part) {}

  /** Adds the calls of the forward pass. */
  abstract void forward(Step step, PartCode part, MethodCode method);

  /**
   * Adds the calls that make the result again from the same inputs, in training; only for
   * operations whose results the plan may give up.
   */
  void recompute(Step step, PartCode part, MethodCode method) {
    forward(step, part, method);
  }

  /** Tells whether the kernels of the backward pass undo the activation, too. */
  boolean undoesActivation() {
    return false;
  }

  /**
   * Adds the calls of the backward pass; an activation of the step is undone already, unless that
   * is left to them.
   */
  abstract void backward(Step step, Backward backward, PartCode part, MethodCode method);

  /** Adds the constants and the bindings of a step, and of what inference does in its place. */
  final void allBind(Step step, PartCode part) {
    bind(step, part);
    step.folding().ifPresent(folding -> FoldedConv.bind(folding, part));
  }

  /**
   * Adds the calls of the forward pass, those that differ in inference included.
   *
   * <pre>
   * if (mode == Mode.TRAINING) {
   *   step(0);
   *   kernels.conv2dForward(c1Conv, …);
   *   step(1);
   *   kernels.batchNormForwardTraining(c1, …, c1Conv, …);
   * } else {
   *   step(1);
   *   kernels.conv2dForwardPrepared(c1, …);
   * }
   * </pre>
   */
  final void allForward(Step step, PartCode part, MethodCode method) {
    if (step.infersAlone()) {
      method.always();
    } else {
      method.training();
    }
    method.step(part.mark(step));
    forward(step, part, method);
    if (step.folding().isPresent()) {
      method.inference();
      method.step(part.mark(step));
      FoldedConv.forward(step, step.folding().get(), part, method);
    }
  }

  /**
   * Undoes the activation of a step in place, then its operation.
   *
   * <pre>
   * step(4);
   * kernels.activationBackward(dF5, dF5, f5, Activation.RELU, 0f, 120, OVERWRITE, batch);
   * </pre>
   */
  final void allBackward(Step step, Backward backward, PartCode part, MethodCode method) {
    if (!Work.backward(step).equals(Work.NONE)) {
      method.step(part.mark(step));
    }
    step.activate()
        .filter(activate -> !undoesActivation())
        .ifPresent(
            activate -> {
              String dOutput = method.overwrites(part.tensor(backward.dOutput()));
              method.call(
                  "activationBackward",
                  dOutput,
                  dOutput,
                  part.tensor(step.output()),
                  PartCode.activation(activate),
                  Text.literal(step.outputShape().elements()),
                  part.flag(false));
            });
    backward(step, backward, part, method);
  }

  /** Returns the operation with the activation that its kernel applies: {@code dense, relu}. */
  final String wholeOperation(Step step) {
    return operation(step)
        + (step.sum().isPresent() ? ", add" : "")
        + step.activate().map(a -> ", " + function(a)).orElse("");
  }

  /** Returns for example {@code leaky relu 0.01}. */
  static String function(Operation.Activate activate) {
    String name = activate.function().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return activate.slope() == 0 ? name : name + " " + Text.decimal(activate.slope());
  }

  /** Returns the activation that a kernel shall apply, or the identity. */
  static CodeBlock activation(Step step) {
    return step.activate().map(PartCode::activation).orElse(PartCode.IDENTITY);
  }
}
