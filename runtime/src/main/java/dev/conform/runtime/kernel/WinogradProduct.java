package dev.conform.runtime.kernel;

/**
 * A convolution at the points of Winograd's tiles. A task is a chunk of tiles, or where there are
 * few of them a chunk and one panel: then each piece transforms the chunk for itself, which is
 * cheaper than to wait for another.
 *
 * <p>Kernels may have been transformed before. Else a piece transforms those of one panel and some
 * input channels into the second-level cache and multiplies by them there: they are four times as
 * long as the weight, and to write all of them to memory and read them again takes longer than to
 * transform them for each chunk anew.
 */
final class WinogradProduct extends Job {

  /** Input channels whose kernels of a panel are transformed together: 576 KiB of them. */
  private static final int BLOCK = 64;

  private static final int BLOCK_FLOATS = Winograd.POINTS * BLOCK * Panels.WIDTH;

  /** With fewer kernels, of 128 by 256 channels, caches keep them from one chunk to the next. */
  private static final long LEAST_KERNELS = 128 * 256 * Winograd.POINTS;

  private final Engine engine;
  private final WinogradKernels allKernels;
  private final WinogradTile tile = new WinogradTile();
  private final Tasks tasks;
  private long output;
  private long input;

  /** Transformed kernels, or 0 if the weight is to be transformed. */
  private long kernels;

  private long weight;
  private Conv2d weightShape = Conv2d.of(1, 1, 1);
  private boolean isTurned;
  private long bias;
  private long residual;
  private Conv2d conv = Conv2d.of(1, 1, 1);
  private WinogradFilter filter = WinogradFilter.F4X4_3X3;
  private Activation activation = Activation.IDENTITY;
  private float slope;
  private long tiles;
  private int chunk;
  private int tasksOfChunk;
  private int taskCount;

  WinogradProduct(Engine engine) {
    this.engine = engine;
    this.allKernels = new WinogradKernels(engine);
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
      WinogradFilter form,
      Activation f,
      float leak,
      int images) {
    output = to;
    input = from;
    kernels = transformed;
    bias = biasOrNone;
    residual = added;
    conv = shape;
    filter = form;
    activation = f;
    slope = leak;
    tiles = images * form.tiles(shape);
    cut();
    tile.of(shape, form);
    tasks.reset(taskCount);
    engine.run(this, taskCount, ConvShape.steps(shape) * images);
  }

  /**
   * Convolves as {@link #run}, by a weight that is not transformed.
   *
   * @param original the weight
   * @param originalShape the convolution that it belongs to
   * @param turned whether the one to compute is the {@linkplain Winograd#backward gradient} of that
   */
  void runWeight(
      long to,
      long from,
      long original,
      Conv2d originalShape,
      boolean turned,
      long biasOrNone,
      long added,
      Conv2d shape,
      WinogradFilter form,
      Activation f,
      float leak,
      int images) {
    weight = original;
    weightShape = originalShape;
    isTurned = turned;
    long transformed = 0;
    if (!transformsByBlocks(shape, form)) {
      transformed = engine.shared();
      allKernels.run(transformed, original, originalShape, form, turned);
    }
    run(to, from, transformed, biasOrNone, added, shape, form, f, leak, images);
  }

  /**
   * Tells whether the kernels are transformed where they are used: where there are many, a panel
   * for each worker, and room for a block of each worker in the scratch that they share.
   */
  private boolean transformsByBlocks(Conv2d shape, WinogradFilter form) {
    int threads = engine.threads();
    long floats = form.kernelFloats(shape);
    return floats >= LEAST_KERNELS
        && floats >= (long) threads * BLOCK_FLOATS
        && Panels.count(shape) >= threads;
  }

  /** Cuts the work into tasks of the same size, by the shape and the number of threads alone. */
  private void cut() {
    int panels = Panels.count(conv);
    int threads = engine.threads();
    long most = chunkLimit();
    boolean byPanels = kernels == 0 || (tiles < most * threads && panels >= threads);
    long chunks = (tiles + most - 1) / most;
    if (!byPanels) {
      chunks = (chunks + threads - 1) / threads * threads;
    }
    chunk = Panels.share(tiles, chunks, most);
    tasksOfChunk = byPanels ? panels : 1;
    taskCount = Math.toIntExact((tiles + chunk - 1) / chunk * tasksOfChunk);
  }

  /** With one panel of products at a time there is room for more tiles than in other directions. */
  private int chunkLimit() {
    int most = Winograd.chunk(conv) * Winograd.POINTS / filter.points;
    if (kernels != 0) {
      return most / Panels.TILE_ROWS * Panels.TILE_ROWS;
    }
    int channels = conv.inChannels();
    int fitting = most * (channels + conv.outChannels()) / (channels + Panels.WIDTH);
    return Math.min(Winograd.MOST_CHUNK, fitting) / Panels.TILE_ROWS * Panels.TILE_ROWS;
  }

  @Override
  void run(int piece, int pieces) {
    int channels = conv.inChannels();
    long scratch = engine.winogradScratch(conv, piece);
    long image = RawMemory.at(scratch, (long) Winograd.POINTS * Winograd.CHANNELS);
    long points = RawMemory.at(scratch, Winograd.tileFloats(conv));
    long products = RawMemory.at(points, (long) filter.points * chunk * channels);
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
        if (kernels == 0) {
          multiplyByWeight(products, points, panel, count, piece);
        } else {
          multiply(products, points, panel, count, piece);
        }
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
          filter.input,
          0,
          filter.size,
          RawMemory.at(points, (long) i * channels),
          filter.size * point,
          point,
          from,
          from == image ? (long) filter.size * channels : (long) conv.inWidth() * channels,
          channels,
          channels,
          scratch,
          0,
          false);
    }
  }

  private void multiply(long products, long points, int panel, int count, int piece) {
    int channels = conv.inChannels();
    long panelKernels = (long) panel * Panels.WIDTH * channels * filter.points;
    long factors = RawMemory.at(kernels, panelKernels);
    multiply(products, points, factors, panel, 0, channels, count, piece);
  }

  /** Transforms a panel of the weight, some input channels at a time, and multiplies by it. */
  private void multiplyByWeight(long products, long points, int panel, int count, int piece) {
    int channels = conv.inChannels();
    int width = Panels.width(conv, panel);
    long block = RawMemory.at(engine.shared(), (long) BLOCK_FLOATS * piece);
    for (int first = 0; first < channels; first += BLOCK) {
      int some = Math.min(BLOCK, channels - first);
      for (int i = 0; i < some; i += Winograd.CHANNELS) {
        WinogradKernels.transform(
            engine,
            piece,
            RawMemory.at(block, (long) i * width),
            (long) some * width,
            weight,
            weightShape,
            filter,
            isTurned,
            first + i,
            panel * Panels.WIDTH,
            width);
      }
      multiply(products, points, block, panel, first, some, count, piece);
    }
  }

  /**
   * Multiplies some channels at all points; what channels before the first have made is added.
   *
   * @param factors kernels of the panel and these channels
   */
  private void multiply(
      long products,
      long points,
      long factors,
      int panel,
      int first,
      int some,
      int count,
      int piece) {
    int channels = conv.inChannels();
    int width = Panels.width(conv, panel);
    StridedView view = engine.view(piece).matrix(count, channels, some, 1);
    for (int point = 0; point < filter.points; point++) {
      long to = RawMemory.at(products, (long) point * count * width);
      engine.primitives.product(
          to,
          width,
          count,
          width,
          RawMemory.at(points, (long) point * count * channels + first),
          view,
          RawMemory.at(factors, (long) point * some * width),
          width,
          0,
          first == 0 ? 0 : to,
          false);
    }
  }

  private void transformOutput(
      long products, int panel, long first, int count, long image, long scratch) {
    int filters = conv.outChannels();
    int column = panel * Panels.WIDTH;
    int width = Panels.width(conv, panel);
    int size = filter.outputs;
    long point = (long) count * width;
    boolean relu = activation == Activation.RELU;
    boolean isSimple = residual == 0 && (relu || activation == Activation.IDENTITY);
    for (int i = 0; i < count; i++) {
      long offset = tile.output(first + i) + column;
      boolean direct = isSimple && tile.isWhole(first + i);
      engine.primitives.winograd(
          filter.output,
          0,
          size,
          direct ? RawMemory.at(output, offset) : image,
          direct ? (long) conv.outWidth() * filters : (long) size * width,
          direct ? filters : width,
          RawMemory.at(products, (long) i * width),
          filter.size * point,
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
    int size = filter.outputs;
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
