package dev.conform.runtime.kernel;

/**
 * Batch normalisation (Ioffe and Szegedy 2015). Rows of channels are cut among the pieces; sums
 * over them are kept in double precision and added up in the order of the pieces.
 *
 * <p>Each tensor is read as seldom as can be. Forward: once for the statistics, once to normalise,
 * add a residual and apply the activation. Backward: once for the sums, once for the gradient. The
 * derivative of RELU needs no pass and no result: whether a value was negative is worked out again
 * from the input, unless a residual was added.
 */
final class BatchNormalization {

  /** Rows of about so many floats stay in the first-level cache from one loop to the next. */
  private static final int BLOCK_FLOATS = 4096;

  /** With fewer rows in a block, storing sums takes as long as adding them up. */
  private static final int BLOCK_ROWS = 16;

  private final Engine engine;
  private final ColumnSums sums;
  private final ColumnSums products;
  private final ColumnNorm norm = new ColumnNorm();
  private final Statistics statistics = new Statistics();
  private final Apply apply = new Apply();
  private final BackwardSums backwardSums = new BackwardSums();
  private final BackwardApply backwardApply = new BackwardApply();
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
    norm.require(channels);
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
      Tensor residual,
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
    long keptMean = Check.tensor(me, "savedMean", savedMean, channels);
    long keptInvStd = Check.tensor(me, "savedInvStd", savedInvStd, channels);
    long movingMean = Check.tensor(me, "runningMean", runningMean, channels);
    long movingVar = Check.tensor(me, "runningVar", runningVar, channels);
    long gamma = Check.optional(me, "weight", weight, channels);
    long beta = Check.optional(me, "bias", bias, channels);
    apply.set(me, output, input, residual, activation, slope);
    float[] origin = norm.mean();
    for (int c = 0; c < channels; c++) {
      // Distances from a value that is there keep their digits however large the mean is.
      float first = RawMemory.get(x + 4L * c);
      origin[c] = Float.isFinite(first) ? first : 0;
    }
    int pieces = pieces();
    engine.run(statistics, pieces);
    double[] distances = sums.total(channels, pieces);
    double[] squares = products.total(channels, pieces);
    for (int c = 0; c < channels; c++) {
      long at = 4L * c;
      double fromOrigin = distances[c] / rows;
      double squaresFromMean = Math.max(0, squares[c] - distances[c] * fromOrigin);
      float mean = (float) (origin[c] + fromOrigin);
      float invStd = (float) (1 / Math.sqrt(squaresFromMean / rows + epsilon));
      RawMemory.set(keptMean + at, mean);
      RawMemory.set(keptInvStd + at, invStd);
      move(movingMean + at, mean, momentum);
      move(movingVar + at, (float) (squaresFromMean / (rows - 1)), momentum);
      setForward(c, mean, invStd, gamma, beta);
    }
    engine.run(apply, pieces);
  }

  private static void move(long address, float value, float momentum) {
    RawMemory.set(address, (1 - momentum) * RawMemory.get(address) + momentum * value);
  }

  private void setForward(int c, float mean, float invStd, long gamma, long beta) {
    norm.mean()[c] = mean;
    norm.scale()[c] = gamma == 0 ? invStd : invStd * RawMemory.get(gamma + 4L * c);
    norm.shift()[c] = beta == 0 ? 0 : RawMemory.get(beta + 4L * c);
  }

  void inference(
      Tensor output,
      Tensor input,
      Tensor residual,
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
    long movingMean = Check.tensor(me, "runningMean", runningMean, channels);
    long movingVar = Check.tensor(me, "runningVar", runningVar, channels);
    long gamma = Check.optional(me, "weight", weight, channels);
    long beta = Check.optional(me, "bias", bias, channels);
    for (int c = 0; c < channels; c++) {
      double variance = RawMemory.get(movingVar + 4L * c);
      float invStd = (float) (1 / Math.sqrt(variance + epsilon));
      setForward(c, RawMemory.get(movingMean + 4L * c), invStd, gamma, beta);
    }
    apply.set(me, output, input, residual, activation, slope);
    engine.run(apply, pieces());
  }

  void recompute(
      Tensor output,
      Tensor input,
      Tensor residual,
      Tensor savedMean,
      Tensor savedInvStd,
      Tensor weight,
      Tensor bias,
      int newChannels,
      long pixels,
      Activation activation,
      float slope,
      int batch) {
    String me = "batchNormRecompute";
    shape(me, newChannels, pixels, batch);
    long keptMean = Check.tensor(me, "savedMean", savedMean, channels);
    long keptInvStd = Check.tensor(me, "savedInvStd", savedInvStd, channels);
    long gamma = Check.optional(me, "weight", weight, channels);
    long beta = Check.optional(me, "bias", bias, channels);
    setForwardAgain(keptMean, keptInvStd, gamma, beta);
    apply.set(me, output, input, residual, activation, slope);
    engine.run(apply, pieces());
  }

  /** Sets the norm to what it was on the way forward. */
  private void setForwardAgain(long keptMean, long keptInvStd, long gamma, long beta) {
    for (int c = 0; c < channels; c++) {
      float invStd = RawMemory.get(keptInvStd + 4L * c);
      setForward(c, RawMemory.get(keptMean + 4L * c), invStd, gamma, beta);
    }
  }

  void backward(
      Tensor dInput,
      Tensor dResidual,
      Tensor dWeight,
      Tensor dBias,
      Tensor dOutput,
      Tensor output,
      Tensor input,
      Tensor savedMean,
      Tensor savedInvStd,
      Tensor weight,
      Tensor bias,
      int newChannels,
      long pixels,
      Activation activation,
      float slope,
      boolean accumulate,
      boolean accumulateResidual,
      int batch) {
    String me = "batchNormBackward";
    shape(me, newChannels, pixels, batch);
    long dx = Check.optional(me, "dInput", dInput, rows * channels);
    long dGamma = Check.optional(me, "dWeight", dWeight, channels);
    long dBeta = Check.optional(me, "dBias", dBias, channels);
    x = Check.tensor(me, "input", input, rows * channels);
    long keptMean = Check.tensor(me, "savedMean", savedMean, channels);
    long keptInvStd = Check.tensor(me, "savedInvStd", savedInvStd, channels);
    long gamma = Check.optional(me, "weight", weight, channels);
    long beta = Check.optional(me, "bias", bias, channels);
    backwardSums.set(me, dOutput, dResidual, output, activation, slope, accumulateResidual);
    setForwardAgain(keptMean, keptInvStd, gamma, beta);
    int pieces = pieces();
    engine.run(backwardSums, pieces);
    double[] sumDy = sums.total(channels, pieces);
    double[] sumDyX = products.total(channels, pieces);
    for (int c = 0; c < channels; c++) {
      long at = 4L * c;
      double invStd = RawMemory.get(keptInvStd + at);
      double dot = sumDyX[c] * invStd;
      if (dGamma != 0) {
        ColumnSums.put(dGamma + at, dot, engine.accumulates());
      }
      if (dBeta != 0) {
        ColumnSums.put(dBeta + at, sumDy[c], engine.accumulates());
      }
      double factor = gamma == 0 ? invStd : invStd * RawMemory.get(gamma + at);
      norm.ofGradient()[c] = (float) factor;
      norm.ofDistance()[c] = (float) (-factor * invStd * dot / rows);
      norm.constant()[c] = (float) (-factor * sumDy[c] / rows);
    }
    if (dx != 0) {
      backwardApply.dx = dx;
      backwardApply.accumulate = accumulate;
      engine.run(backwardApply, pieces);
    }
  }

  /** A job on some of the rows. */
  private abstract class Rows extends Job {

    @Override
    void run(int piece, int pieces) {
      long first = share(rows, piece, pieces);
      run(piece, first, share(rows, piece + 1, pieces) - first);
    }

    abstract void run(int piece, long first, long count);
  }

  /** A job whose loops follow each other on so few rows that they stay in the cache. */
  private abstract class Blocks extends Rows {

    @Override
    void run(int piece, long first, long count) {
      long step = isOneLoop() ? count : Math.max(BLOCK_ROWS, BLOCK_FLOATS / channels);
      for (long row = 0; row < count; row += step) {
        block(piece, (first + row) * channels, Math.min(step, count - row));
      }
    }

    abstract boolean isOneLoop();

    abstract void block(int piece, long offset, long count);
  }

  private final class Statistics extends Rows {
    @Override
    void run(int piece, long first, long count) {
      engine.primitives.sumDistances(
          sums.cleared(piece, channels),
          products.cleared(piece, channels),
          RawMemory.at(x, first * channels),
          norm.mean(),
          count,
          channels);
    }
  }

  private final class Apply extends Blocks {
    private long out;
    private long residual;
    private Activation activation = Activation.IDENTITY;
    private float slope;
    private boolean isActivated;

    void set(
        String me,
        Tensor output,
        Tensor input,
        Tensor residualTensor,
        Activation f,
        float newSlope) {
      out = Check.tensor(me, "output", output, rows * channels);
      x = Check.tensor(me, "input", input, rows * channels);
      residual = Check.optional(me, "residual", residualTensor, rows * channels);
      activation = f;
      slope = newSlope;
      isActivated = norm.setActivation(f, newSlope);
    }

    @Override
    boolean isOneLoop() {
      return isActivated;
    }

    @Override
    void block(int piece, long offset, long count) {
      long to = RawMemory.at(out, offset);
      long added = residual == 0 ? 0 : RawMemory.at(residual, offset);
      engine.primitives.normalize(to, RawMemory.at(x, offset), added, count, channels, norm);
      if (!isActivated) {
        engine.primitives.activate(activation, slope, to, to, count * channels);
      }
    }
  }

  private final class BackwardSums extends Blocks {
    private long dy;
    private long dr;
    private long y;
    private Activation activation = Activation.IDENTITY;
    private float slope;
    private boolean accumulate;

    void set(
        String me,
        Tensor dOutput,
        Tensor dResidual,
        Tensor output,
        Activation f,
        float newSlope,
        boolean accumulateResidual) {
      dy = Check.tensor(me, "dOutput", dOutput, rows * channels);
      dr = Check.optional(me, "dResidual", dResidual, rows * channels);
      dr = dr == dy ? 0 : dr;
      y = Check.optional(me, "output", output, rows * channels);
      activation = y == 0 ? Activation.IDENTITY : f;
      slope = newSlope;
      accumulate = accumulateResidual;
      // What is undone in dOutput need not be undone again.
      norm.setActivation(y == 0 ? f : Activation.IDENTITY, newSlope);
    }

    @Override
    boolean isOneLoop() {
      return activation == Activation.IDENTITY && dr == 0;
    }

    @Override
    void block(int piece, long offset, long count) {
      long size = count * channels;
      long gradient = RawMemory.at(dy, offset);
      if (activation != Activation.IDENTITY) {
        engine.primitives.activateBackward(
            activation, slope, gradient, gradient, RawMemory.at(y, offset), size, false);
      }
      if (dr != 0 && accumulate) {
        engine.primitives.add(RawMemory.at(dr, offset), gradient, size);
      } else if (dr != 0) {
        engine.primitives.copy(RawMemory.at(dr, offset), gradient, size);
      }
      engine.primitives.sumGradients(
          sums.of(piece),
          products.of(piece),
          gradient,
          RawMemory.at(x, offset),
          count,
          channels,
          norm);
    }

    @Override
    void run(int piece, long first, long count) {
      sums.cleared(piece, channels);
      products.cleared(piece, channels);
      super.run(piece, first, count);
    }
  }

  private final class BackwardApply extends Rows {
    private long dx;
    private boolean accumulate;

    @Override
    void run(int piece, long first, long count) {
      long offset = first * channels;
      engine.primitives.normalizeBackward(
          RawMemory.at(dx, offset),
          RawMemory.at(backwardSums.dy, offset),
          RawMemory.at(x, offset),
          count,
          channels,
          norm,
          accumulate);
    }
  }
}
