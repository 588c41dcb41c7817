package dev.conform.runtime.kernel;

/**
 * Batch normalisation (Ioffe and Szegedy 2015). Rows of channels are cut among the pieces; sums
 * over them are kept in double precision and added up in the order of the pieces.
 */
final class BatchNormalization {

  private final Engine engine;
  private final ColumnSums sums;
  private final ColumnSums products;
  private final Sum sum = new Sum();
  private final Square square = new Square();
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
    engine.run(sum, pieces);
    double[] total = sums.total(channels, pieces);
    for (int c = 0; c < channels; c++) {
      mean[c] = (float) (total[c] / rows);
    }
    engine.run(square, pieces);
    total = sums.total(channels, pieces);
    for (int c = 0; c < channels; c++) {
      double variance = total[c] / rows;
      float invStd = (float) (1 / Math.sqrt(variance + epsilon));
      long at = 4L * c;
      RawMemory.set(keptMean + at, mean[c]);
      RawMemory.set(keptInvStd + at, invStd);
      float unbiased = (float) (total[c] / (rows - 1));
      move(movingMean + at, mean[c], momentum);
      move(movingVar + at, unbiased, momentum);
      scale[c] = gamma == 0 ? invStd : invStd * RawMemory.get(gamma + at);
      shift[c] = beta == 0 ? 0 : RawMemory.get(beta + at);
    }
    apply.activation = activation;
    apply.slope = slope;
    engine.run(apply, pieces);
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

  private final class Sum extends Job {
    @Override
    void run(int piece, int pieces) {
      long first = share(rows, piece, pieces);
      long count = share(rows, piece + 1, pieces) - first;
      engine.primitives.sumColumns(
          sums.cleared(piece, channels), RawMemory.at(x, first * channels), count, channels);
    }
  }

  private final class Square extends Job {
    @Override
    void run(int piece, int pieces) {
      long first = share(rows, piece, pieces);
      long count = share(rows, piece + 1, pieces) - first;
      engine.primitives.sumSquares(
          sums.cleared(piece, channels), RawMemory.at(x, first * channels), mean, count, channels);
    }
  }

  private final class Apply extends Job {
    private long out;
    private Activation activation = Activation.IDENTITY;
    private float slope;

    @Override
    void run(int piece, int pieces) {
      long first = share(rows, piece, pieces);
      long count = share(rows, piece + 1, pieces) - first;
      long to = RawMemory.at(out, first * channels);
      long from = RawMemory.at(x, first * channels);
      engine.primitives.normalize(to, from, count, channels, mean, scale, shift);
      if (activation != Activation.IDENTITY) {
        engine.primitives.activate(activation, slope, to, to, count * channels);
      }
    }
  }

  private final class BackwardSums extends Job {
    private long dy;

    @Override
    void run(int piece, int pieces) {
      long first = share(rows, piece, pieces);
      long count = share(rows, piece + 1, pieces) - first;
      long gradient = RawMemory.at(dy, first * channels);
      long from = RawMemory.at(x, first * channels);
      engine.primitives.sumColumns(sums.cleared(piece, channels), gradient, count, channels);
      engine.primitives.sumProducts(
          products.cleared(piece, channels), gradient, from, mean, count, channels);
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
