package dev.conform.tests.network;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Mode;
import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Pad2d;
import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Upsample2d;
import dev.conform.runtime.kernel.Window;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import dev.conform.runtime.kernel.reference.ReferenceConv2d;
import dev.conform.runtime.kernel.reference.ReferenceDense;
import dev.conform.runtime.kernel.reference.ReferenceGroupNorm;
import dev.conform.runtime.kernel.reference.ReferenceLayerNorm;
import dev.conform.runtime.kernel.reference.ReferenceLocalResponseNorm;
import dev.conform.runtime.kernel.reference.ReferencePad2d;
import dev.conform.runtime.kernel.reference.ReferencePool2d;
import dev.conform.runtime.kernel.reference.ReferenceScale;
import dev.conform.runtime.kernel.reference.ReferenceTransposedConv2d;
import dev.conform.runtime.kernel.reference.ReferenceUpsample2d;
import java.util.Arrays;
import java.util.List;

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
    Conv2d shape = conv(node, conv);
    double[] connected = connected(shape, conv.connections());
    return kernel(
        (output, input, weight, bias, batch) ->
            ReferenceConv2d.forward(output, input, product(weight, connected), bias, shape, batch),
        (dInput, dWeight, dBias, dOutput, input, weight, batch) -> {
          double[] there = product(weight, connected);
          ReferenceConv2d.backward(dInput, dWeight, dBias, dOutput, input, there, shape, batch);
          System.arraycopy(product(dWeight, connected), 0, dWeight, 0, dWeight.length);
        });
  }

  /** Returns 1 for each weight that is there, and 0 for one that the table leaves out. */
  private static double[] connected(Conv2d conv, List<String> connections) {
    int perFilter = conv.inChannels() / conv.groups();
    int taps = conv.window().kernelH() * conv.window().kernelW();
    double[] mask = new double[conv.outChannels() * perFilter * taps];
    for (int i = 0; i < mask.length; i++) {
      int channel = i / taps % perFilter;
      int filter = i / taps / perFilter;
      boolean there = connections.isEmpty() || connections.get(channel).charAt(filter) == 'X';
      mask[i] = there ? 1 : 0;
    }
    return mask;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    Arrays.setAll(product, i -> a[i] * b[i]);
    return product;
  }

  /** Returns a convolution as the runtime writes it. */
  static Conv2d conv(ShapedNode node, Operation.Conv conv) {
    return conv(node.input(), conv.filters(), conv.window(), conv.groups());
  }

  /** Returns the convolution from the output of a transposed one to its input. */
  static Conv2d adjoint(ShapedNode node, Operation.TransposedConv conv) {
    return conv(node.output(), node.input().channels(), conv.window(), conv.groups());
  }

  private static Conv2d conv(
      Shape input, int filters, dev.conform.processor.ir.Window window, int groups) {
    return new Conv2d(
        input.channels(),
        input.height(),
        input.width(),
        filters,
        window(window),
        groups,
        Conv2d.Algorithm.IM2COL);
  }

  @Override
  public ReferenceLayer visit(Operation.TransposedConv conv) {
    Conv2d adjoint = adjoint(node, conv);
    return kernel(
        (output, input, weight, bias, batch) ->
            ReferenceTransposedConv2d.forward(output, input, weight, bias, adjoint, batch),
        (dInput, dWeight, dBias, dOutput, input, weight, batch) ->
            ReferenceTransposedConv2d.backward(
                dInput, dWeight, dBias, dOutput, input, weight, adjoint, batch));
  }

  @Override
  public ReferenceLayer visit(Operation.Dense dense) {
    int inputs = Math.toIntExact(in.elements());
    return kernel(
        (output, input, weight, bias, batch) ->
            ReferenceDense.forward(output, input, weight, bias, inputs, dense.units(), batch),
        (dInput, dWeight, dBias, dOutput, input, weight, batch) ->
            ReferenceDense.backward(
                dInput, dWeight, dBias, dOutput, input, weight, inputs, dense.units(), batch));
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

  private ReferenceLayer pool(Operation.PoolMode mode, Pool2d shape) {
    if (mode == Operation.PoolMode.MAX) {
      return new MaxPoolLayer(shape);
    }
    return kernel(
        (output, input, weight, bias, batch) ->
            ReferencePool2d.averageForward(output, input, shape, batch),
        (dInput, dWeight, dBias, dOutput, input, weight, batch) ->
            ReferencePool2d.averageBackward(dInput, dOutput, shape, batch));
  }

  @Override
  public ReferenceLayer visit(Operation.BatchNorm norm) {
    return new BatchNormLayer(norm, channels(), pixels(), node, parameters);
  }

  @Override
  public ReferenceLayer visit(Operation.LayerNorm norm) {
    return kernel(
        (output, input, weight, bias, batch) ->
            ReferenceLayerNorm.forward(
                output, input, weight, bias, channels(), pixels(), norm.epsilon(), batch),
        (dInput, dWeight, dBias, dOutput, input, weight, batch) ->
            ReferenceLayerNorm.backward(
                dInput,
                dWeight,
                dBias,
                dOutput,
                input,
                weight,
                channels(),
                pixels(),
                norm.epsilon(),
                batch));
  }

  @Override
  public ReferenceLayer visit(Operation.GroupNorm norm) {
    return kernel(
        (output, input, weight, bias, batch) ->
            ReferenceGroupNorm.forward(
                output,
                input,
                weight,
                bias,
                channels(),
                pixels(),
                norm.groups(),
                norm.epsilon(),
                batch),
        (dInput, dWeight, dBias, dOutput, input, weight, batch) ->
            ReferenceGroupNorm.backward(
                dInput,
                dWeight,
                dBias,
                dOutput,
                input,
                weight,
                channels(),
                pixels(),
                norm.groups(),
                norm.epsilon(),
                batch));
  }

  @Override
  public ReferenceLayer visit(Operation.Scale scale) {
    return kernel(
        (output, input, weight, bias, batch) ->
            ReferenceScale.forward(output, input, weight, bias, channels(), pixels(), batch),
        (dInput, dWeight, dBias, dOutput, input, weight, batch) ->
            ReferenceScale.backward(
                dInput, dWeight, dBias, dOutput, input, weight, channels(), pixels(), batch));
  }

  @Override
  public ReferenceLayer visit(Operation.LocalResponseNorm norm) {
    return kernel(
        (output, input, weight, bias, batch) ->
            ReferenceLocalResponseNorm.forward(
                output,
                input,
                channels(),
                pixels(),
                norm.size(),
                norm.alpha(),
                norm.beta(),
                norm.k(),
                batch),
        (dInput, dWeight, dBias, dOutput, input, weight, batch) ->
            ReferenceLocalResponseNorm.backward(
                dInput,
                dOutput,
                input,
                channels(),
                pixels(),
                norm.size(),
                norm.alpha(),
                norm.beta(),
                norm.k(),
                batch));
  }

  @Override
  public ReferenceLayer visit(Operation.Activate activate) {
    Activation function = Activation.valueOf(activate.function().name());
    return kernel(
        (output, input, weight, bias, batch) ->
            ReferenceActivation.forward(output, input, function, activate.slope()),
        (dInput, dWeight, dBias, dOutput, input, weight, batch) ->
            ReferenceActivation.backward(dInput, dOutput, input, function, activate.slope()));
  }

  @Override
  public ReferenceLayer visit(Operation.Softmax softmax) {
    return new SoftmaxLayer(channels(), pixels());
  }

  @Override
  public ReferenceLayer visit(Operation.Dropout dropout) {
    return new DropoutLayer(node.path(), dropout.rate());
  }

  @Override
  public ReferenceLayer visit(Operation.StochasticDepth depth) {
    return depth.rate() == 0 ? unchanged() : new DropoutLayer(node.path(), depth.rate());
  }

  @Override
  public ReferenceLayer visit(Operation.Upsample upsample) {
    Upsample2d shape =
        new Upsample2d(
            in.channels(),
            in.height(),
            in.width(),
            upsample.factorH(),
            upsample.factorW(),
            Upsample2d.Mode.valueOf(upsample.mode().name()));
    return kernel(
        (output, input, weight, bias, batch) ->
            ReferenceUpsample2d.forward(output, input, shape, batch),
        (dInput, dWeight, dBias, dOutput, input, weight, batch) ->
            ReferenceUpsample2d.backward(dInput, dOutput, shape, batch));
  }

  @Override
  public ReferenceLayer visit(Operation.ZeroPad pad) {
    Pad2d shape =
        new Pad2d(
            in.channels(),
            in.height(),
            in.width(),
            pad.top(),
            pad.left(),
            pad.bottom(),
            pad.right(),
            pad.strideH(),
            pad.strideW(),
            out.channels());
    return kernel(
        (output, input, weight, bias, batch) -> ReferencePad2d.forward(output, input, shape, batch),
        (dInput, dWeight, dBias, dOutput, input, weight, batch) ->
            ReferencePad2d.backward(dInput, dOutput, shape, batch));
  }

  @Override
  public ReferenceLayer visit(Operation.Flatten flatten) {
    return unchanged();
  }

  @Override
  public ReferenceLayer visit(Operation.Add add) {
    return new AddLayer();
  }

  @Override
  public ReferenceLayer visit(Operation.Concat concat) {
    return new ConcatLayer(node);
  }

  @Override
  public ReferenceLayer visit(Operation.Gate gate) {
    return new GateLayer(channels(), pixels());
  }

  @Override
  public ReferenceLayer visit(Operation.Input input) {
    throw new IllegalArgumentException("an input is given, not computed");
  }

  private KernelLayer kernel(KernelLayer.Forward forward, KernelLayer.Backward backward) {
    return new KernelLayer(node, parameters, forward, backward);
  }

  private static ReferenceLayer unchanged() {
    return new SingleInputLayer() {
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

  /** Units are channels of one pixel. */
  private int channels() {
    return in.features();
  }

  private int pixels() {
    return Math.toIntExact(in.pixels());
  }

  static Window window(dev.conform.processor.ir.Window w) {
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
