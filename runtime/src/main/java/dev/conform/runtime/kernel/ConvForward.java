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

  /** What the result is added to, of its shape; may be the output itself, or 0 for none. */
  private long added;

  private Conv2d conv = Conv2d.of(1, 1, 1);
  private Activation activation = Activation.IDENTITY;
  private float slope;
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
    take(outputTensor, inputTensor, weightTensor, shape, images);
    bias = Check.optional("conv2dForward", "bias", biasTensor, shape.outChannels());
    added = 0;
    activation = f;
    slope = leak;
    start();
  }

  /** Convolves with prepared parameters; the residual may be the output itself. */
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
    prepared.requireFor(shape);
    take(outputTensor, inputTensor, prepared.weight(), shape, images);
    bias = Check.tensor(me, "prepared bias", prepared.bias(), shape.outChannels());
    added = Check.optional(me, "residual", residualTensor, images * ConvShape.outFloats(shape));
    activation = f;
    slope = leak;
    switch (prepared.form()) {
      case ROWS -> start();
      case PANELS -> panelProduct.run(output, input, weight, bias, added, shape, f, leak, images);
      case POINTS -> {
        engine.requireWorkspace(shape);
        winogradProduct.run(output, input, weight, bias, added, shape, f, leak, images);
      }
    }
  }

  /** Adds to the output, without bias and activation. */
  void accumulate(
      Tensor outputTensor, Tensor inputTensor, Tensor weightTensor, Conv2d shape, int images) {
    take(outputTensor, inputTensor, weightTensor, shape, images);
    bias = 0;
    added = output;
    activation = Activation.IDENTITY;
    start();
  }

  private void take(
      Tensor outputTensor, Tensor inputTensor, Tensor weightTensor, Conv2d shape, int images) {
    String me = "conv2dForward";
    Check.batch(me, images);
    conv = shape;
    batch = images;
    output = Check.tensor(me, "output", outputTensor, images * ConvShape.outFloats(shape));
    input = Check.tensor(me, "input", inputTensor, images * ConvShape.inFloats(shape));
    weight = Check.tensor(me, "weight", weightTensor, ConvShape.weightFloats(shape));
  }

  private void start() {
    if (Patches.isDepthwise(conv)) {
      depthwise.forward(output, input, weight, bias, added, conv, activation, slope, batch);
      return;
    }
    if (conv.algorithm() == Algorithm.WINOGRAD) {
      engine.requireWorkspace(conv);
      winogradKernels.run(engine.shared(), weight, conv, false);
      winogradProduct.run(
          output, input, engine.shared(), bias, added, conv, activation, slope, batch);
      return;
    }
    engine.requireWorkspace(conv);
    together = conv.algorithm() == Algorithm.DIRECT ? WideKernel.pixels(conv) : 1;
    if (together > 1) {
      WideKernel.forwardView(view, conv, together);
    } else {
      ConvShape.forwardView(view, conv);
    }
    engine.run(this, (long) batch * conv.outHeight(), ConvShape.steps(conv) * batch);
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
        direct(row / outHeight, top, rows, piece);
        activate(row * conv.outWidth(), (long) rows * conv.outWidth());
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
        addBias(pixel, count);
        activate(pixel, count);
      }
    }
  }

  /** Puts what is added where the matrix product adds to it, unless it lies there. */
  private void begin(long firstPixel, long pixels) {
    if (added != 0 && added != output) {
      long offset = firstPixel * conv.outChannels();
      engine.primitives.copy(
          RawMemory.at(output, offset), RawMemory.at(added, offset), pixels * conv.outChannels());
    }
  }

  /** Does after the matrix product what our own does itself: adds the bias and applies RELU. */
  private void addBias(long firstPixel, long pixels) {
    boolean relu = activation == Activation.RELU;
    if (bias != 0 || relu) {
      int filters = conv.outChannels();
      engine.primitives.bias(
          RawMemory.at(output, firstPixel * filters), pixels, filters, bias, relu);
    }
  }

  private void activate(long firstPixel, long pixels) {
    if (activation != Activation.IDENTITY && activation != Activation.RELU) {
      int filters = conv.outChannels();
      long at = RawMemory.at(output, firstPixel * filters);
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
              added != 0,
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
              added != 0,
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
    long offset = (image * conv.outHeight() + top) * conv.outWidth() * (long) filters;
    long to = RawMemory.at(output, offset);
    long addend = added == 0 ? 0 : RawMemory.at(added, offset);
    boolean relu = activation == Activation.RELU;
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
          WideKernel.STRIDE,
          bias == 0 ? 0 : wideBias(factors),
          addend,
          relu);
      return;
    }
    if (ConvShape.isJoined(conv)) {
      engine.primitives.product(
          to, filters, pixels, filters, from, view, weight, filters, bias, addend, relu);
      return;
    }
    int depth = channels / conv.groups();
    int perGroup = filters / conv.groups();
    for (int group = 0; group < conv.groups(); group++) {
      long result = RawMemory.at(to, (long) group * perGroup);
      long groupAddend = addend == 0 ? 0 : RawMemory.at(addend, (long) group * perGroup);
      for (int kh = 0; kh < w.kernelH(); kh++) {
        long tap =
            RawMemory.at(
                from,
                (long) kh * w.dilationH() * Patches.paddedWidth(conv) * channels
                    + (long) group * depth);
        long factors =
            RawMemory.at(
                weight, (long) kh * w.kernelW() * depth * filters + (long) group * perGroup);
        boolean first = kh == 0;
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
            first ? groupBias : 0,
            first ? groupAddend : result,
            relu && kh == w.kernelH() - 1);
      }
    }
  }
}
