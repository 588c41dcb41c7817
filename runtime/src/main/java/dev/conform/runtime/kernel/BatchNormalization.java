package dev.conform.runtime.kernel;

/**
 * Batch normalisation (Ioffe and Szegedy 2015). Rows of channels are cut among the pieces; sums
 * over them are kept in double precision and added up in the order of the pieces. What is done
 * twice to the same values is done to some rows at a time, so that memory is read once.
 */
final class BatchNormalization {

  /** So many values, 64 KiB, are still in the cache when they are read the second time. */
  private static final long BLOCK = 1 << 14;

  /** Rows whose mean is close enough to that of all to sum squares of distances from it. */
  private static final int PIVOT_ROWS = 32;

  private final Engine engine;
  private final ColumnSums sums;
  private final ColumnSums products;
  private final Moments moments = new Moments();
  private final Apply apply = new Apply();
  private final BackwardSums backwardSums = new BackwardSums();
  private final BackwardApply backwardApply = new BackwardApply();
  private float[] mean = {};
  private float[] scale = {};
  private float[] shift = {};
  private float[] slopeX = {};
  private int channels;
  private long rows;
  private long x;

  BatchNormalization(Engine engine) {
    this.engine = engine;
    this.sums = new ColumnSums(engine.threads());
    this.products = new ColumnSums(engine.threads());
  }

  private void shape(String kernel, int newChannels, long pixels, int batch) {
    Check.batch(kernel, batch);
    channels = newChannels;
    rows = Math.multiplyExact(pixels, (long) batch);
    if (mean.length < channels) {
      mean = new float[channels];
      scale = new float[channels];
      shift = new float[channels];
      slopeX = new float[channels];
    }
    sums.require(channels);
    products.require(channels);
  }

  private int pieces() {
    return engine.pieces(rows, rows * channels / 4);
  }

  void training(
      Tensor output,
      Tensor savedMean,
      Tensor savedInvStd,
      Tensor runningMean,
      Tensor runningVar,
      Tensor input,
      Tensor weight,
      Tensor bias,
      int newChannels,
      long pixels,
      float momentum,
      float epsilon,
      Activation activation,
      float slope,
      int batch) {
    String me = "batchNormForwardTraining";
    shape(me, newChannels, pixels, batch);
    if (rows < 2) {
      throw new IllegalArgumentException(
          "batch norm cannot be trained on one value for each channel: its variance is 0. Use a larger batch");
    }
    apply.out = Check.tensor(me, "output", output, rows * channels);
    x = Check.tensor(me, "input", input, rows * channels);
    long keptMean = Check.tensor(me, "savedMean", savedMean, channels);
    long keptInvStd = Check.tensor(me, "savedInvStd", savedInvStd, channels);
    long movingMean = Check.tensor(me, "runningMean", runningMean, channels);
    long movingVar = Check.tensor(me, "runningVar", runningVar, channels);
    long gamma = Check.optional(me, "weight", weight, channels);
    long beta = Check.optional(me, "bias", bias, channels);
    int pieces = pieces();
    pivot();
    engine.run(moments, pieces);
    double[] total = sums.total(channels, pieces);
    double[] squares = products.total(channels, pieces);
    for (int c = 0; c < channels; c++) {
      double exactMean = total[c] / rows;
      double offset = exactMean - mean[c];
      double variance = Math.max(0, squares[c] / rows - offset * offset);
      mean[c] = (float) exactMean;
      float invStd = (float) (1 / Math.sqrt(variance + epsilon));
      long at = 4L * c;
      RawMemory.set(keptMean + at, mean[c]);
      RawMemory.set(keptInvStd + at, invStd);
      float unbiased = (float) (variance * rows / (rows - 1));
      move(movingMean + at, mean[c], momentum);
      move(movingVar + at, unbiased, momentum);
      scale[c] = gamma == 0 ? invStd : invStd * RawMemory.get(gamma + at);
      shift[c] = beta == 0 ? 0 : RawMemory.get(beta + at);
    }
    apply.activation = activation;
    apply.slope = slope;
    engine.run(apply, pieces);
  }

  /**
   * Sets the mean of the first rows. Squares of distances from that lose nothing to cancellation,
   * as those of the values would, and unlike those from the mean of all they need no second look.
   */
  private void pivot() {
    int count = (int) Math.min(PIVOT_ROWS, rows);
    double[] total = sums.cleared(0, channels);
    engine.primitives.sumColumns(total, x, count, channels);
    for (int c = 0; c < channels; c++) {
      mean[c] = (float) (total[c] / count);
    }
  }

  private static void move(long address, float value, float momentum) {
    RawMemory.set(address, (1 - momentum) * RawMemory.get(address) + momentum * value);
  }

  void inference(
      Tensor output,
      Tensor input,
      Tensor runningMean,
      Tensor runningVar,
      Tensor weight,
      Tensor bias,
      int newChannels,
      long pixels,
      float epsilon,
      Activation activation,
      float slope,
      int batch) {
    String me = "batchNormForwardInference";
    shape(me, newChannels, pixels, batch);
    apply.out = Check.tensor(me, "output", output, rows * channels);
    x = Check.tensor(me, "input", input, rows * channels);
    long movingMean = Check.tensor(me, "runningMean", runningMean, channels);
    long movingVar = Check.tensor(me, "runningVar", runningVar, channels);
    long gamma = Check.optional(me, "weight", weight, channels);
    long beta = Check.optional(me, "bias", bias, channels);
    for (int c = 0; c < channels; c++) {
      long at = 4L * c;
      float invStd = (float) (1 / Math.sqrt((double) RawMemory.get(movingVar + at) + epsilon));
      mean[c] = RawMemory.get(movingMean + at);
      scale[c] = gamma == 0 ? invStd : invStd * RawMemory.get(gamma + at);
      shift[c] = beta == 0 ? 0 : RawMemory.get(beta + at);
    }
    apply.activation = activation;
    apply.slope = slope;
    engine.run(apply, pieces());
  }

  void backward(
      Tensor dInput,
      Tensor dWeight,
      Tensor dBias,
      Tensor dOutput,
      Tensor input,
      Tensor savedMean,
      Tensor savedInvStd,
      Tensor weight,
      int newChannels,
      long pixels,
      boolean accumulate,
      int batch) {
    String me = "batchNormBackward";
    shape(me, newChannels, pixels, batch);
    long dx = Check.optional(me, "dInput", dInput, rows * channels);
    long dGamma = Check.optional(me, "dWeight", dWeight, channels);
    long dBeta = Check.optional(me, "dBias", dBias, channels);
    backwardSums.dy = Check.tensor(me, "dOutput", dOutput, rows * channels);
    x = Check.tensor(me, "input", input, rows * channels);
    long keptMean = Check.tensor(me, "savedMean", savedMean, channels);
    long keptInvStd = Check.tensor(me, "savedInvStd", savedInvStd, channels);
    long gamma = Check.optional(me, "weight", weight, channels);
    for (int c = 0; c < channels; c++) {
      mean[c] = RawMemory.get(keptMean + 4L * c);
    }
    int pieces = pieces();
    engine.run(backwardSums, pieces);
    double[] sumDy = sums.total(channels, pieces);
    double[] sumDyX = products.total(channels, pieces);
    for (int c = 0; c < channels; c++) {
      long at = 4L * c;
      double invStd = RawMemory.get(keptInvStd + at);
      double dot = sumDyX[c] * invStd;
      if (dGamma != 0) {
        RawMemory.set(dGamma + at, (float) dot);
      }
      if (dBeta != 0) {
        RawMemory.set(dBeta + at, (float) sumDy[c]);
      }
      double factor = gamma == 0 ? invStd : invStd * RawMemory.get(gamma + at);
      scale[c] = (float) factor;
      slopeX[c] = (float) (-factor * invStd * dot / rows);
      shift[c] = (float) (-factor * sumDy[c] / rows);
    }
    if (dx != 0) {
      backwardApply.dx = dx;
      backwardApply.accumulate = accumulate;
      engine.run(backwardApply, pieces);
    }
  }

  /** A job that does a block of rows after the other. */
  private abstract class Blocks extends Job {
    @Override
    void run(int piece, int pieces) {
      long end = share(rows, piece + 1, pieces);
      long block = Math.max(1, BLOCK / channels);
      for (long row = share(rows, piece, pieces); row < end; row += block) {
        block(piece, row * channels, Math.min(block, end - row));
      }
    }

    /** Does some rows, from the value at {@code offset} on. */
    abstract void block(int piece, long offset, long count);
  }

  /** Jobs that sum into {@link #sums} and {@link #products}. */
  private abstract class Sums extends Blocks {
    @Override
    void run(int piece, int pieces) {
      sums.cleared(piece, channels);
      products.cleared(piece, channels);
      super.run(piece, pieces);
    }
  }

  private final class Moments extends Sums {
    @Override
    void block(int piece, long offset, long count) {
      long from = RawMemory.at(x, offset);
      engine.primitives.sumColumns(sums.of(piece), from, count, channels);
      engine.primitives.sumSquares(products.of(piece), from, mean, count, channels);
    }
  }

  private final class Apply extends Blocks {
    private long out;
    private Activation activation = Activation.IDENTITY;
    private float slope;

    @Override
    void block(int piece, long offset, long count) {
      long to = RawMemory.at(out, offset);
      engine.primitives.normalize(to, RawMemory.at(x, offset), count, channels, mean, scale, shift);
      if (activation != Activation.IDENTITY) {
        engine.primitives.activate(activation, slope, to, to, count * channels);
      }
    }
  }

  private final class BackwardSums extends Sums {
    private long dy;

    @Override
    void block(int piece, long offset, long count) {
      long gradient = RawMemory.at(dy, offset);
      engine.primitives.sumColumns(sums.of(piece), gradient, count, channels);
      engine.primitives.sumProducts(
          products.of(piece), gradient, RawMemory.at(x, offset), mean, count, channels);
    }
  }

  private final class BackwardApply extends Job {
    private long dx;
    private boolean accumulate;

    @Override
    void run(int piece, int pieces) {
      long first = share(rows, piece, pieces);
      long count = share(rows, piece + 1, pieces) - first;
      long offset = first * channels;
      engine.primitives.normalizeBackward(
          RawMemory.at(dx, offset),
          RawMemory.at(backwardSums.dy, offset),
          RawMemory.at(x, offset),
          count,
          channels,
          mean,
          scale,
          slopeX,
          shift,
          accumulate);
    }
  }
}
