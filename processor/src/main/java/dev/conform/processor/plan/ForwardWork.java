package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Window;
import dev.conform.processor.plan.Step.Folding;

/** Counts the work of a step on the way forward. */
final class ForwardWork implements Operation.Visitor<Work> {

  private final Step step;
  private final boolean training;
  private final long in;
  private final long out;

  private ForwardWork(Step step, boolean training) {
    this.step = step;
    this.training = training;
    this.in = step.node().inputShapes().stream().mapToLong(Shape::elements).sum();
    this.out = step.outputShape().elements();
  }

  static Work of(Step step, boolean training) {
    return step.node().operation().accept(new ForwardWork(step, training));
  }

  /** Returns the work of convolutions and what inference computes with them. */
  static Work of(Step last, Folding folding) {
    Step first = folding.convs().get(0);
    Window window = ((Operation.Conv) first.node().operation()).window();
    long out = last.outputShape().elements();
    long residual = folding.residual().isPresent() ? out : 0;
    return new Work(
        folding.convs().stream().mapToLong(conv -> conv.node().macs()).sum(),
        touched(first, window) + residual + out,
        folding.convs().stream().mapToLong(Workspace::prepared).sum());
  }

  /** Returns what a window touches of a step's input: less than all where it strides over some. */
  static long touched(Step step, Window window) {
    Shape input = step.node().input();
    Shape output = step.node().output();
    long rows = Math.min(input.height(), (long) output.height() * window.kernelH());
    long columns = Math.min(input.width(), (long) output.width() * window.kernelW());
    return rows * columns * input.channels();
  }

  /** Returns what a padding keeps of its input. */
  static long touched(Step step, Operation.ZeroPad pad) {
    Shape input = step.node().input();
    int rows = (input.height() + pad.strideH() - 1) / pad.strideH();
    int columns = (input.width() + pad.strideW() - 1) / pad.strideW();
    return (long) rows * columns * input.channels();
  }

  /** Returns the values of all parameters and running statistics. */
  private long parameters() {
    return step.node().parameters().stream().mapToLong(ParameterSpec::elements).sum();
  }

  private Work moves(long imageFloats) {
    return new Work(step.node().macs(), imageFloats, parameters());
  }

  private Work throughWindow(Window window) {
    return moves(touched(step, window) + out);
  }

  private Work pooled(long read) {
    return moves(read + out + (training && step.argmax().isPresent() ? out : 0));
  }

  @Override
  public Work visit(Operation.Conv conv) {
    return throughWindow(conv.window());
  }

  /** Bias and activation are a pass of their own: only when all is summed up can they be added. */
  @Override
  public Work visit(Operation.TransposedConv conv) {
    boolean isFinished = conv.bias() || step.activation().isPresent();
    return moves(in + out + (isFinished ? 2 * out : 0));
  }

  @Override
  public Work visit(Operation.Pool pool) {
    return pooled(touched(step, pool.window()));
  }

  @Override
  public Work visit(Operation.GlobalPool pool) {
    return pooled(in);
  }

  @Override
  public Work visit(Operation.Dense dense) {
    return moves(in + out);
  }

  /** In training it also moves the running statistics, and saves the batch's. */
  @Override
  public Work visit(Operation.BatchNorm norm) {
    long residual = step.sum().isPresent() ? out : 0;
    Work once = moves(in + residual + out);
    long features = step.node().output().features();
    return training && !step.node().frozen() ? once.plus(new Work(0, in, 4L * features)) : once;
  }

  @Override
  public Work visit(Operation.LayerNorm norm) {
    return moves(in + out);
  }

  @Override
  public Work visit(Operation.GroupNorm norm) {
    return moves(in + out);
  }

  @Override
  public Work visit(Operation.LocalResponseNorm norm) {
    return moves(in + out);
  }

  @Override
  public Work visit(Operation.Scale scale) {
    return moves(in + out);
  }

  @Override
  public Work visit(Operation.Dropout dropout) {
    return moves(in + out);
  }

  @Override
  public Work visit(Operation.StochasticDepth depth) {
    return moves(in + out);
  }

  @Override
  public Work visit(Operation.Softmax softmax) {
    return moves(in + out);
  }

  @Override
  public Work visit(Operation.Activate activate) {
    return moves(in + out);
  }

  @Override
  public Work visit(Operation.Upsample upsample) {
    return moves(in + out);
  }

  @Override
  public Work visit(Operation.ZeroPad pad) {
    return moves(touched(step, pad) + out);
  }

  /** A call for each term after the first reads the sum so far. */
  @Override
  public Work visit(Operation.Add add) {
    return moves((step.inputs().size() - 1L) * 3 * out);
  }

  @Override
  public Work visit(Operation.Concat concat) {
    return moves(in + out);
  }

  @Override
  public Work visit(Operation.Gate gate) {
    return moves(in + out);
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
