package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Operation.PoolMode;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.plan.Step.Backward;
import dev.conform.processor.plan.Step.InputGradient;
import java.util.OptionalInt;

/** Counts the work of a step on the way back. */
final class BackwardWork implements Operation.Visitor<Work> {

  private final Step step;
  private final Backward backward;
  private final long in;
  private final long out;

  private BackwardWork(Step step, Backward backward) {
    this.step = step;
    this.backward = backward;
    this.in = step.node().input().elements();
    this.out = step.outputShape().elements();
  }

  static Work of(Step step, Backward backward) {
    Work work = step.node().operation().accept(new BackwardWork(step, backward));
    if (step.isRecomputed()) {
      // Statistics are there already, so that the pass is one of inference.
      work = work.plus(ForwardWork.of(step, false));
    }
    boolean undone = step.activation().isPresent() && !isUndoneByItself(step);
    // In place: the gradient is read and written, the result read.
    return undone ? work.plus(moved(3 * step.outputShape().elements())) : work;
  }

  /** A batch norm's own call undoes its activation. */
  private static boolean isUndoneByItself(Step step) {
    return step.node().operation() instanceof Operation.BatchNorm;
  }

  private static Work moved(long imageFloats) {
    return new Work(0, imageFloats, 0);
  }

  /** Returns what the gradient of an input costs: to write it, or to add to it. */
  private long dInput(int input, long floats) {
    InputGradient gradient = backward.dInputs().get(input);
    if (gradient.buffer().isEmpty()) {
      return 0;
    }
    return gradient.accumulate() ? 2 * floats : floats;
  }

  private boolean hasDInput(int input) {
    return backward.dInputs().get(input).buffer().isPresent();
  }

  private long trained(Role role) {
    return step.node().parameters().stream()
        .filter(parameter -> parameter.role() == role)
        .mapToLong(ParameterSpec::elements)
        .sum();
  }

  private long gradients() {
    return trained(Role.WEIGHT) + trained(Role.BIAS);
  }

  /**
   * Returns the work of a product with a weight: the gradients of weight and bias from the input
   * and the output's gradient, and that of the input.
   *
   * @param read of the input
   * @param ofBias what the gradient of the bias reads for itself
   */
  private Work product(long read, long ofBias) {
    long macs = step.node().macs();
    Work weight = new Work(macs, read + out + (trained(Role.BIAS) > 0 ? ofBias : 0), gradients());
    return hasDInput(0)
        ? weight.plus(new Work(macs, out + dInput(0, in), trained(Role.WEIGHT)))
        : weight;
  }

  /** Returns the work of a call that reads the output's gradient and some more. */
  private Work through(long read) {
    return moved(out + read + dInput(0, in));
  }

  /** Returns the work of a norm, whose gradients of parameters come with that of the input. */
  private Work norm() {
    return through(in).plus(new Work(0, 0, gradients() + trained(Role.WEIGHT)));
  }

  @Override
  public Work visit(Operation.Conv conv) {
    int channels = step.node().input().channels();
    boolean isDepthwise = conv.groups() == channels && conv.filters() == channels;
    // Row by row, a depthwise convolution sums the bias while it has the gradient at hand.
    Work work = product(ForwardWork.touched(step, conv.window()), isDepthwise ? 0 : out);
    return conv.connections().isEmpty()
        ? work
        : work.plus(new Work(0, 0, 3 * trained(Role.WEIGHT)));
  }

  @Override
  public Work visit(Operation.TransposedConv conv) {
    return product(in, out);
  }

  @Override
  public Work visit(Operation.Dense dense) {
    return product(in, out);
  }

  @Override
  public Work visit(Operation.Pool pool) {
    return through(pool.mode() == PoolMode.MAX ? out : 0);
  }

  @Override
  public Work visit(Operation.GlobalPool pool) {
    return through(pool.mode() == PoolMode.MAX ? out : 0);
  }

  /** Once for the sums, where activation and residual are seen to, and once for the gradient. */
  @Override
  public Work visit(Operation.BatchNorm norm) {
    long floats = out + in;
    if (backward.keepsOutput()) {
      floats += 2 * out;
    }
    int last = backward.dInputs().size() - 1;
    boolean hasOwn =
        backward.dInputs().get(last).buffer().equals(OptionalInt.of(backward.dOutput()));
    if (step.sum().isPresent() && !hasOwn) {
      floats += dInput(last, out);
    }
    if (hasDInput(0)) {
      floats += out + in + dInput(0, in);
    }
    long saved = 2L * step.node().output().features();
    return new Work(0, floats, 2 * gradients() + saved);
  }

  @Override
  public Work visit(Operation.LayerNorm norm) {
    return norm();
  }

  @Override
  public Work visit(Operation.GroupNorm norm) {
    return norm();
  }

  @Override
  public Work visit(Operation.Scale scale) {
    return norm();
  }

  @Override
  public Work visit(Operation.LocalResponseNorm norm) {
    return through(in + out);
  }

  @Override
  public Work visit(Operation.Dropout dropout) {
    return through(0);
  }

  @Override
  public Work visit(Operation.StochasticDepth depth) {
    return through(0);
  }

  @Override
  public Work visit(Operation.Softmax softmax) {
    return through(out);
  }

  @Override
  public Work visit(Operation.Activate activate) {
    return through(in);
  }

  @Override
  public Work visit(Operation.Upsample upsample) {
    return through(0);
  }

  /** Nothing comes back from the zeros. */
  @Override
  public Work visit(Operation.ZeroPad pad) {
    return moved(ForwardWork.touched(step, pad) + dInput(0, in));
  }

  /** A gradient that stays where that of the sum is costs nothing. */
  @Override
  public Work visit(Operation.Add add) {
    long floats = 0;
    for (int i = 0; i < step.inputs().size(); i++) {
      OptionalInt buffer = backward.dInputs().get(i).buffer();
      boolean isOwn = buffer.equals(OptionalInt.of(backward.dOutput()));
      floats += hasDInput(i) && !isOwn ? out + dInput(i, out) : 0;
    }
    return moved(floats);
  }

  @Override
  public Work visit(Operation.Concat concat) {
    long floats = 0;
    for (int i = 0; i < step.inputs().size(); i++) {
      long part = step.node().inputShapes().get(i).elements();
      floats += hasDInput(i) ? part + dInput(i, part) : 0;
    }
    return moved(floats);
  }

  /** The gradient of the image needs the gate, and that of the gate the image. */
  @Override
  public Work visit(Operation.Gate gate) {
    Shape gates = step.node().inputShapes().get(1);
    long ofImage = hasDInput(0) ? gates.elements() + dInput(0, in) : 0;
    long ofGate = hasDInput(1) ? in + dInput(1, gates.elements()) : 0;
    return moved(out + ofImage + ofGate);
  }

  @Override
  public Work visit(Operation.Input input) {
    throw new IllegalArgumentException("an input is no step");
  }

  @Override
  public Work visit(Operation.Flatten flatten) {
    throw new IllegalArgumentException("a flatten is no step");
  }
}
