package dev.conform.runtime.kernel;

/**
 * A convolution in one group whose weight is {@linkplain ConvPreparation prepared} in {@link
 * Panels}: {@code [panel][kernelH][kernelW][inChannels][channels of the panel, up to a whole
 * vector]}. Its patches are gathered strip by strip, unless the input is the matrix of patches
 * already. A register tile reads a panel from first to last, so nothing has to be packed.
 *
 * <p>A task is a strip, or where weights are more than patches a strip and one panel.
 */
final class PanelProduct extends Job {

  /** The patches that a panel meets should stay in the second-level cache: 512 KiB. */
  private static final int STRIP_FLOATS = 1 << 17;

  /** With fewer pixels reading a panel takes longer than multiplying by it. */
  private static final int LEAST_STRIP = 64;

  /** In the time that reading a vector of weights takes so many are multiplied. */
  private static final int STEPS_OF_WEIGHTS = 16;

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
    output = to;
    input = from;
    weight = panels;
    bias = addedBias;
    residual = added;
    engine.requireWorkspace(shape);
    conv = shape;
    activation = f;
    slope = leak;
    pixels = (long) images * shape.outHeight() * shape.outWidth();
    cut();
    tasks.reset(taskCount);
    long reading = STEPS_OF_WEIGHTS * ConvShape.weightFloats(shape) / Tensor.ALIGNMENT;
    engine.run(this, taskCount, ConvShape.steps(shape) * images + reading);
  }

  /** Cuts the work into tasks of the same size, by the shape and the number of threads alone. */
  private void cut() {
    int panels = Panels.count(conv);
    int threads = engine.threads();
    boolean isWide = panels >= 2 * threads && pixels < conv.outChannels();
    boolean byPanels = isWide || (pixels < (long) LEAST_STRIP * threads && panels >= threads);
    long most = Math.max(LEAST_STRIP, STRIP_FLOATS / conv.patch());
    if (!Patches.isPointwise(conv)) {
      most = Math.min(most, Kernels.workspaceFloats(conv) / conv.patch());
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
      if (pixel != gathered && !Patches.isPointwise(conv)) {
        Patches.gather(engine.primitives, engine.workspace(piece), input, conv, 0, pixel, count);
        gathered = pixel;
      }
      int first = tasksOfStrip == 1 ? 0 : task % tasksOfStrip;
      int end = tasksOfStrip == 1 ? panels : first + 1;
      for (int panel = first; panel < end; panel++) {
        multiply(pixel, count, panel, piece);
      }
      activate(pixel, count, first, end);
    }
  }

  private void multiply(long pixel, int count, int panel, int piece) {
    int patch = conv.patch();
    int filters = conv.outChannels();
    int column = panel * Panels.WIDTH;
    int width = Panels.width(conv, panel);
    long at = pixel * filters + column;
    engine.primitives.product(
        RawMemory.at(output, at),
        filters,
        count,
        width,
        Patches.isPointwise(conv) ? RawMemory.at(input, pixel * patch) : engine.workspace(piece),
        engine.view(piece).matrix(count, patch, patch, 1),
        RawMemory.at(weight, (long) column * patch),
        Panels.stride(conv, panel),
        RawMemory.at(bias, column),
        residual == 0 ? 0 : RawMemory.at(residual, at),
        activation == Activation.RELU);
  }

  /** Applies what the product has not applied, while the strip is in the cache. */
  private void activate(long pixel, int count, int firstPanel, int endPanel) {
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
      long at = RawMemory.at(output, (pixel + run) * filters + column);
      engine.primitives.activate(activation, slope, at, at, rows * columns);
    }
  }
}
