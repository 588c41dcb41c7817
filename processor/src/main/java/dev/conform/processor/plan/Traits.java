package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Everything the plan knows of an operation: the one place of this package that a new operation has
 * to be entered in.
 *
 * @param keepsInput whether its backward pass reads its input
 * @param keepsOutput whether its backward pass reads its output
 * @param keepsArgmax whether forward saves one index for each output value
 * @param takesActivation whether its kernel can apply an activation before it writes
 * @param infersInPlace whether in inference the output may lie where the input lay
 * @param gradientInPlace whether the gradient of the first input may lie where that of the output
 *     lay
 * @param passesGradient whether the gradient of every input is that of the output, unchanged
 */
record Traits(
    boolean keepsInput,
    boolean keepsOutput,
    boolean keepsArgmax,
    boolean takesActivation,
    boolean infersInPlace,
    boolean gradientInPlace,
    boolean passesGradient) {

  /** Functions whose derivative can be had from their result. */
  private static final Set<Operation.Function> FROM_OUTPUT =
      EnumSet.of(
          Operation.Function.RELU,
          Operation.Function.RELU6,
          Operation.Function.LEAKY_RELU,
          Operation.Function.SIGMOID,
          Operation.Function.TANH,
          Operation.Function.SCALED_TANH);

  /** Functions that multiply what is negative by a number. */
  private static final Set<Operation.Function> LEAKS =
      EnumSet.of(Operation.Function.RELU, Operation.Function.LEAKY_RELU);

  private static final Traits LINEAR = new Traits(true, false, false, true, false, false, false);
  private static final Traits NOTHING_KEPT =
      new Traits(false, false, false, false, false, false, false);
  private static final Traits NORM = new Traits(true, false, false, true, true, false, false);

  static Traits of(Operation operation) {
    return operation.accept(new OfOperation());
  }

  private static Traits ofPool(Operation.PoolMode mode) {
    return mode == Operation.PoolMode.MAX
        ? new Traits(false, false, true, false, false, false, false)
        : NOTHING_KEPT;
  }

  /** Tells whether the derivative comes from the result, so that the argument need not be kept. */
  static boolean fromOutput(Operation.Activate activate) {
    return FROM_OUTPUT.contains(activate.function());
  }

  /**
   * Tells whether a step's backward pass reads its result to undo its activation. A batch norm
   * works out again from its input what was negative, unless something was added to it.
   *
   * @param hasSum whether something was added
   */
  static boolean undoesFromOutput(
      Operation operation, boolean hasSum, Optional<Operation.Activate> activation) {
    boolean isLeak = activation.map(a -> LEAKS.contains(a.function())).orElse(false);
    boolean fromInput = operation instanceof Operation.BatchNorm && !hasSum && isLeak;
    return activation.isPresent() && !fromInput;
  }

  /**
   * Tells whether one pass makes the same result of the same inputs again, value by value. A batch
   * norm has saved the batch's statistics.
   */
  static boolean isRecomputable(Operation operation) {
    return operation instanceof Operation.BatchNorm
        || operation instanceof Operation.Activate
        || operation instanceof Operation.Scale
        || operation instanceof Operation.Gate;
  }

  /** Tells whether inference passes its input on as it is. */
  static boolean isIdentityInInference(Operation operation) {
    return operation instanceof Operation.Dropout || operation instanceof Operation.StochasticDepth;
  }

  private static final class OfOperation implements Operation.Visitor<Traits> {
    @Override
    public Traits visit(Operation.Conv conv) {
      return LINEAR;
    }

    @Override
    public Traits visit(Operation.Dense dense) {
      return LINEAR;
    }

    @Override
    public Traits visit(Operation.BatchNorm norm) {
      return NORM;
    }

    @Override
    public Traits visit(Operation.Pool pool) {
      return ofPool(pool.mode());
    }

    @Override
    public Traits visit(Operation.GlobalPool pool) {
      return ofPool(pool.mode());
    }

    @Override
    public Traits visit(Operation.Softmax softmax) {
      return new Traits(false, true, false, false, true, true, false);
    }

    @Override
    public Traits visit(Operation.Dropout dropout) {
      return new Traits(false, false, false, false, true, true, false);
    }

    @Override
    public Traits visit(Operation.Activate activate) {
      boolean fromOutput = fromOutput(activate);
      return new Traits(!fromOutput, fromOutput, false, false, true, true, false);
    }

    @Override
    public Traits visit(Operation.TransposedConv operation) {
      return LINEAR;
    }

    @Override
    public Traits visit(Operation.LayerNorm operation) {
      return NORM;
    }

    @Override
    public Traits visit(Operation.GroupNorm operation) {
      return LINEAR;
    }

    @Override
    public Traits visit(Operation.Scale operation) {
      return NORM;
    }

    @Override
    public Traits visit(Operation.LocalResponseNorm operation) {
      return new Traits(true, true, false, false, false, false, false);
    }

    @Override
    public Traits visit(Operation.StochasticDepth operation) {
      return new Traits(false, false, false, false, true, true, false);
    }

    @Override
    public Traits visit(Operation.Upsample operation) {
      return NOTHING_KEPT;
    }

    @Override
    public Traits visit(Operation.ZeroPad operation) {
      return NOTHING_KEPT;
    }

    @Override
    public Traits visit(Operation.Concat operation) {
      return NOTHING_KEPT;
    }

    @Override
    public Traits visit(Operation.Add operation) {
      return new Traits(false, false, false, true, true, false, true);
    }

    @Override
    public Traits visit(Operation.Gate operation) {
      return new Traits(true, false, false, false, true, true, false);
    }

    @Override
    public Traits visit(Operation.Input operation) {
      throw new IllegalArgumentException("an input is no step");
    }

    @Override
    public Traits visit(Operation.Flatten flatten) {
      throw new IllegalArgumentException("a flatten is no step");
    }
  }
}
