package dev.conform.runtime.kernel;

/**
 * A 1×1 convolution whose weight is {@linkplain ConvPreparation prepared} in {@link Panels}: {@code
 * [panel][inChannels][channels of the panel]}. A register tile reads a panel from first to last, so
 * nothing has to be packed, and begins with the bias or the residual. A piece does some pixels, or
 * where there are few of them all pixels of some panels.
 */
final class PanelProduct extends Job {

  /** The pixels that a panel meets should stay in the second-level cache: 512 KiB. */
  private static final int STRIP_FLOATS = 1 << 17;

  /** With fewer pixels reading a panel takes longer than multiplying by it. */
  private static final int LEAST_STRIP = 64;

  private final Engine engine;
  private long output;
  private long input;
  private long weight;
  private long bias;
  private long residual;
  private Conv2d conv = Conv2d.of(1, 1, 1);
  private Activation activation = Activation.IDENTITY;
  private float slope;
  private long pixels;
  private boolean byPanels;

  PanelProduct(Engine engine) {
    this.engine = engine;
  }

  /**
   * Convolves: output = f(input · weight + bias + residual).
   *
   * @param added what is added to the result, of its shape; may be the output itself, or 0 for none
   */
  void run(
      long to,
      long from,
      Prepared prepared,
      long added,
      Conv2d shape,
      Activation f,
      float leak,
      int images) {
    output = to;
    input = from;
    weight = prepared.weight().segment().address();
    bias = prepared.bias().segment().address();
    residual = added;
    conv = shape;
    activation = f;
    slope = leak;
    pixels = (long) images * shape.outHeight() * shape.outWidth();
    byPanels =
        pixels < (long) LEAST_STRIP * engine.threads() && Panels.count(shape) >= engine.threads();
    long units = byPanels ? Panels.count(shape) : pixels;
    engine.run(this, units, ConvShape.steps(shape) * images);
  }

  @Override
  void run(int piece, int pieces) {
    int panels = Panels.count(conv);
    int firstPanel = byPanels ? (int) share(panels, piece, pieces) : 0;
    int endPanel = byPanels ? (int) share(panels, piece + 1, pieces) : panels;
    long first = byPanels ? 0 : share(pixels, piece, pieces);
    long end = byPanels ? pixels : share(pixels, piece + 1, pieces);
    int strip = Math.max(LEAST_STRIP, STRIP_FLOATS / conv.inChannels());
    for (long pixel = first; pixel < end; pixel += strip) {
      int count = (int) Math.min(strip, end - pixel);
      for (int panel = firstPanel; panel < endPanel; panel++) {
        multiply(pixel, count, panel, piece);
      }
      finish(pixel, count, firstPanel, endPanel);
    }
  }

  private void multiply(long pixel, int count, int panel, int piece) {
    int channels = conv.inChannels();
    int filters = conv.outChannels();
    int column = panel * Panels.WIDTH;
    int width = Panels.width(conv, panel);
    long at = pixel * filters + column;
    long to = RawMemory.at(output, at);
    long from = RawMemory.at(input, pixel * channels);
    long factors = RawMemory.at(weight, (long) column * channels);
    long start = residual == 0 ? RawMemory.at(bias, column) : RawMemory.at(residual, at);
    boolean relu = activation == Activation.RELU && residual == 0;
    engine.primitives.product(
        to,
        filters,
        count,
        width,
        from,
        engine.view(piece).matrix(count, channels, channels, 1),
        factors,
        width,
        start,
        residual == 0 ? 0 : filters,
        relu);
  }

  /** Does what the product has not done, while the strip is in the cache. */
  private void finish(long pixel, int count, int firstPanel, int endPanel) {
    boolean isDone = activation == Activation.IDENTITY || activation == Activation.RELU;
    if (residual == 0 && isDone) {
      return;
    }
    int filters = conv.outChannels();
    int column = firstPanel * Panels.WIDTH;
    int columns = Math.min(filters, endPanel * Panels.WIDTH) - column;
    // Whole rows lie one after the other.
    boolean whole = columns == filters;
    int runs = whole ? 1 : count;
    long rows = whole ? count : 1;
    for (int run = 0; run < runs; run++) {
      long at = RawMemory.at(output, (pixel + run) * filters + column);
      if (residual != 0) {
        engine.primitives.bias(
            at, rows, columns, RawMemory.at(bias, column), activation == Activation.RELU);
      }
      if (!isDone) {
        engine.primitives.activate(activation, slope, at, at, rows * columns);
      }
    }
  }
}
