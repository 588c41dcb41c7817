package dev.conform.runtime.kernel;

/**
 * A convolution whose kernels are transformed already. A piece does some tiles, or where there are
 * few of them all tiles of some panels: then it transforms all tiles for itself, which is cheaper
 * than to wait for another.
 */
final class WinogradProduct extends Job {

  private final Engine engine;
  private final WinogradTile tile = new WinogradTile();
  private long output;
  private long input;
  private long kernels;
  private long bias;
  private long residual;
  private Conv2d conv = Conv2d.of(1, 1, 1);
  private Activation activation = Activation.IDENTITY;
  private float slope;
  private long tiles;
  private int chunk;
  private boolean byPanels;

  WinogradProduct(Engine engine) {
    this.engine = engine;
  }

  /**
   * Convolves: output = f(input ∗ kernels + bias + residual).
   *
   * @param to overwritten
   * @param from the images
   * @param transformed as {@link WinogradKernels} left them
   * @param biasOrNone outChannels values, or 0 for none
   * @param added what is added to the result, of its shape; may be the output itself, or 0 for none
   */
  void run(
      long to,
      long from,
      long transformed,
      long biasOrNone,
      long added,
      Conv2d shape,
      Activation f,
      float leak,
      int images) {
    output = to;
    input = from;
    kernels = transformed;
    bias = biasOrNone;
    residual = added;
    conv = shape;
    activation = f;
    slope = leak;
    tiles = images * Winograd.tiles(shape);
    int panels = Panels.count(shape);
    chunk = Winograd.chunk(shape);
    byPanels = tiles < (long) chunk * engine.threads() && panels >= engine.threads();
    tile.of(shape);
    engine.run(this, byPanels ? panels : tiles, ConvShape.steps(shape) * images);
  }

  @Override
  void run(int piece, int pieces) {
    int channels = conv.inChannels();
    long scratch = engine.winogradScratch(conv, piece);
    long image = RawMemory.at(scratch, (long) Winograd.POINTS * Winograd.CHANNELS);
    long points = RawMemory.at(scratch, Winograd.tileFloats(conv));
    long products = RawMemory.at(points, (long) Winograd.POINTS * chunk * channels);
    int panels = Panels.count(conv);
    long first = byPanels ? 0 : share(tiles, piece, pieces);
    long end = byPanels ? tiles : share(tiles, piece + 1, pieces);
    int firstPanel = byPanels ? (int) share(panels, piece, pieces) : 0;
    int endPanel = byPanels ? (int) share(panels, piece + 1, pieces) : panels;
    for (long at = first; at < end; at += chunk) {
      int count = (int) Math.min(chunk, end - at);
      transformInput(points, at, count, image, scratch);
      for (int panel = firstPanel; panel < endPanel; panel++) {
        multiply(products, points, panel, count, piece);
        transformOutput(products, panel, at, count, image, scratch);
      }
    }
  }

  private void transformInput(long points, long first, int count, long image, long scratch) {
    int channels = conv.inChannels();
    long point = (long) count * channels;
    for (int i = 0; i < count; i++) {
      long from = tile.input(engine.primitives, input, first + i, image);
      engine.primitives.winograd(
          WinogradTransform.INPUT,
          0,
          Winograd.SIZE,
          RawMemory.at(points, (long) i * channels),
          Winograd.SIZE * point,
          point,
          from,
          from == image ? (long) Winograd.SIZE * channels : (long) conv.inWidth() * channels,
          channels,
          channels,
          scratch,
          0,
          false);
    }
  }

  private void multiply(long products, long points, int panel, int count, int piece) {
    int channels = conv.inChannels();
    int column = panel * Panels.WIDTH;
    int width = Panels.width(conv, panel);
    long weight = RawMemory.at(kernels, (long) column * channels * Winograd.POINTS);
    StridedView view = engine.view(piece).matrix(count, channels, channels, 1);
    for (int point = 0; point < Winograd.POINTS; point++) {
      engine.primitives.product(
          RawMemory.at(products, (long) point * count * width),
          width,
          count,
          width,
          RawMemory.at(points, (long) point * count * channels),
          view,
          RawMemory.at(weight, (long) point * channels * width),
          width,
          0,
          0,
          false);
    }
  }

  private void transformOutput(
      long products, int panel, long first, int count, long image, long scratch) {
    int filters = conv.outChannels();
    int column = panel * Panels.WIDTH;
    int width = Panels.width(conv, panel);
    int size = Winograd.outputs(conv);
    long point = (long) count * width;
    boolean relu = activation == Activation.RELU;
    boolean isSimple = residual == 0 && (relu || activation == Activation.IDENTITY);
    for (int i = 0; i < count; i++) {
      long offset = tile.output(first + i) + column;
      boolean direct = isSimple && tile.isWhole(first + i);
      engine.primitives.winograd(
          Winograd.outputTransform(conv),
          0,
          size,
          direct ? RawMemory.at(output, offset) : image,
          direct ? (long) conv.outWidth() * filters : (long) size * width,
          direct ? filters : width,
          RawMemory.at(products, (long) i * width),
          Winograd.SIZE * point,
          point,
          width,
          scratch,
          bias == 0 ? 0 : RawMemory.at(bias, column),
          relu && residual == 0);
      if (!direct) {
        finish(offset, width, first + i, image);
      }
    }
  }

  /** Takes what lies inside the image from a tile, and does what the transform does not do. */
  private void finish(long offset, int width, long number, long image) {
    int size = Winograd.outputs(conv);
    int filters = conv.outChannels();
    int rows = tile.outputRows(number);
    int columns = tile.outputColumns(number);
    boolean isDone =
        activation == Activation.IDENTITY || (residual == 0 && activation == Activation.RELU);
    for (int row = 0; row < rows; row++) {
      for (int x = 0; x < columns; x++) {
        long at = offset + ((long) row * conv.outWidth() + x) * filters;
        long to = RawMemory.at(output, at);
        long from = RawMemory.at(image, ((long) row * size + x) * width);
        if (residual == 0) {
          engine.primitives.copy(to, from, width);
        } else {
          engine.primitives.add(to, RawMemory.at(residual, at), from, width);
        }
        if (!isDone) {
          engine.primitives.activate(activation, slope, to, to, width);
        }
      }
    }
  }
}
