package dev.conform.runtime.kernel;

/**
 * A convolution in one group whose weight is {@linkplain ConvPreparation prepared} in {@link
 * Panels}: {@code [panel][kernelH][kernelW][inChannels][channels of the panel, up to a whole
 * vector]}. Its patches are gathered strip by strip, unless the input is the matrix of patches
 * already. A register tile reads a panel from first to last, so nothing has to be packed.
 *
 * <p>A task is a strip, or, where there are few pixels, or weights that are more than patches and
 * stay in no cache, a strip and one panel. Few panels that the workers cannot share evenly are all
 * read by each, for an even share of the pixels: three panels of 49 pixels took two workers a
 * fourth longer by panels.
 */
final class PanelProduct extends Job implements RowSource {

  /**
   * The patches that a panel meets should stay in the second-level cache, or the weights that all
   * patches meet: 512 KiB.
   */
  private static final int STRIP_FLOATS = 1 << 17;

  /** With fewer pixels reading a panel takes longer than multiplying by it. */
  private static final int LEAST_STRIP = 64;

  /** With fewer pixels for each worker, reading all panels takes longer than it gains. */
  private static final int LEAST_EVEN_STRIP = 4 * Panels.TILE_ROWS;

  /** In the time that reading a vector of weights takes so many are multiplied. */
  private static final int STEPS_OF_WEIGHTS = 16;

  /** With so many panels for each worker, one that is left over leaves others idle for a moment. */
  private static final int MANY_PANELS = 4;

  private final Engine engine;
  private final Tasks tasks;
  private long output;
  private long input;
  private long weight;
  private long bias;
  private long residual;
  private Conv2d conv = Conv2d.of(1, 1, 1);
  private Activation activation = Activation.IDENTITY;
  private float slope;
  private int batch;
  private long pixels;
  private int strip;
  private int tasksOfStrip;
  private int taskCount;

  PanelProduct(Engine engine) {
    this.engine = engine;
    this.tasks = new Tasks(engine.threads());
  }

  /**
   * Convolves: output = f(input ∗ weight + bias + residual).
   *
   * @param to overwritten
   * @param from the images
   * @param panels the prepared weight
   * @param addedBias outChannels values
   * @param added what is added to the result, of its shape; may be the output itself, or 0 for none
   */
  void run(
      long to,
      long from,
      long panels,
      long addedBias,
      long added,
      Conv2d shape,
      Activation f,
      float leak,
      int images) {
    of(from, panels, addedBias, shape, f, leak, images);
    engine.requireWorkspace(shape);
    convolve(to, added);
  }

  /** Convolves what {@link #of} has set. */
  void convolve(long to, long added) {
    output = to;
    residual = added;
    cut();
    tasks.reset(taskCount);
    engine.run(this, taskCount, steps());
  }

  /** Sets what is convolved: for {@link #run}, or a pointwise convolution that makes rows. */
  void of(
      long from, long panels, long addedBias, Conv2d shape, Activation f, float leak, int images) {
    input = from;
    weight = panels;
    bias = addedBias;
    conv = shape;
    activation = f;
    slope = leak;
    batch = images;
    pixels = (long) images * shape.outHeight() * shape.outWidth();
  }

  @Override
  public long steps() {
    long reading = STEPS_OF_WEIGHTS * ConvShape.weightFloats(conv) / Tensor.ALIGNMENT;
    return ConvShape.steps(conv) * batch + reading;
  }

  @Override
  public void begin(int piece) {}

  @Override
  public void rows(int piece, long to, long image, int top, int rows) {
    if (rows == 0) {
      return;
    }
    int count = rows * conv.outWidth();
    long pixel = (image * conv.outHeight() + top) * conv.outWidth();
    long from = RawMemory.at(input, pixel * conv.patch());
    int panels = Panels.count(conv);
    for (int panel = 0; panel < panels; panel++) {
      multiply(to, from, 0, count, panel, piece);
    }
    activate(to, count, 0, panels);
  }

  /** Cuts the work into tasks of the same size, by the shape and the number of threads alone. */
  private void cut() {
    int panels = Panels.count(conv);
    int threads = engine.threads();
    boolean isWide =
        panels >= 2 * threads
            && pixels < conv.outChannels()
            && ConvShape.weightFloats(conv) > STRIP_FLOATS;
    boolean byPanels = isWide || (pixels < (long) LEAST_STRIP * threads && panels >= threads);
    long most = Math.max(LEAST_STRIP, STRIP_FLOATS / conv.patch());
    if (!Patches.isPointwise(conv)) {
      most = Math.min(most, Kernels.workspaceFloats(conv) / conv.patch());
    }
    long evenStrip = (pixels + threads - 1) / threads;
    boolean isUneven = panels % threads != 0 && panels < MANY_PANELS * threads;
    if (byPanels && isUneven && evenStrip >= LEAST_EVEN_STRIP && evenStrip <= most) {
      strip = (int) evenStrip;
      tasksOfStrip = 1;
      taskCount = Math.toIntExact((pixels + strip - 1) / strip);
      return;
    }
    long strips = (pixels + most - 1) / most;
    if (!byPanels) {
      strips = (strips + threads - 1) / threads * threads;
    }
    strip = Panels.share(pixels, strips, most);
    tasksOfStrip = byPanels ? panels : 1;
    taskCount = Math.toIntExact((pixels + strip - 1) / strip * tasksOfStrip);
  }

  @Override
  void run(int piece, int pieces) {
    int panels = Panels.count(conv);
    long gathered = -1;
    for (int task = tasks.take(piece); task >= 0; task = tasks.take(piece)) {
      long pixel = (long) (task / tasksOfStrip) * strip;
      int count = (int) Math.min(strip, pixels - pixel);
      boolean isPointwise = Patches.isPointwise(conv);
      if (pixel != gathered && !isPointwise) {
        Patches.gather(engine.primitives, engine.workspace(piece), input, conv, 0, pixel, count);
        gathered = pixel;
      }
      long from = isPointwise ? RawMemory.at(input, pixel * conv.patch()) : engine.workspace(piece);
      long first = pixel * conv.outChannels();
      long to = RawMemory.at(output, first);
      long added = residual == 0 ? 0 : RawMemory.at(residual, first);
      int firstPanel = tasksOfStrip == 1 ? 0 : task % tasksOfStrip;
      int endPanel = tasksOfStrip == 1 ? panels : firstPanel + 1;
      for (int panel = firstPanel; panel < endPanel; panel++) {
        multiply(to, from, added, count, panel, piece);
      }
      activate(to, count, firstPanel, endPanel);
    }
  }

  /**
   * Multiplies patches by a panel.
   *
   * @param to the first pixel's channels
   * @param added what is added to them, or 0
   */
  private void multiply(long to, long patches, long added, int count, int panel, int piece) {
    int patch = conv.patch();
    int column = panel * Panels.WIDTH;
    engine.primitives.product(
        RawMemory.at(to, column),
        conv.outChannels(),
        count,
        Panels.width(conv, panel),
        patches,
        engine.view(piece).matrix(count, patch, patch, 1),
        RawMemory.at(weight, (long) column * patch),
        Panels.stride(conv, panel),
        RawMemory.at(bias, column),
        added == 0 ? 0 : RawMemory.at(added, column),
        activation == Activation.RELU);
  }

  /** Applies what the product has not applied, while the strip is in the cache. */
  private void activate(long to, int count, int firstPanel, int endPanel) {
    if (activation == Activation.IDENTITY || activation == Activation.RELU) {
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
      long at = RawMemory.at(to, (long) run * filters + column);
      engine.primitives.activate(activation, slope, at, at, rows * columns);
    }
  }
}
