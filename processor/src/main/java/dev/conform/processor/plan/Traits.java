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
 * @param infersInPlace whether in inference the output may lie where the input lay
 * @param gradientInPlace whether the gradient of the input may lie where that of the output lay
 */
record Traits(
    boolean keepsInput,
    boolean keepsOutput,
    boolean keepsArgmax,
    boolean takesActivation,
    boolean infersInPlace,
    boolean gradientInPlace) {

  /** Functions whose derivative can be had from their result. */
  private static final Set<Operation.Function> FROM_OUTPUT =
      EnumSet.of(
          Operation.Function.RELU,
          Operation.Function.LEAKY_RELU,
          Operation.Function.SIGMOID,
          Operation.Function.TANH);

  private static final Traits LINEAR = new Traits(true, false, false, true, false, false);
  private static final Traits NOTHING_KEPT = new Traits(false, false, false, false, false, false);

  static Traits of(Operation operation) {
    if (operation instanceof Operation.Conv || operation instanceof Operation.Dense) {
      return LINEAR;
    }
    if (operation instanceof Operation.BatchNorm) {
      return new Traits(true, false, false, true, true, false);
    }
    if (operation instanceof Operation.Pool pool) {
      return ofPool(pool.mode());
    }
    if (operation instanceof Operation.GlobalPool pool) {
      return ofPool(pool.mode());
    }
    if (operation instanceof Operation.Softmax) {
      return new Traits(false, true, false, false, true, true);
    }
    if (operation instanceof Operation.Dropout) {
      return new Traits(false, false, false, false, true, true);
    }
    if (operation instanceof Operation.Activate activate) {
      boolean fromOutput = fromOutput(activate);
      return new Traits(!fromOutput, fromOutput, false, false, true, true);
    }
    throw new IllegalArgumentException(operation + " is no step of its own");
  }

  private static Traits ofPool(Operation.PoolMode mode) {
    return mode == Operation.PoolMode.MAX
        ? new Traits(false, false, true, false, false, false)
        : NOTHING_KEPT;
  }

  /** Tells whether the derivative comes from the result, so that the argument need not be kept. */
  static boolean fromOutput(Operation.Activate activate) {
    return FROM_OUTPUT.contains(activate.function());
  }
}
