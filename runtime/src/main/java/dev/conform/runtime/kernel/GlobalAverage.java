package dev.conform.runtime.kernel;

/**
 * The average of each channel over a whole image, and back. Pixels are rows of channels that are
 * cut among the pieces: whole images where there are enough, else parts of each.
 */
final class GlobalAverage {

  private final Engine engine;
  private final ColumnSums sums;
  private final Images images = new Images();
  private final Part part = new Part();
  private final Backward backward;
  private int channels;
  private long pixels;
  private long out;
  private long in;

  GlobalAverage(Engine engine) {
    this.engine = engine;
    this.sums = new ColumnSums(engine.threads());
    this.backward = new Backward(engine);
  }

  /** Tells whether a pool is one: its only window is the image. */
  static boolean isOffered(Pool2d pool) {
    Window w = pool.window();
    return pool.outHeight() == 1
        && pool.outWidth() == 1
        && w.kernelH() == pool.inHeight()
        && w.kernelW() == pool.inWidth()
        && w.dilationH() == 1
        && w.dilationW() == 1
        && !Patches.isPadded(w);
  }

  void forward(long output, long input, Pool2d pool, int batch) {
    channels = pool.channels();
    pixels = (long) pool.inHeight() * pool.inWidth();
    out = output;
    in = input;
    sums.require(channels);
    // Cut as the gate that may follow: a worker waits to write what another one has just read.
    long steps = ChannelScale.COST * pixels * channels / Tensor.ALIGNMENT;
    if (batch >= engine.threads()) {
      images.batch = batch;
      engine.run(images, batch, steps * batch);
      return;
    }
    int pieces = engine.pieces(pixels, steps);
    for (int image = 0; image < batch; image++) {
      part.first = image * pixels;
      engine.run(part, pieces);
      write(image, sums.total(channels, pieces));
    }
  }

  private void add(int piece, long row, long rows) {
    engine.primitives.sumColumns(sums.of(piece), RawMemory.at(in, row * channels), rows, channels);
  }

  private void write(long image, double[] total) {
    long to = RawMemory.at(out, image * channels);
    for (int c = 0; c < channels; c++) {
      RawMemory.set(RawMemory.at(to, c), (float) (total[c] / pixels));
    }
  }

  void backward(long dInput, long dOutput, Pool2d pool, boolean accumulate, int batch) {
    channels = pool.channels();
    pixels = (long) pool.inHeight() * pool.inWidth();
    backward.out = dInput;
    backward.in = dOutput;
    backward.accumulate = accumulate;
    backward.size("averagePoolBackward", pixels * channels, batch);
    backward.start(pixels * batch);
  }

  /** Averages of whole images. */
  private final class Images extends Job {
    private int batch;

    @Override
    void run(int piece, int pieces) {
      long end = share(batch, piece + 1, pieces);
      for (long image = share(batch, piece, pieces); image < end; image++) {
        sums.cleared(piece, channels);
        add(piece, image * pixels, pixels);
        write(image, sums.of(piece));
      }
    }
  }

  /** Sums over a part of one image. */
  private final class Part extends Job {
    private long first;

    @Override
    void run(int piece, int pieces) {
      long row = share(pixels, piece, pieces);
      sums.cleared(piece, channels);
      add(piece, first + row, share(pixels, piece + 1, pieces) - row);
    }
  }

  /** Gives each pixel its share. */
  private final class Backward extends FlatJob {
    private boolean accumulate;

    Backward(Engine engine) {
      super(engine);
    }

    @Override
    void part(long first, long count) {
      float share = 1f / pixels;
      for (long row = first; row < first + count; row++) {
        long to = RawMemory.at(out, row * channels);
        long from = RawMemory.at(in, row / pixels * channels);
        if (accumulate) {
          engine.primitives.addScaled(to, from, share, channels);
        } else {
          engine.primitives.scale(to, from, share, channels);
        }
      }
    }
  }
}
