package dev.conform.runtime.kernel;

/** A trained coefficient and bias for each channel, as LeNet-5's subsampling has them. */
final class TrainedScale {

  /** So many values, 64 KiB, are still in the cache when they are read again. */
  private static final long BLOCK = 1 << 14;

  private final Engine engine;
  private final Forward forward;
  private final Backward backward;

  TrainedScale(Engine engine) {
    this.engine = engine;
    this.forward = new Forward(engine);
    this.backward = new Backward(engine.threads());
  }

  void forward(
      Tensor output,
      Tensor input,
      Tensor weight,
      Tensor bias,
      int channels,
      long pixels,
      Activation activation,
      float slope,
      int batch) {
    String me = "scaleForward";
    long floats = forward.size(me, channels * pixels, batch);
    forward.out = Check.tensor(me, "output", output, floats);
    forward.in = Check.tensor(me, "input", input, floats);
    forward.weight = Check.optional(me, "weight", weight, channels);
    forward.bias = Check.optional(me, "bias", bias, channels);
    forward.channels = channels;
    forward.activation = activation;
    forward.slope = slope;
    forward.start(pixels * batch);
  }

  void backward(
      Tensor dInput,
      Tensor dWeight,
      Tensor dBias,
      Tensor dOutput,
      Tensor input,
      Tensor weight,
      int channels,
      long pixels,
      boolean accumulate,
      int batch) {
    String me = "scaleBackward";
    Check.batch(me, batch);
    long rows = Math.multiplyExact(pixels, (long) batch);
    long floats = Math.multiplyExact(rows, (long) channels);
    backward.dIn = Check.optional(me, "dInput", dInput, floats);
    long dGamma = Check.optional(me, "dWeight", dWeight, channels);
    long dBeta = Check.optional(me, "dBias", dBias, channels);
    backward.dOut = Check.tensor(me, "dOutput", dOutput, floats);
    backward.in = dGamma == 0 ? 0 : Check.tensor(me, "input", input, floats);
    backward.weight = Check.optional(me, "weight", weight, channels);
    backward.rows = rows;
    backward.accumulate = accumulate;
    backward.require(channels);
    int pieces = engine.pieces(rows, floats / 4);
    engine.run(backward, pieces);
    if (dGamma != 0) {
      backward.products.write(dGamma, channels, pieces, engine.accumulates());
    }
    if (dBeta != 0) {
      backward.sums.write(dBeta, channels, pieces, engine.accumulates());
    }
  }

  private static final class Forward extends FlatJob {
    private long weight;
    private long bias;
    private int channels;
    private Activation activation = Activation.IDENTITY;
    private float slope;

    Forward(Engine engine) {
      super(engine);
    }

    @Override
    long cost() {
      return costOf(activation);
    }

    @Override
    void part(long first, long count) {
      long block = Math.max(1, BLOCK / channels);
      for (long row = first; row < first + count; row += block) {
        long rows = Math.min(block, first + count - row);
        long to = RawMemory.at(out, row * channels);
        engine.primitives.scaleColumns(
            to,
            channels,
            RawMemory.at(in, row * channels),
            channels,
            rows,
            channels,
            weight,
            bias,
            false);
        if (activation != Activation.IDENTITY) {
          engine.primitives.activate(activation, slope, to, to, rows * channels);
        }
      }
    }
  }

  private final class Backward extends Job {
    private final ColumnSums sums;
    private final ColumnSums products;
    private long dIn;
    private long dOut;
    private long in;
    private long weight;
    private int channels;
    private long rows;
    private boolean accumulate;

    Backward(int threads) {
      sums = new ColumnSums(threads);
      products = new ColumnSums(threads);
    }

    void require(int newChannels) {
      channels = newChannels;
      sums.require(channels);
      products.require(channels);
    }

    @Override
    void run(int piece, int pieces) {
      double[] sum = sums.cleared(piece, channels);
      double[] product = products.cleared(piece, channels);
      long block = Math.max(1, BLOCK / channels);
      long end = share(rows, piece + 1, pieces);
      for (long row = share(rows, piece, pieces); row < end; row += block) {
        long count = Math.min(block, end - row);
        long gradient = RawMemory.at(dOut, row * channels);
        // Sums first: dInput may be dOutput itself.
        engine.primitives.sumColumns(sum, gradient, count, channels);
        if (in != 0) {
          engine.primitives.sumProducts(
              product, gradient, RawMemory.at(in, row * channels), count, channels);
        }
        if (dIn != 0) {
          engine.primitives.scaleColumns(
              RawMemory.at(dIn, row * channels),
              channels,
              gradient,
              channels,
              count,
              channels,
              weight,
              0,
              accumulate);
        }
      }
    }
  }
}
