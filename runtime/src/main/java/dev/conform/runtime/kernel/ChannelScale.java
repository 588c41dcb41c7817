package dev.conform.runtime.kernel;

/** The gate of squeeze-and-excitation (Hu et al. 2018): each channel of an image times a number. */
final class ChannelScale {

  /** More than reading and writing take: half of it lies in the cache of another worker. */
  static final long COST = 10;

  /** So many gradients, 64 KiB, are still in the cache when they are read the second time. */
  private static final long BLOCK = 1 << 14;

  private final Engine engine;
  private final Forward forward;
  private final Backward backward;

  ChannelScale(Engine engine) {
    this.engine = engine;
    this.forward = new Forward(engine);
    this.backward = new Backward(engine.threads());
  }

  void forward(Tensor output, Tensor input, Tensor scale, int channels, long pixels, int batch) {
    String me = "channelScaleForward";
    long floats = forward.size(me, channels * pixels, batch);
    forward.out = Check.tensor(me, "output", output, floats);
    forward.in = Check.tensor(me, "input", input, floats);
    forward.scale = Check.tensor(me, "scale", scale, (long) batch * channels);
    forward.channels = channels;
    forward.pixels = pixels;
    forward.start(pixels * batch);
  }

  void backward(
      Tensor dInput,
      Tensor dScale,
      Tensor dOutput,
      Tensor input,
      Tensor scale,
      int channels,
      long pixels,
      boolean accumulate,
      boolean accumulateScale,
      int batch) {
    String me = "channelScaleBackward";
    Check.batch(me, batch);
    long floats = Math.multiplyExact(channels * pixels, (long) batch);
    long scales = (long) batch * channels;
    backward.dIn = Check.optional(me, "dInput", dInput, floats);
    backward.dScale = Check.optional(me, "dScale", dScale, scales);
    backward.dOut = Check.tensor(me, "dOutput", dOutput, floats);
    backward.in = backward.dScale == 0 ? 0 : Check.tensor(me, "input", input, floats);
    backward.scale = backward.dIn == 0 ? 0 : Check.tensor(me, "scale", scale, scales);
    backward.channels = channels;
    backward.pixels = pixels;
    backward.batch = batch;
    backward.accumulate = accumulate;
    backward.accumulateScale = accumulateScale;
    backward.require();
    engine.run(backward, batch, floats / 4);
  }

  private static final class Forward extends FlatJob {
    private long scale;
    private int channels;
    private long pixels;

    Forward(Engine engine) {
      super(engine);
    }

    @Override
    long cost() {
      return COST;
    }

    @Override
    void part(long first, long count) {
      long end = first + count;
      for (long row = first; row < end; ) {
        long image = row / pixels;
        long rows = Math.min(end, (image + 1) * pixels) - row;
        engine.primitives.scaleColumns(
            RawMemory.at(out, row * channels),
            channels,
            RawMemory.at(in, row * channels),
            channels,
            rows,
            channels,
            RawMemory.at(scale, image * channels),
            0,
            false);
        row += rows;
      }
    }
  }

  /** A piece does whole images, so that no sum is shared. */
  private final class Backward extends Job {
    private final ColumnSums sums;
    private long dIn;
    private long dScale;
    private long dOut;
    private long in;
    private long scale;
    private int channels;
    private long pixels;
    private int batch;
    private boolean accumulate;
    private boolean accumulateScale;

    Backward(int threads) {
      sums = new ColumnSums(threads);
    }

    void require() {
      sums.require(channels);
    }

    @Override
    void run(int piece, int pieces) {
      long block = Math.max(1, BLOCK / channels);
      long end = share(batch, piece + 1, pieces);
      for (long image = share(batch, piece, pieces); image < end; image++) {
        double[] sum = sums.cleared(piece, channels);
        for (long row = 0; row < pixels; row += block) {
          rows(image, row, Math.min(block, pixels - row), sum);
        }
        if (dScale != 0) {
          for (int c = 0; c < channels; c++) {
            long to = RawMemory.at(dScale, image * channels + c);
            RawMemory.set(to, (float) (accumulateScale ? RawMemory.get(to) + sum[c] : sum[c]));
          }
        }
      }
    }

    /** Sums before it scales: dInput may be dOutput itself. */
    private void rows(long image, long row, long count, double[] sum) {
      long offset = (image * pixels + row) * channels;
      long gradient = RawMemory.at(dOut, offset);
      if (dScale != 0) {
        engine.primitives.sumProducts(sum, gradient, RawMemory.at(in, offset), count, channels);
      }
      if (dIn != 0) {
        engine.primitives.scaleColumns(
            RawMemory.at(dIn, offset),
            channels,
            gradient,
            channels,
            count,
            channels,
            RawMemory.at(scale, image * channels),
            0,
            accumulate);
      }
    }
  }
}
