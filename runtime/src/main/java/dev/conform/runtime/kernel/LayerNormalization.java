package dev.conform.runtime.kernel;

import java.util.Arrays;

/** Layer normalisation over the channels of each pixel (Ba et al. 2016). */
final class LayerNormalization {

  /** So many values, 64 KiB, are still in the cache when they are read again. */
  private static final long BLOCK = 1 << 14;

  /** Gradients of so many rows are summed in single precision, and these sums in double. */
  private static final long SUM_ROWS = 64;

  private final Engine engine;
  private final Forward forward;
  private final Backward backward;

  LayerNormalization(Engine engine) {
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
      float epsilon,
      Activation activation,
      float slope,
      int batch) {
    String me = "layerNormForward";
    long floats = forward.size(me, channels * pixels, batch);
    forward.out = Check.tensor(me, "output", output, floats);
    forward.in = Check.tensor(me, "input", input, floats);
    forward.weight = values(forward.weight, Check.optional(me, "weight", weight, channels), 1, channels);
    forward.bias = values(forward.bias, Check.optional(me, "bias", bias, channels), 0, channels);
    forward.channels = channels;
    forward.epsilon = epsilon;
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
      float epsilon,
      boolean accumulate,
      int batch) {
    String me = "layerNormBackward";
    Check.batch(me, batch);
    long rows = Math.multiplyExact(pixels, (long) batch);
    long floats = Math.multiplyExact(rows, (long) channels);
    backward.dIn = Check.optional(me, "dInput", dInput, floats);
    long dGamma = Check.optional(me, "dWeight", dWeight, channels);
    long dBeta = Check.optional(me, "dBias", dBias, channels);
    backward.dOut = Check.tensor(me, "dOutput", dOutput, floats);
    backward.in = Check.tensor(me, "input", input, floats);
    backward.weight = values(backward.weight, Check.optional(me, "weight", weight, channels), 1, channels);
    backward.rows = rows;
    backward.epsilon = epsilon;
    backward.accumulate = accumulate;
    backward.require(channels);
    int pieces = engine.pieces(rows, floats / 2);
    engine.run(backward, pieces);
    if (dGamma != 0) {
      backward.dWeight.write(dGamma, channels, pieces);
    }
    if (dBeta != 0) {
      backward.dBias.write(dBeta, channels, pieces);
    }
  }

  /**
   * Copies coefficients, or what stands for them.
   *
   * @param reused overwritten and returned, if it is long enough
   */
  private static float[] values(float[] reused, long address, float absent, int channels) {
    float[] values = reused.length < channels ? new float[channels] : reused;
    for (int c = 0; c < channels; c++) {
      values[c] = address == 0 ? absent : RawMemory.get(RawMemory.at(address, c));
    }
    return values;
  }

  private static final class Forward extends FlatJob {
    private float[] weight = {};
    private float[] bias = {};
    private int channels;
    private float epsilon;
    private Activation activation = Activation.IDENTITY;
    private float slope;

    Forward(Engine engine) {
      super(engine);
    }

    @Override
    long cost() {
      return 4 + costOf(activation);
    }

    @Override
    void part(long first, long count) {
      long block = Math.max(1, BLOCK / channels);
      for (long row = first; row < first + count; row += block) {
        long rows = Math.min(block, first + count - row);
        long to = RawMemory.at(out, row * channels);
        long from = RawMemory.at(in, row * channels);
        engine.primitives.normalizeRows(to, from, rows, channels, weight, bias, epsilon);
        if (activation != Activation.IDENTITY) {
          engine.primitives.activate(activation, slope, to, to, rows * channels);
        }
      }
    }
  }

  private final class Backward extends Job {
    private final ColumnSums dWeight;
    private final ColumnSums dBias;
    private final float[][] weightSums;
    private final float[][] biasSums;
    private long dIn;
    private long dOut;
    private long in;
    private float[] weight = {};
    private int channels;
    private long rows;
    private float epsilon;
    private boolean accumulate;

    Backward(int threads) {
      dWeight = new ColumnSums(threads);
      dBias = new ColumnSums(threads);
      weightSums = new float[threads][0];
      biasSums = new float[threads][0];
    }

    void require(int newChannels) {
      channels = newChannels;
      dWeight.require(channels);
      dBias.require(channels);
      if (weightSums[0].length < channels) {
        for (int i = 0; i < weightSums.length; i++) {
          weightSums[i] = new float[channels];
          biasSums[i] = new float[channels];
        }
      }
    }

    @Override
    void run(int piece, int pieces) {
      double[] weightTotal = dWeight.cleared(piece, channels);
      double[] biasTotal = dBias.cleared(piece, channels);
      float[] weightSum = weightSums[piece];
      float[] biasSum = biasSums[piece];
      long end = share(rows, piece + 1, pieces);
      for (long row = share(rows, piece, pieces); row < end; row += SUM_ROWS) {
        Arrays.fill(weightSum, 0, channels, 0);
        Arrays.fill(biasSum, 0, channels, 0);
        long offset = row * channels;
        engine.primitives.normalizeRowsBackward(
            dIn == 0 ? 0 : RawMemory.at(dIn, offset),
            weightSum,
            biasSum,
            RawMemory.at(dOut, offset),
            RawMemory.at(in, offset),
            Math.min(SUM_ROWS, end - row),
            channels,
            weight,
            epsilon,
            accumulate);
        for (int c = 0; c < channels; c++) {
          weightTotal[c] += weightSum[c];
          biasTotal[c] += biasSum[c];
        }
      }
    }
  }
}
