package dev.conform.runtime.kernel;

import java.util.Arrays;

/** Layer normalisation over the channels of each pixel (Ba et al. 2016). */
final class LayerNormalization {

  /** So many values, 64 KiB, are still in the cache when they are read again. */
  private static final long BLOCK = 1 << 14;

  private final Engine engine;
  private final Scratch[] scratch;
  private final ColumnSums weightSums;
  private final ColumnSums biasSums;
  private final Forward forward = new Forward();
  private final Backward backward = new Backward();
  private float[] weight = {};
  private float[] bias = {};
  private int channels;
  private long rows;
  private float epsilon;
  private long x;

  LayerNormalization(Engine engine) {
    this.engine = engine;
    weightSums = new ColumnSums(engine.threads());
    biasSums = new ColumnSums(engine.threads());
    scratch = new Scratch[engine.threads()];
    for (int i = 0; i < scratch.length; i++) {
      scratch[i] = new Scratch();
    }
  }

  /** Sets what both directions have; returns the floats of the batch. */
  private long shape(String kernel, int newChannels, long pixels, float newEpsilon, int batch) {
    Check.batch(kernel, batch);
    channels = newChannels;
    rows = Math.multiplyExact(pixels, (long) batch);
    epsilon = newEpsilon;
    int padded = (int) ConvShape.aligned(channels);
    if (weight.length < padded) {
      weight = new float[padded];
      bias = new float[padded];
      for (Scratch piece : scratch) {
        piece.dWeight = new float[padded];
        piece.dBias = new float[padded];
      }
    }
    return Math.multiplyExact(rows, (long) channels);
  }

  /** Copies coefficients, or what stands for them, and zeros behind them. */
  private void copy(float[] to, long address, float absent) {
    for (int c = 0; c < channels; c++) {
      to[c] = address == 0 ? absent : RawMemory.get(RawMemory.at(address, c));
    }
    Arrays.fill(to, channels, to.length, 0);
  }

  void forward(
      Tensor output,
      Tensor input,
      Tensor gamma,
      Tensor beta,
      int newChannels,
      long pixels,
      float newEpsilon,
      Activation activation,
      float slope,
      int batch) {
    String me = "layerNormForward";
    long floats = shape(me, newChannels, pixels, newEpsilon, batch);
    forward.out = Check.tensor(me, "output", output, floats);
    x = Check.tensor(me, "input", input, floats);
    copy(weight, Check.optional(me, "weight", gamma, channels), 1);
    copy(bias, Check.optional(me, "bias", beta, channels), 0);
    forward.activation = activation;
    forward.slope = slope;
    engine.run(forward, rows, (FlatJob.costOf(activation) + 4) * floats / Tensor.ALIGNMENT);
  }

  void backward(
      Tensor dInput,
      Tensor dWeight,
      Tensor dBias,
      Tensor dOutput,
      Tensor input,
      Tensor gamma,
      int newChannels,
      long pixels,
      float newEpsilon,
      boolean accumulate,
      int batch) {
    String me = "layerNormBackward";
    long floats = shape(me, newChannels, pixels, newEpsilon, batch);
    backward.dIn = Check.optional(me, "dInput", dInput, floats);
    long dGamma = Check.optional(me, "dWeight", dWeight, channels);
    long dBeta = Check.optional(me, "dBias", dBias, channels);
    backward.dOut = Check.tensor(me, "dOutput", dOutput, floats);
    x = Check.tensor(me, "input", input, floats);
    copy(weight, Check.optional(me, "weight", gamma, channels), 1);
    backward.accumulate = accumulate;
    weightSums.require(channels);
    biasSums.require(channels);
    int pieces = engine.pieces(rows, floats / 2);
    engine.run(backward, pieces);
    if (dGamma != 0) {
      weightSums.write(dGamma, channels, pieces, engine.accumulates());
    }
    if (dBeta != 0) {
      biasSums.write(dBeta, channels, pieces, engine.accumulates());
    }
  }

  /** What a piece knows of the rows under way. */
  private static final class Scratch {
    private final RowStatistics found = new RowStatistics();
    private float[] dWeight = {};
    private float[] dBias = {};
    private double[] weightTotal = {};
    private double[] biasTotal = {};
  }

  /** Does something with some rows. */
  private interface Pass {
    /**
     * Does it.
     *
     * @param offset floats before the first row
     */
    void run(long offset, int count, Scratch s);
  }

  /**
   * Goes through the rows, block by block, and each block pass by pass. Passes are behind an
   * interface because the compiler, where it stops inlining in the middle of vector code, makes
   * objects.
   */
  private abstract class Blocks extends Job {
    private final Pass[] passes;

    Blocks(Pass... passes) {
      this.passes = passes;
    }

    @Override
    void run(int piece, int pieces) {
      Scratch s = scratch[piece];
      int block = (int) Math.max(1, Math.min(RowStatistics.ROWS, BLOCK / channels));
      long end = share(rows, piece + 1, pieces);
      for (long row = share(rows, piece, pieces); row < end; row += block) {
        int count = (int) Math.min(block, end - row);
        for (Pass pass : passes) {
          pass.run(row * channels, count, s);
        }
      }
    }
  }

  private void statistics(long offset, int count, Scratch s) {
    engine.primitives.rowStatistics(s.found, RawMemory.at(x, offset), count, channels, epsilon);
  }

  private void normalize(long offset, int count, Scratch s) {
    long to = RawMemory.at(forward.out, offset);
    long from = RawMemory.at(x, offset);
    engine.primitives.normalizeRows(to, from, count, channels, s.found, weight, bias);
    if (forward.activation != Activation.IDENTITY) {
      long floats = (long) count * channels;
      engine.primitives.activate(forward.activation, forward.slope, to, to, floats);
    }
  }

  /** Sums a block in single precision, and these sums in double. */
  private void sum(long offset, int count, Scratch s) {
    Arrays.fill(s.dWeight, 0, channels, 0);
    Arrays.fill(s.dBias, 0, channels, 0);
    long gradient = RawMemory.at(backward.dOut, offset);
    long from = RawMemory.at(x, offset);
    engine.primitives.sumRows(s.dWeight, s.dBias, gradient, from, count, channels, s.found);
    for (int c = 0; c < channels; c++) {
      s.weightTotal[c] += s.dWeight[c];
      s.biasTotal[c] += s.dBias[c];
    }
  }

  private void gradients(long offset, int count, Scratch s) {
    long gradient = RawMemory.at(backward.dOut, offset);
    long from = RawMemory.at(x, offset);
    engine.primitives.rowGradients(s.found, gradient, from, count, channels, weight);
  }

  private void normalizeBackward(long offset, int count, Scratch s) {
    if (backward.dIn != 0) {
      engine.primitives.normalizeRowsBackward(
          RawMemory.at(backward.dIn, offset),
          RawMemory.at(backward.dOut, offset),
          RawMemory.at(x, offset),
          count,
          channels,
          s.found,
          weight,
          backward.accumulate);
    }
  }

  private final class Forward extends Blocks {
    private long out;
    private Activation activation = Activation.IDENTITY;
    private float slope;

    Forward() {
      super(LayerNormalization.this::statistics, LayerNormalization.this::normalize);
    }
  }

  private final class Backward extends Blocks {
    private long dIn;
    private long dOut;
    private boolean accumulate;

    Backward() {
      super(
          LayerNormalization.this::statistics,
          LayerNormalization.this::sum,
          LayerNormalization.this::gradients,
          LayerNormalization.this::normalizeBackward);
    }

    @Override
    void run(int piece, int pieces) {
      scratch[piece].weightTotal = weightSums.cleared(piece, channels);
      scratch[piece].biasTotal = biasSums.cleared(piece, channels);
      super.run(piece, pieces);
    }
  }
}
