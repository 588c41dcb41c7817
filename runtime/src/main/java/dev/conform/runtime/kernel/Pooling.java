package dev.conform.runtime.kernel;

/** Max and average pooling, forward and backward. */
final class Pooling {

  private final Engine engine;
  private final Max max = new Max();
  private final MaxRows maxRows;
  private final MaxBackward maxBackward = new MaxBackward();
  private final Average average = new Average();
  private final AverageBackward averageBackward = new AverageBackward();
  private final GlobalAverage globalAverage;

  Pooling(Engine engine) {
    this.engine = engine;
    this.globalAverage = new GlobalAverage(engine);
    this.maxRows = new MaxRows(engine);
  }

  void max(Tensor output, Tensor argmax, Tensor input, Pool2d pool, int batch) {
    String me = "maxPoolForward";
    max.shape(me, pool, batch);
    max.out = Check.tensor(me, "output", output, max.outFloats());
    max.argmax = Check.optional(me, "argmax", argmax, max.outFloats());
    max.in = Check.tensor(me, "input", input, max.inFloats());
    if (max.argmax == 0) {
      maxRows.run(max.out, max.in, pool, batch);
    } else {
      max.start();
    }
  }

  /** Takes the largest values of what a convolution makes, which is not written to memory. */
  void max(Tensor output, RowSource source, Conv2d conv, Pool2d pool, int batch) {
    String me = "conv2dMaxPoolForwardPrepared";
    max.shape(me, pool, batch);
    if (pool.channels() != conv.outChannels()
        || pool.inHeight() != conv.outHeight()
        || pool.inWidth() != conv.outWidth()) {
      throw new IllegalArgumentException(
          "%s: %s does not make what %s reads".formatted(me, conv, pool));
    }
    long out = Check.tensor(me, "output", output, max.outFloats());
    maxRows.run(out, source, conv, pool, batch);
  }

  void maxBackward(
      Tensor dInput, Tensor dOutput, Tensor argmax, Pool2d pool, boolean accumulate, int batch) {
    String me = "maxPoolBackward";
    maxBackward.shape(me, pool, batch);
    maxBackward.in = Check.tensor(me, "dInput", dInput, maxBackward.inFloats());
    maxBackward.out = Check.tensor(me, "dOutput", dOutput, maxBackward.outFloats());
    maxBackward.argmax = Check.tensor(me, "argmax", argmax, maxBackward.outFloats());
    maxBackward.accumulate = accumulate;
    maxBackward.start();
  }

  void average(Tensor output, Tensor input, Pool2d pool, int batch) {
    String me = "averagePoolForward";
    average.shape(me, pool, batch);
    average.out = Check.tensor(me, "output", output, average.outFloats());
    average.in = Check.tensor(me, "input", input, average.inFloats());
    if (GlobalAverage.isOffered(pool)) {
      globalAverage.forward(average.out, average.in, pool, batch);
    } else {
      average.start();
    }
  }

  void averageBackward(Tensor dInput, Tensor dOutput, Pool2d pool, boolean accumulate, int batch) {
    String me = "averagePoolBackward";
    averageBackward.shape(me, pool, batch);
    averageBackward.in = Check.tensor(me, "dInput", dInput, averageBackward.inFloats());
    averageBackward.out = Check.tensor(me, "dOutput", dOutput, averageBackward.outFloats());
    averageBackward.accumulate = accumulate;
    if (GlobalAverage.isOffered(pool)) {
      globalAverage.backward(averageBackward.in, averageBackward.out, pool, accumulate, batch);
    } else {
      averageBackward.start();
    }
  }

  /** Walks the windows; a piece does whole images, because backward windows overlap. */
  private abstract class Walk extends Job {
    Pool2d pool = Pool2d.of(1, 1, 1);
    int batch;
    long out;
    long in;
    long argmax;
    boolean accumulate;

    void shape(String kernel, Pool2d newPool, int images) {
      Check.batch(kernel, images);
      pool = newPool;
      batch = images;
      Window w = pool.window();
      int bottom = (pool.outHeight() - 1) * w.strideH() - w.padTop();
      int right = (pool.outWidth() - 1) * w.strideW() - w.padLeft();
      if (isEmpty(-w.padTop(), w.dilationH(), w.kernelH(), pool.inHeight())
          || isEmpty(-w.padLeft(), w.dilationW(), w.kernelW(), pool.inWidth())
          || isEmpty(bottom, w.dilationH(), w.kernelH(), pool.inHeight())
          || isEmpty(right, w.dilationW(), w.kernelW(), pool.inWidth())) {
        throw new IllegalArgumentException(
            kernel + ": a window of " + pool + " lies in the padding with all its taps");
      }
    }

    private boolean isEmpty(int start, int dilation, int taps, int size) {
      return Patches.firstTap(start, dilation) >= Patches.endTap(start, dilation, taps, size);
    }

    long inFloats() {
      return (long) batch * pool.inHeight() * pool.inWidth() * pool.channels();
    }

    long outFloats() {
      return (long) batch * pool.outHeight() * pool.outWidth() * pool.channels();
    }

    void start() {
      engine.run(this, batch, inFloats() / 4);
    }

    boolean isBackward() {
      return false;
    }

    abstract void window(long outAt, long inAt, long offset, Taps taps, float scale);

    @Override
    void run(int piece, int pieces) {
      Window w = pool.window();
      int channels = pool.channels();
      Taps taps = engine.taps(piece).image(channels, pool.inWidth(), w);
      long end = share(batch, piece + 1, pieces);
      long imageFloats = (long) pool.inHeight() * pool.inWidth() * channels;
      for (long image = share(batch, piece, pieces); image < end; image++) {
        long imageAt = RawMemory.at(in, image * imageFloats);
        if (isBackward() && !accumulate) {
          engine.primitives.clear(imageAt, imageFloats);
        }
        long offset = image * pool.outHeight() * pool.outWidth() * channels;
        for (int oh = 0; oh < pool.outHeight(); oh++) {
          int top = oh * w.strideH() - w.padTop();
          int kh = Patches.firstTap(top, w.dilationH());
          int khEnd = Patches.endTap(top, w.dilationH(), w.kernelH(), pool.inHeight());
          int ih = top + kh * w.dilationH();
          for (int ow = 0; ow < pool.outWidth(); ow++, offset += channels) {
            int left = ow * w.strideW() - w.padLeft();
            int kw = Patches.firstTap(left, w.dilationW());
            int kwEnd = Patches.endTap(left, w.dilationW(), w.kernelW(), pool.inWidth());
            int first = ih * pool.inWidth() + left + kw * w.dilationW();
            taps.grid(khEnd - kh, kwEnd - kw, first);
            window(
                RawMemory.at(out, offset),
                RawMemory.at(imageAt, (long) first * channels),
                offset,
                taps,
                scale(top, left, (khEnd - kh) * (kwEnd - kw)));
          }
        }
      }
    }

    /** Returns 1 / the number of taps that an average counts. */
    private float scale(int top, int left, int inside) {
      if (!pool.countPadding()) {
        return 1f / inside;
      }
      Window w = pool.window();
      int rows =
          Math.min(w.kernelH(), (pool.inHeight() + w.padBottom() - 1 - top) / w.dilationH() + 1);
      int columns =
          Math.min(w.kernelW(), (pool.inWidth() + w.padRight() - 1 - left) / w.dilationW() + 1);
      return 1f / (rows * columns);
    }
  }

  private final class Max extends Walk {
    @Override
    void window(long outAt, long inAt, long offset, Taps taps, float scale) {
      engine.primitives.maxPool(outAt, RawMemory.at(argmax, offset), inAt, taps);
    }
  }

  /** The largest values alone, as inference wants them. */
  private static final class MaxRows extends WindowRows {

    /** The larger of two values takes as many instructions, for NaN and signed zeros. */
    private static final int STEPS_OF_MAX = 3;

    private long output;

    MaxRows(Engine engine) {
      super(engine);
    }

    void run(long out, long in, Pool2d pool, int batch) {
      output = out;
      input = in;
      forward(pool, batch);
      engine.run(this, rows(), steps());
    }

    void run(long out, RowSource source, Conv2d conv, Pool2d pool, int batch) {
      output = out;
      forward(pool, batch);
      readFrom(source, conv);
      engine.run(this, rows(), source.steps() + steps());
    }

    private long steps() {
      long taps = (long) window.kernelH() * window.kernelW();
      long vectors = ConvShape.aligned(channels) / Tensor.ALIGNMENT;
      long pixels = rows() * (rowFloats() / channels);
      return pixels * vectors * taps * STEPS_OF_MAX;
    }

    @Override
    void run(int piece, long out, long in, long weight, TapRun run) {
      engine.primitives.maxPool(RawMemory.at(output, out), in, run);
    }

    @Override
    void finishRow(int piece, long out) {}
  }

  private final class MaxBackward extends Walk {
    @Override
    boolean isBackward() {
      return true;
    }

    @Override
    void window(long outAt, long inAt, long offset, Taps taps, float scale) {
      engine.primitives.maxPoolBackward(inAt, outAt, RawMemory.at(argmax, offset), taps);
    }
  }

  private final class Average extends Walk {
    @Override
    void window(long outAt, long inAt, long offset, Taps taps, float scale) {
      engine.primitives.averagePool(outAt, inAt, taps, scale);
    }
  }

  private final class AverageBackward extends Walk {
    @Override
    boolean isBackward() {
      return true;
    }

    @Override
    void window(long outAt, long inAt, long offset, Taps taps, float scale) {
      for (int row = 0; row < taps.rows(); row++) {
        for (int column = 0; column < taps.columns(); column++) {
          long tap =
              RawMemory.at(
                  inAt, (long) row * taps.rowStride() + (long) column * taps.columnStride());
          engine.primitives.addScaled(tap, outAt, scale, taps.channels());
        }
      }
    }
  }
}
