package dev.conform.runtime.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Work on the rows of what slides a window over each channel: a depthwise convolution, which has
 * one filter for each channel, or a pool. Rows are cut among the pieces, those of one image too,
 * and each row into runs of pixels that see the same taps. A weight's taps are rows of channels, so
 * all directions work on whole pixels.
 *
 * <p>The input lies in memory, or a convolution makes its rows where they are wanted.
 */
abstract class WindowRows extends Job {

  final Engine engine;
  private final TapRun[] runs;
  private final Band[] bands;
  private @Nullable RowSource source;
  private Conv2d maker = Conv2d.of(1, 1, 1);
  private TapAxis[] vertical = {};
  private TapAxis[] horizontal = {};
  private int phasesH;
  private int phasesW;
  private int outWidth;
  private int inHeight;
  private int inWidth;
  private long rows;

  /** What the windows slide over; unused where it is made. */
  long input;

  int channels;
  int outHeight;
  Window window = Window.of(1, 1);

  WindowRows(Engine engine) {
    this.engine = engine;
    this.runs = new TapRun[engine.threads()];
    this.bands = new Band[engine.threads()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = new TapRun();
      bands[i] = new Band();
    }
  }

  /** Sets the taps that output pixels read. */
  final void forward(Conv2d conv, int batch) {
    Window w = conv.window();
    shape(w, conv.inChannels(), 1, 1);
    size(conv.outHeight(), conv.outWidth(), conv.inHeight(), conv.inWidth(), batch);
    forward(w);
  }

  /** Sets the taps that the windows of a pool read. */
  final void forward(Pool2d pool, int batch) {
    shape(pool.window(), pool.channels(), 1, 1);
    size(pool.outHeight(), pool.outWidth(), pool.inHeight(), pool.inWidth(), batch);
    forward(pool.window());
  }

  private void forward(Window w) {
    vertical[0].forward(w.kernelH(), w.strideH(), w.padTop(), w.dilationH(), inHeight, outHeight);
    horizontal[0].forward(w.kernelW(), w.strideW(), w.padLeft(), w.dilationW(), inWidth, outWidth);
  }

  /** Sets the output pixels that input pixels have their gradient from: the two change places. */
  final void backward(Conv2d conv, int batch) {
    Window w = conv.window();
    shape(w, conv.inChannels(), w.strideH(), w.strideW());
    size(conv.inHeight(), conv.inWidth(), conv.outHeight(), conv.outWidth(), batch);
    for (int phase = 0; phase < phasesH; phase++) {
      vertical[phase].backward(
          phase, w.kernelH(), w.strideH(), w.padTop(), w.dilationH(), outHeight, inHeight);
    }
    for (int phase = 0; phase < phasesW; phase++) {
      horizontal[phase].backward(
          phase, w.kernelW(), w.strideW(), w.padLeft(), w.dilationW(), outWidth, inWidth);
    }
  }

  private void shape(Window newWindow, int newChannels, int newPhasesH, int newPhasesW) {
    window = newWindow;
    channels = newChannels;
    phasesH = newPhasesH;
    phasesW = newPhasesW;
    vertical = atLeast(phasesH, vertical);
    horizontal = atLeast(phasesW, horizontal);
  }

  /** Makes room; only the first use of a larger stride allocates. */
  private static TapAxis[] atLeast(int count, TapAxis[] axes) {
    if (axes.length >= count) {
      return axes;
    }
    TapAxis[] more = new TapAxis[count];
    for (int i = 0; i < count; i++) {
      more[i] = new TapAxis();
    }
    return more;
  }

  private void size(int newOutHeight, int newOutWidth, int newInHeight, int newInWidth, int batch) {
    outHeight = newOutHeight;
    outWidth = newOutWidth;
    inHeight = newInHeight;
    inWidth = newInWidth;
    rows = (long) batch * outHeight;
    source = null;
  }

  /** Lets a convolution make what the windows slide over. */
  final void readFrom(RowSource convolution, Conv2d shape) {
    source = convolution;
    maker = shape;
  }

  final long rows() {
    return rows;
  }

  final long rowFloats() {
    return (long) outWidth * channels;
  }

  /**
   * Does a run of a row.
   *
   * @param out offset of its first pixel, in floats
   * @param in address of what the first tap of that pixel reads
   * @param weight offset of the weights of that tap, in floats
   */
  abstract void run(int piece, long out, long in, long weight, TapRun run);

  /** Does what is left when a row's runs are done; out is the row's offset. */
  abstract void finishRow(int piece, long out);

  @Override
  void run(int piece, int pieces) {
    if (source != null) {
      source.begin(piece);
      long memory = RawMemory.at(engine.workspace(piece), Kernels.workspaceFloats(maker));
      bands[piece].clear(memory, (long) inWidth * channels, Band.rows(maker, window));
    }
    long end = share(rows, piece + 1, pieces);
    for (long row = share(rows, piece, pieces); row < end; row++) {
      row(row, piece, image(row, end, piece));
      finishRow(piece, row * rowFloats());
    }
  }

  /** Returns the address of the image that a row reads, with the rows that its windows reach. */
  private long image(long row, long endRow, int piece) {
    long image = row / outHeight;
    if (source == null) {
      return RawMemory.at(input, image * inHeight * inWidth * channels);
    }
    Band band = bands[piece];
    int y = (int) (row % outHeight);
    if (!band.holds(image, endRead(y))) {
      int last = (int) Math.min(outHeight, y + endRow - row) - 1;
      while (endRead(last) - firstRead(y) > band.capacity()) {
        last--;
      }
      band.move(engine.primitives, source, piece, image, firstRead(y), endRead(last));
    }
    return band.at(0);
  }

  /** Returns the first row that windows of row y or below can reach. */
  private int firstRead(int y) {
    return Math.clamp(vertical[0].start(y), 0, inHeight);
  }

  /** Returns the end of the rows that windows of row y or above can reach. */
  private int endRead(int y) {
    int reach = (window.kernelH() - 1) * window.dilationH() + 1;
    return Math.clamp(vertical[0].start(y) + reach, 0, inHeight);
  }

  private void row(long row, int piece, long image) {
    int y = (int) (row % outHeight);
    TapAxis v = vertical[y % phasesH];
    int place = y / phasesH;
    int top = v.firstTap(place);
    int height = Math.max(0, v.endTap(place) - top);
    long inRow = v.start(place) + (long) top * v.tapStep();
    long weightRow = (long) v.weight(top) * window.kernelW();
    TapRun run = runs[piece];
    for (int phase = 0; phase < phasesW; phase++) {
      TapAxis h = horizontal[phase];
      run.row(channels, inWidth, window.kernelW(), v, h);
      for (int first = 0, next; first < h.places(); first = next) {
        int left = h.firstTap(first);
        int right = h.endTap(first);
        next = h.next(first);
        run.grid(next - first, height, Math.max(0, right - left));
        long pixel = inRow * inWidth + h.start(first) + (long) left * h.tapStep();
        run(
            piece,
            (row * outWidth + h.result(first)) * channels,
            RawMemory.at(image, pixel * channels),
            (weightRow + h.weight(left)) * channels,
            run);
      }
    }
  }
}
