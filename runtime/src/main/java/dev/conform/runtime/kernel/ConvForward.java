package dev.conform.runtime.kernel;

import dev.conform.runtime.kernel.Conv2d.Algorithm;

/** Convolution, bias and activation. */
final class ConvForward extends Job {

  private final Engine engine;
  private final Depthwise depthwise;
  private final StridedView view = new StridedView();
  private final WinogradKernels winogradKernels;
  private final WinogradProduct winogradProduct;
  private final PanelProduct panelProduct;
  private long output;
  private long input;
  private long weight;
  private long bias;
  private long residual;
  private Conv2d conv = Conv2d.of(1, 1, 1);
  private Activation activation = Activation.IDENTITY;
  private float slope;
  private boolean accumulate;
  private boolean isPrepared;
  private int batch;
  private int together;

  ConvForward(Engine engine) {
    this.engine = engine;
    this.winogradKernels = new WinogradKernels(engine);
    this.winogradProduct = new WinogradProduct(engine);
    this.depthwise = new Depthwise(engine);
    this.panelProduct = new PanelProduct(engine);
  }

  void run(
      Tensor outputTensor,
      Tensor inputTensor,
      Tensor weightTensor,
      Tensor biasTensor,
      Conv2d shape,
      Activation f,
      float leak,
      int images) {
    bias = Check.optional("conv2dForward", "bias", biasTensor, shape.outChannels());
    residual = 0;
    activation = f;
    slope = leak;
    accumulate = false;
    isPrepared = false;
    start(outputTensor, inputTensor, weightTensor, shape, images);
  }

  /** Begins with a residual, which may be the output itself; the bias and the activation follow. */
  void run(
      Tensor outputTensor,
      Tensor inputTensor,
      Prepared prepared,
      Tensor residualTensor,
      Conv2d shape,
      Activation f,
      float leak,
      int images) {
    String me = "conv2dForwardPrepared";
    bias = Check.tensor(me, "prepared bias", prepared.bias(), shape.outChannels());
    residual = Check.optional(me, "residual", residualTensor, images * ConvShape.outFloats(shape));
    activation = f;
    slope = leak;
    accumulate = residual != 0;
    isPrepared = true;
    if (shape.algorithm() == Algorithm.POINTWISE) {
      Check.batch(me, images);
      Check.tensor(me, "prepared weight", prepared.weight(), ConvShape.weightFloats(shape));
      panelProduct.run(
          Check.tensor(me, "output", outputTensor, images * ConvShape.outFloats(shape)),
          Check.tensor(me, "input", inputTensor, images * ConvShape.inFloats(shape)),
          prepared,
          residual,
          shape,
          f,
          leak,
          images);
      return;
    }
    start(outputTensor, inputTensor, prepared.weight(), shape, images);
  }

  /** Adds to the output, without bias and activation. */
  void accumulate(
      Tensor outputTensor, Tensor inputTensor, Tensor weightTensor, Conv2d shape, int images) {
    bias = 0;
    residual = 0;
    activation = Activation.IDENTITY;
    accumulate = true;
    isPrepared = false;
    start(outputTensor, inputTensor, weightTensor, shape, images);
  }

  private void start(
      Tensor outputTensor, Tensor inputTensor, Tensor weightTensor, Conv2d shape, int images) {
    String me = "conv2dForward";
    Check.batch(me, images);
    conv = shape;
    batch = images;
    long pixels = (long) images * shape.outHeight() * shape.outWidth();
    output = Check.tensor(me, "output", outputTensor, pixels * shape.outChannels());
    input = Check.tensor(me, "input", inputTensor, images * ConvShape.inFloats(shape));
    weight = Check.tensor(me, "weight", weightTensor, ConvShape.weightFloats(shape));
    long added = residual == 0 && accumulate ? output : residual;
    if (Patches.isDepthwise(shape)) {
      depthwise.forward(output, input, weight, bias, added, shape, activation, slope, images);
      return;
    }
    engine.requireWorkspace(shape);
    if (shape.algorithm() == Algorithm.WINOGRAD) {
      if (!isPrepared) {
        winogradKernels.run(engine.shared(), weight, shape, false);
      }
      winogradProduct.run(
          output,
          input,
          isPrepared ? weight : engine.shared(),
          bias,
          added,
          shape,
          activation,
          slope,
          images);
      return;
    }
    together = shape.algorithm() == Algorithm.DIRECT ? WideKernel.pixels(shape) : 1;
    if (together > 1) {
      WideKernel.forwardView(view, shape, together);
    } else {
      ConvShape.forwardView(view, shape);
    }
    engine.run(this, (long) images * shape.outHeight(), ConvShape.steps(shape) * images);
  }

  @Override
  void run(int piece, int pieces) {
    if (together > 1) {
      spread(wideWeight(piece));
    }
    if (conv.algorithm() == Algorithm.DIRECT) {
      int outHeight = conv.outHeight();
      long row = share((long) batch * outHeight, piece, pieces);
      long end = share((long) batch * outHeight, piece + 1, pieces);
      while (row < end) {
        int top = (int) (row % outHeight);
        int rows = (int) Math.min(end - row, outHeight - top);
        long first = row * conv.outWidth();
        long pixels = (long) rows * conv.outWidth();
        begin(first, pixels);
        direct(row / outHeight, top, rows, piece);
        finish(first, pixels, !accumulate);
        row += rows;
      }
    } else {
      long pixels = (long) batch * conv.outHeight() * conv.outWidth();
      long end = share(pixels, piece + 1, pieces);
      int strip = Patches.stripPixels(conv);
      for (long pixel = share(pixels, piece, pieces); pixel < end; pixel += strip) {
        int count = (int) Math.min(strip, end - pixel);
        begin(pixel, count);
        strip(pixel, count, piece);
        finish(pixel, count, false);
      }
    }
  }

  /** Puts a residual where the sums will be, unless it lies there. */
  private void begin(long firstPixel, long pixels) {
    if (residual != 0 && residual != output) {
      long offset = firstPixel * conv.outChannels();
      engine.primitives.copy(
          RawMemory.at(output, offset),
          RawMemory.at(residual, offset),
          pixels * conv.outChannels());
    }
  }

  /**
   * Applies what the product has not applied.
   *
   * @param isBiased whether it has added the bias and applied RELU
   */
  private void finish(long firstPixel, long pixels, boolean isBiased) {
    int filters = conv.outChannels();
    long at = RawMemory.at(output, firstPixel * filters);
    boolean isRelu = activation == Activation.RELU;
    if (!isBiased && (bias != 0 || isRelu)) {
      engine.primitives.bias(at, pixels, filters, bias, isRelu);
    }
    if (activation != Activation.IDENTITY && !isRelu) {
      engine.primitives.activate(activation, slope, at, at, pixels * filters);
    }
  }

  /** Multiplies the patches of some output pixels by the weights. */
  private void strip(long pixel, int count, int piece) {
    int channels = conv.inChannels();
    int filters = conv.outChannels();
    long to = RawMemory.at(output, pixel * filters);
    if (Patches.isPointwise(conv)) {
      long from = RawMemory.at(input, pixel * channels);
      engine
          .gemm(piece)
          .multiply(
              false,
              false,
              count,
              filters,
              channels,
              from,
              channels,
              weight,
              filters,
              accumulate,
              to,
              filters);
      return;
    }
    long patches = engine.workspace(piece);
    int patch = conv.patch();
    int perGroup = filters / conv.groups();
    for (int group = 0; group < conv.groups(); group++) {
      Patches.gather(engine.primitives, patches, input, conv, group, pixel, count);
      int column = group * perGroup;
      engine
          .gemm(piece)
          .multiply(
              false,
              false,
              count,
              perGroup,
              patch,
              patches,
              patch,
              RawMemory.at(weight, column),
              filters,
              accumulate,
              RawMemory.at(to, column),
              filters);
    }
  }

  /** Returns where a piece keeps the weight of {@link WideKernel}: behind the padded image. */
  private long wideWeight(int piece) {
    return RawMemory.at(engine.workspace(piece), ConvShape.aligned(Patches.paddedFloats(conv)));
  }

  private long wideBias(long wideWeight) {
    return RawMemory.at(wideWeight, WideKernel.weightFloats(conv, together));
  }

  private void spread(long wideWeight) {
    WideKernel.spread(engine.primitives, wideWeight, weight, conv, together);
    if (bias != 0) {
      int filters = conv.outChannels();
      for (int pixel = 0; pixel < together; pixel++) {
        engine.primitives.copy(
            RawMemory.at(wideBias(wideWeight), (long) pixel * filters), bias, filters);
      }
    }
  }

  /** Convolves whole rows of one image straight from the input. */
  private void direct(long image, int top, int rows, int piece) {
    Window w = conv.window();
    int filters = conv.outChannels();
    int channels = conv.inChannels();
    long source = RawMemory.at(input, image * ConvShape.inFloats(conv));
    int height = (rows - 1) * w.strideH() + (w.kernelH() - 1) * w.dilationH() + 1;
    long from =
        Patches.padded(
            engine.primitives, source, conv, top * w.strideH(), height, engine.workspace(piece));
    long to =
        RawMemory.at(output, (image * conv.outHeight() + top) * conv.outWidth() * (long) filters);
    boolean relu = activation == Activation.RELU && !accumulate;
    int pixels = rows * conv.outWidth();
    if (together > 1) {
      int columns = together * filters;
      long factors = wideWeight(piece);
      engine.primitives.product(
          to,
          columns,
          pixels / together,
          columns,
          from,
          view,
          factors,
          columns,
          accumulate ? to : bias == 0 ? 0 : wideBias(factors),
          accumulate ? columns : 0,
          relu);
      return;
    }
    if (ConvShape.isJoined(conv)) {
      engine.primitives.product(
          to,
          filters,
          pixels,
          filters,
          from,
          view,
          weight,
          filters,
          accumulate ? to : bias,
          accumulate ? filters : 0,
          relu);
      return;
    }
    int depth = channels / conv.groups();
    int perGroup = filters / conv.groups();
    for (int group = 0; group < conv.groups(); group++) {
      long result = RawMemory.at(to, (long) group * perGroup);
      for (int kh = 0; kh < w.kernelH(); kh++) {
        long tap =
            RawMemory.at(
                from,
                (long) kh * w.dilationH() * Patches.paddedWidth(conv) * channels
                    + (long) group * depth);
        long factors =
            RawMemory.at(
                weight, (long) kh * w.kernelW() * depth * filters + (long) group * perGroup);
        boolean first = kh == 0 && !accumulate;
        long groupBias = bias == 0 ? 0 : RawMemory.at(bias, (long) group * perGroup);
        engine.primitives.product(
            result,
            filters,
            pixels,
            perGroup,
            tap,
            view,
            factors,
            filters,
            first ? groupBias : result,
            first ? 0 : filters,
            relu && kh == w.kernelH() - 1);
      }
    }
  }
}
