package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Operation.PoolMode;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;
import java.util.Locale;

/** Writes pools, those over a window and those over the whole image. */
final class PoolEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return "pool";
  }

  @Override
  String operation(Step step) {
    String mode = mode(step).name().toLowerCase(Locale.ROOT);
    if (!(step.node().operation() instanceof Operation.Pool pool)) {
      return "global " + mode + " pool";
    }
    return mode
        + " pool "
        + WindowCode.text(pool.window(), pool.window().kernelH(), pool.window().kernelW())
        + (pool.ceilMode() ? " ceil" : "")
        + (counts(pool) ? "" : " padding not counted");
  }

  /**
   * Adds the shape.
   *
   * <pre>
   * private static final Pool2d C1_POOL =
   *     Pool2d.of(6, 28, 28).size(2, 2).stride(2, 2).output(14, 14);
   * </pre>
   */
  @Override
  void bind(Step step, PartCode part) {
    Shape input = step.node().input();
    Shape output = step.node().output();
    if (step.node().operation() instanceof Operation.Pool pool) {
      CodeBlock.Builder code = CodeBlock.builder();
      code.add("$T.of($L)", Types.POOL, PartCode.dimensions(input));
      code.add("$Z.size($L, $L)", pool.window().kernelH(), pool.window().kernelW());
      code.add(WindowCode.settings(pool.window()));
      code.add("$Z.output($L, $L)", output.height(), output.width());
      if (!counts(pool)) {
        code.add("$Z.ignorePadding()");
      }
      part.addShape(step, Types.POOL, code.build());
    } else {
      CodeBlock global = CodeBlock.of("$T.global($L)", Types.POOL, PartCode.dimensions(input));
      part.addShape(step, Types.POOL, global);
    }
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.maxPoolForward(c1, c1Argmax, c1Conv, C1_POOL, batch);
   * </pre>
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    String output = method.overwrites(part.tensor(step.output()));
    String input = part.tensor(step.input());
    if (step.argmax().isPresent()) {
      String argmax = method.overwrites(part.tensor(step.argmax().getAsInt()));
      method.call("maxPoolForward", output, argmax, input, part.shape(step));
    } else {
      method.call("averagePoolForward", output, input, part.shape(step));
    }
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.maxPoolBackward(dC1Conv, dC1, c1Argmax, C1_POOL, OVERWRITE, batch);
   * </pre>
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    Object dInput = part.dInput(backward.dInput(), method);
    String dOutput = part.tensor(backward.dOutput());
    String flag = part.flag(backward.dInput().accumulate());
    if (step.argmax().isPresent()) {
      String argmax = part.tensor(step.argmax().getAsInt());
      method.call("maxPoolBackward", dInput, dOutput, argmax, part.shape(step), flag);
    } else {
      method.call("averagePoolBackward", dInput, dOutput, part.shape(step), flag);
    }
  }

  /** Only an average sees padding at all. */
  private static boolean counts(Operation.Pool pool) {
    return pool.countPadding() || pool.mode() == PoolMode.MAX;
  }

  private static PoolMode mode(Step step) {
    return step.node().operation() instanceof Operation.Pool pool
        ? pool.mode()
        : ((Operation.GlobalPool) step.node().operation()).mode();
  }
}
