package dev.conform.runtime.kernel;

/**
 * A convolution whose kernels are transformed already. A task is a chunk of tiles, or where there
 * are few of them a chunk and one panel: then each piece transforms the chunk for itself, which is
 * cheaper than to wait for another.
 */
final class WinogradProduct extends Job {

  private final Engine engine;
  private final WinogradTile tile = new WinogradTile();
  private final Tasks tasks;
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
  private int tasksOfChunk;
  private int taskCount;

  WinogradProduct(Engine engine) {
    this.engine = engine;
    this.tasks = new Tasks(engine.threads());
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
    cut();
    tile.of(shape);
    tasks.reset(taskCount);
    engine.run(this, taskCount, ConvShape.steps(shape) * images);
  }

  /** Cuts the work into tasks of the same size, by the shape and the number of threads alone. */
  private void cut() {
    int panels = Panels.count(conv);
    int threads = engine.threads();
    long most = Winograd.chunk(conv);
    boolean byPanels = tiles < most * threads && panels >= threads;
    long chunks = (tiles + most - 1) / most;
    if (!byPanels) {
      chunks = (chunks + threads - 1) / threads * threads;
    }
    chunk = Panels.share(tiles, chunks, most);
    tasksOfChunk = byPanels ? panels : 1;
    taskCount = Math.toIntExact((tiles + chunk - 1) / chunk * tasksOfChunk);
  }

  @Override
  void run(int piece, int pieces) {
    int channels = conv.inChannels();
    long scratch = engine.winogradScratch(conv, piece);
    long image = RawMemory.at(scratch, (long) Winograd.POINTS * Winograd.CHANNELS);
    long points = RawMemory.at(scratch, Winograd.tileFloats(conv));
    long products = RawMemory.at(points, (long) Winograd.POINTS * chunk * channels);
    int panels = Panels.count(conv);
    long transformed = -1;
    for (int task = tasks.take(piece); task >= 0; task = tasks.take(piece)) {
      long at = (long) (task / tasksOfChunk) * chunk;
      int count = (int) Math.min(chunk, tiles - at);
      if (at != transformed) {
        transformInput(points, at, count, image, scratch);
        transformed = at;
      }
      int first = tasksOfChunk == 1 ? 0 : task % tasksOfChunk;
      int end = tasksOfChunk == 1 ? panels : first + 1;
      for (int panel = first; panel < end; panel++) {
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
