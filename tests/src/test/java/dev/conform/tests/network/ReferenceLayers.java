package dev.conform.tests.network;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Mode;
import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Window;

/** Makes the layer that executes a node. */
final class ReferenceLayers implements Operation.Visitor<ReferenceLayer> {

  private final ShapedNode node;
  private final Shape in;
  private final Shape out;
  private final ReferenceParameters parameters;

  ReferenceLayers(ShapedNode node, ReferenceParameters parameters) {
    this.node = node;
    this.in = node.input();
    this.out = node.output();
    this.parameters = parameters;
  }

  @Override
  public ReferenceLayer visit(Operation.Conv conv) {
    return new ConvLayer(conv(node, conv), node, parameters);
  }

  /** Returns a convolution as the runtime writes it. */
  static Conv2d conv(ShapedNode node, Operation.Conv conv) {
    return new Conv2d(
        node.input().channels(),
        node.input().height(),
        node.input().width(),
        conv.filters(),
        window(conv.window()),
        conv.groups(),
        Conv2d.Algorithm.IM2COL);
  }

  @Override
  public ReferenceLayer visit(Operation.Pool pool) {
    Pool2d shape =
        new Pool2d(
            in.channels(),
            in.height(),
            in.width(),
            out.height(),
            out.width(),
            window(pool.window()),
            pool.countPadding());
    return pool(pool.mode(), shape);
  }

  @Override
  public ReferenceLayer visit(Operation.GlobalPool pool) {
    return pool(pool.mode(), Pool2d.global(in.channels(), in.height(), in.width()));
  }

  @Override
  public ReferenceLayer visit(Operation.Dense dense) {
    return new DenseLayer(Math.toIntExact(in.elements()), dense.units(), node, parameters);
  }

  @Override
  public ReferenceLayer visit(Operation.Flatten flatten) {
    return new ReferenceLayer() {
      @Override
      public double[] forward(double[] input, Mode mode, int batch) {
        return input;
      }

      @Override
      public double[] backward(double[] dOutput) {
        return dOutput;
      }
    };
  }

  @Override
  public ReferenceLayer visit(Operation.BatchNorm norm) {
    return new BatchNormLayer(norm, channels(), pixels(), node, parameters);
  }

  @Override
  public ReferenceLayer visit(Operation.Dropout dropout) {
    return new DropoutLayer(node.path(), dropout.rate());
  }

  @Override
  public ReferenceLayer visit(Operation.TransposedConv operation) {
    throw new IllegalArgumentException("no reference for " + operation);
  }

  @Override
  public ReferenceLayer visit(Operation.LayerNorm operation) {
    throw new IllegalArgumentException("no reference for " + operation);
  }

  @Override
  public ReferenceLayer visit(Operation.GroupNorm operation) {
    throw new IllegalArgumentException("no reference for " + operation);
  }

  @Override
  public ReferenceLayer visit(Operation.LocalResponseNorm operation) {
    throw new IllegalArgumentException("no reference for " + operation);
  }

  @Override
  public ReferenceLayer visit(Operation.Scale operation) {
    throw new IllegalArgumentException("no reference for " + operation);
  }

  @Override
  public ReferenceLayer visit(Operation.StochasticDepth operation) {
    throw new IllegalArgumentException("no reference for " + operation);
  }

  @Override
  public ReferenceLayer visit(Operation.Upsample operation) {
    throw new IllegalArgumentException("no reference for " + operation);
  }

  @Override
  public ReferenceLayer visit(Operation.ZeroPad operation) {
    throw new IllegalArgumentException("no reference for " + operation);
  }

  @Override
  public ReferenceLayer visit(Operation.Add operation) {
    throw new IllegalArgumentException("no reference for " + operation);
  }

  @Override
  public ReferenceLayer visit(Operation.Concat operation) {
    throw new IllegalArgumentException("no reference for " + operation);
  }

  @Override
  public ReferenceLayer visit(Operation.Gate operation) {
    throw new IllegalArgumentException("no reference for " + operation);
  }

  @Override
  public ReferenceLayer visit(Operation.Input operation) {
    throw new IllegalArgumentException("no reference for " + operation);
  }

  @Override
  public ReferenceLayer visit(Operation.Softmax softmax) {
    return new SoftmaxLayer(channels(), pixels());
  }

  @Override
  public ReferenceLayer visit(Operation.Activate activate) {
    return new ActivationLayer(Activation.valueOf(activate.function().name()), activate.slope());
  }

  /** Units are channels of one pixel. */
  private int channels() {
    return in.flat() ? Math.toIntExact(in.elements()) : in.channels();
  }

  private int pixels() {
    return in.flat() ? 1 : in.height() * in.width();
  }

  private static ReferenceLayer pool(Operation.PoolMode mode, Pool2d shape) {
    return mode == Operation.PoolMode.MAX ? new MaxPoolLayer(shape) : new AveragePoolLayer(shape);
  }

  private static Window window(dev.conform.processor.ir.Window w) {
    return new Window(
        w.kernelH(),
        w.kernelW(),
        w.strideH(),
        w.strideW(),
        w.padTop(),
        w.padLeft(),
        w.padBottom(),
        w.padRight(),
        w.dilationH(),
        w.dilationW());
  }
}
