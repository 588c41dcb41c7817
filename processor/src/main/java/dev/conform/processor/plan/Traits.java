package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import java.util.EnumSet;
import java.util.Set;

/**
 * Everything the plan knows of an operation: the one place of this package that a new operation has
 * to be entered in.
 *
 * @param keepsInput whether its backward pass reads its input
 * @param keepsOutput whether its backward pass reads its output
 * @param keepsArgmax whether forward saves one index for each output value
 * @param takesActivation whether its kernel can apply an activation before it writes
 * @param inPlace whether its kernels work value by value, so that the output may lie where the
 *     input lay, and the gradient of the input where that of the output lay
 */
record Traits(
    boolean keepsInput,
    boolean keepsOutput,
    boolean keepsArgmax,
    boolean takesActivation,
    boolean inPlace) {

  /** Functions whose derivative can be had from their result. */
  private static final Set<Operation.Function> FROM_OUTPUT =
      EnumSet.of(
          Operation.Function.RELU,
          Operation.Function.LEAKY_RELU,
          Operation.Function.SIGMOID,
          Operation.Function.TANH);

  private static final Traits LINEAR = new Traits(true, false, false, true, false);
  private static final Traits NOTHING_KEPT = new Traits(false, false, false, false, false);

  static Traits of(Operation operation) {
    if (operation instanceof Operation.Conv
        || operation instanceof Operation.Dense
        || operation instanceof Operation.BatchNorm) {
      return LINEAR;
    }
    if (operation instanceof Operation.Pool pool) {
      return ofPool(pool.mode());
    }
    if (operation instanceof Operation.GlobalPool pool) {
      return ofPool(pool.mode());
    }
    if (operation instanceof Operation.Softmax) {
      return new Traits(false, true, false, false, false);
    }
    if (operation instanceof Operation.Dropout) {
      return new Traits(false, false, false, false, true);
    }
    if (operation instanceof Operation.Activate activate) {
      boolean fromOutput = fromOutput(activate);
      return new Traits(!fromOutput, fromOutput, false, false, true);
    }
    throw new IllegalArgumentException(operation + " is no step of its own");
  }

  private static Traits ofPool(Operation.PoolMode mode) {
    return mode == Operation.PoolMode.MAX
        ? new Traits(false, false, true, false, false)
        : NOTHING_KEPT;
  }

  /** Tells whether the derivative comes from the result, so that the argument need not be kept. */
  static boolean fromOutput(Operation.Activate activate) {
    return FROM_OUTPUT.contains(activate.function());
  }
}
