package dev.conform.runtime.kernel;

/** Rows of a direct convolution, by a register tile straight from the input. */
final class DirectRows implements RowSource {

  private final Engine engine;
  private final StridedView view = new StridedView();
  private Conv2d conv = Conv2d.of(1, 1, 1);
  private long input;
  private long weight;
  private long bias;
  private Activation activation = Activation.IDENTITY;
  private float slope;
  private int batch;
  private int together;

  DirectRows(Engine engine) {
    this.engine = engine;
  }

  /**
   * Sets what is convolved.
   *
   * @param addedBias 0 for none
   */
  void of(
      long images,
      long factors,
      long addedBias,
      Conv2d shape,
      Activation f,
      float leak,
      int imageCount) {
    input = images;
    weight = factors;
    bias = addedBias;
    conv = shape;
    activation = f;
    slope = leak;
    batch = imageCount;
    together = WideKernel.pixels(shape);
    if (together > 1) {
      WideKernel.forwardView(view, conv, together);
    } else {
      ConvShape.forwardView(view, conv);
    }
  }

  @Override
  public long steps() {
    return ConvShape.steps(conv) * batch;
  }

  @Override
  public void begin(int piece) {
    if (together == 1) {
      return;
    }
    long wideWeight = wideWeight(piece);
    WideKernel.spread(engine.primitives, wideWeight, weight, conv, together);
    if (bias != 0) {
      int filters = conv.outChannels();
      for (int pixel = 0; pixel < together; pixel++) {
        engine.primitives.copy(
            RawMemory.at(wideBias(wideWeight), (long) pixel * filters), bias, filters);
      }
    }
  }

  @Override
  public void rows(int piece, long to, long image, int top, int rows) {
    rows(piece, to, 0, image, top, rows);
  }

  /**
   * Makes rows of one image.
   *
   * @param addend what is added before the activation; 0 for nothing
   */
  void rows(int piece, long to, long addend, long image, int top, int rows) {
    if (rows == 0) {
      return;
    }
    Window w = conv.window();
    long source = RawMemory.at(input, image * ConvShape.inFloats(conv));
    int height = (rows - 1) * w.strideH() + (w.kernelH() - 1) * w.dilationH() + 1;
    long from =
        Patches.padded(
            engine.primitives, source, conv, top * w.strideH(), height, engine.workspace(piece));
    int pixels = rows * conv.outWidth();
    if (together > 1) {
      wide(piece, to, addend, from, pixels);
    } else if (ConvShape.isJoined(conv)) {
      engine.primitives.product(
          to,
          conv.outChannels(),
          pixels,
          conv.outChannels(),
          from,
          view,
          weight,
          conv.outChannels(),
          bias,
          addend,
          activation == Activation.RELU);
    } else {
      byTapRows(to, addend, from, pixels);
    }
    if (activation != Activation.IDENTITY && activation != Activation.RELU) {
      long floats = (long) pixels * conv.outChannels();
      engine.primitives.activate(activation, slope, to, to, floats);
    }
  }

  private void wide(int piece, long to, long addend, long from, int pixels) {
    int columns = together * conv.outChannels();
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
        activation == Activation.RELU);
  }

  /** Adds up the rows of the kernel, group by group. */
  private void byTapRows(long to, long addend, long from, int pixels) {
    Window w = conv.window();
    int filters = conv.outChannels();
    int channels = conv.inChannels();
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
            activation == Activation.RELU && kh == w.kernelH() - 1);
      }
    }
  }

  /** Returns where a piece keeps the weight of {@link WideKernel}: behind the padded image. */
  private long wideWeight(int piece) {
    return RawMemory.at(engine.workspace(piece), ConvShape.aligned(Patches.paddedFloats(conv)));
  }

  private long wideBias(long wideWeight) {
    return RawMemory.at(wideWeight, WideKernel.weightFloats(conv, together));
  }
}
