package dev.conform.runtime.kernel;

/**
 * Work on the rows of what slides a window over each channel: a depthwise convolution, which has
 * one filter for each channel, or a pool. Rows are cut among the pieces, those of one image too,
 * and each row into runs of pixels that see the same taps. A weight's taps are rows of channels, so
 * all directions work on whole pixels.
 */
abstract class WindowRows extends Job {

  final Engine engine;
  private final TapRun[] runs;
  private TapAxis[] vertical = {};
  private TapAxis[] horizontal = {};
  private int phasesH;
  private int phasesW;
  private int outWidth;
  private int inHeight;
  private int inWidth;
  private long rows;

  int channels;
  int outHeight;
  Window window = Window.of(1, 1);

  WindowRows(Engine engine) {
    this.engine = engine;
    this.runs = new TapRun[engine.threads()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = new TapRun();
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
   * @param out offset of its first pixel, in floats, as all of these are
   * @param in offset of what the first tap of that pixel reads
   * @param weight offset of the weights of that tap
   */
  abstract void run(int piece, long out, long in, long weight, TapRun run);

  /** Does what is left when a row's runs are done; out is the row's offset. */
  abstract void finishRow(int piece, long out);

  @Override
  void run(int piece, int pieces) {
    long end = share(rows, piece + 1, pieces);
    for (long row = share(rows, piece, pieces); row < end; row++) {
      row(row, piece);
      finishRow(piece, row * rowFloats());
    }
  }

  private void row(long row, int piece) {
    int y = (int) (row % outHeight);
    TapAxis v = vertical[y % phasesH];
    int place = y / phasesH;
    int top = v.firstTap(place);
    int height = Math.max(0, v.endTap(place) - top);
    long inRow = row / outHeight * inHeight + v.start(place) + (long) top * v.tapStep();
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
        run(
            piece,
            (row * outWidth + h.result(first)) * channels,
            (inRow * inWidth + h.start(first) + (long) left * h.tapStep()) * channels,
            (weightRow + h.weight(left)) * channels,
            run);
      }
    }
  }
}
