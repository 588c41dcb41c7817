package dev.conform.runtime.kernel;

import dev.conform.runtime.kernel.Conv2d.Algorithm;

/** Convolution, bias and activation. */
final class ConvForward extends Job {

  private final Engine engine;
  private final Depthwise depthwise;
  private final DirectRows directRows;
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

  ConvForward(Engine engine) {
    this.engine = engine;
    this.winogradProduct = new WinogradProduct(engine);
    this.depthwise = new Depthwise(engine);
    this.panelProduct = new PanelProduct(engine);
    this.directRows = new DirectRows(engine);
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
    start(WinogradFilter.of(shape));
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
      case ROWS -> start(prepared.filter());
      case PANELS -> panelProduct.run(output, input, weight, bias, added, shape, f, leak, images);
      case POINTS -> {
        engine.requireWorkspace(shape);
        winogradProduct.run(
            output, input, weight, bias, added, shape, prepared.filter(), f, leak, images);
      }
    }
  }

  /** Convolves depthwise what another convolution makes, with prepared parameters. */
  void run(
      String me,
      Tensor outputTensor,
      RowSource source,
      Conv2d maker,
      Prepared prepared,
      Conv2d shape,
      Activation f,
      float leak,
      int images) {
    if (!Patches.isDepthwise(shape)
        || shape.inChannels() != maker.outChannels()
        || shape.inHeight() != maker.outHeight()
        || shape.inWidth() != maker.outWidth()) {
      throw new IllegalArgumentException(
          "%s: %s has to be depthwise and to read what %s makes".formatted(me, shape, maker));
    }
    prepared.requireFor(shape);
    long to = Check.tensor(me, "output", outputTensor, images * ConvShape.outFloats(shape));
    long factors =
        Check.tensor(me, "prepared weight", prepared.weight(), ConvShape.weightFloats(shape));
    long shifts = Check.tensor(me, "prepared bias", prepared.bias(), shape.outChannels());
    if (source == panelProduct && isMadeAtOnce(maker, shape.window(), images)) {
      long made = engine.shared();
      panelProduct.convolve(made, 0);
      depthwise.forward(to, made, factors, shifts, 0, shape, f, leak, images);
    } else {
      depthwise.forward(to, source, maker, factors, shifts, shape, f, leak, images);
    }
  }

  /**
   * Tells whether what a convolution makes for a depthwise one fits into the workers' bands, and an
   * image has to be cut: each worker would make the rows at the cut that windows on both sides
   * reach, of 14 rows for 5×5 windows every fourth or fifth twice.
   */
  private boolean isMadeAtOnce(Conv2d maker, Window window, int images) {
    int threads = engine.threads();
    return images < threads
        && images * ConvShape.outFloats(maker) <= threads * Band.floats(maker, window);
  }

  /**
   * Gets a convolution ready that makes rows for the operation that reads them.
   *
   * @param me that operation's kernel
   */
  RowSource rows(
      String me,
      Tensor inputTensor,
      Prepared prepared,
      Conv2d shape,
      Activation f,
      float leak,
      int images) {
    boolean isDirect = shape.algorithm() == Algorithm.DIRECT && !Patches.isDepthwise(shape);
    if (!isDirect && shape.algorithm() != Algorithm.POINTWISE) {
      throw new IllegalArgumentException(
          "%s: %s cannot be made row by row; it has to be POINTWISE, or DIRECT and not depthwise"
              .formatted(me, shape));
    }
    prepared.requireFor(shape);
    Check.batch(me, images);
    long from = Check.tensor(me, "input", inputTensor, images * ConvShape.inFloats(shape));
    long factors =
        Check.tensor(me, "prepared weight", prepared.weight(), ConvShape.weightFloats(shape));
    long shifts = Check.tensor(me, "prepared bias", prepared.bias(), shape.outChannels());
    if (isDirect) {
      directRows.of(from, factors, shifts, shape, f, leak, images);
      return directRows;
    }
    panelProduct.of(from, factors, shifts, shape, f, leak, images);
    return panelProduct;
  }

  /** Adds to the output, without bias and activation. */
  void accumulate(
      Tensor outputTensor, Tensor inputTensor, Tensor weightTensor, Conv2d shape, int images) {
    take(outputTensor, inputTensor, weightTensor, shape, images);
    bias = 0;
    added = output;
    activation = Activation.IDENTITY;
    start(WinogradFilter.of(shape));
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

  private void start(WinogradFilter filter) {
    if (Patches.isDepthwise(conv)) {
      depthwise.forward(output, input, weight, bias, added, conv, activation, slope, batch);
      return;
    }
    if (conv.algorithm() == Algorithm.WINOGRAD) {
      engine.requireWorkspace(conv);
      winogradProduct.runWeight(
          output, input, weight, conv, false, bias, added, conv, filter, activation, slope, batch);
      return;
    }
    engine.requireWorkspace(conv);
    if (conv.algorithm() == Algorithm.DIRECT) {
      directRows.of(input, weight, bias, conv, activation, slope, batch);
    }
    engine.run(this, (long) batch * conv.outHeight(), ConvShape.steps(conv) * batch);
  }

  @Override
  void run(int piece, int pieces) {
    if (conv.algorithm() == Algorithm.DIRECT) {
      directRows.begin(piece);
      int outHeight = conv.outHeight();
      long rowFloats = (long) conv.outWidth() * conv.outChannels();
      long row = share((long) batch * outHeight, piece, pieces);
      long end = share((long) batch * outHeight, piece + 1, pieces);
      while (row < end) {
        int top = (int) (row % outHeight);
        int rows = (int) Math.min(end - row, outHeight - top);
        long addend = added == 0 ? 0 : RawMemory.at(added, row * rowFloats);
        long to = RawMemory.at(output, row * rowFloats);
        directRows.rows(piece, to, addend, row / outHeight, top, rows);
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
}
