package dev.conform.runtime.kernel;

import java.util.Arrays;

/**
 * Group normalisation (Wu and He 2018): over the channels of a group and all pixels of an image. A
 * piece does whole images.
 */
final class GroupNormalization {

  private final Engine engine;
  private final ColumnSums dWeight;
  private final ColumnSums dBias;
  private final Scratch[] scratch;
  private final Forward forward = new Forward();
  private final Backward backward = new Backward();
  private int channels;
  private long pixels;
  private int groups;
  private float epsilon;
  private int batch;
  private long x;
  private long gamma;

  GroupNormalization(Engine engine) {
    this.engine = engine;
    dWeight = new ColumnSums(engine.threads());
    dBias = new ColumnSums(engine.threads());
    scratch = new Scratch[engine.threads()];
    for (int i = 0; i < scratch.length; i++) {
      scratch[i] = new Scratch();
    }
  }

  /** Sets what both directions have; returns the floats of the batch. */
  private long shape(
      String kernel, int newChannels, long newPixels, int newGroups, float newEpsilon, int images) {
    Check.batch(kernel, images);
    if (newGroups < 1 || newChannels % newGroups != 0) {
      throw new IllegalArgumentException(
          "%s: %d groups must divide %d channels".formatted(kernel, newGroups, newChannels));
    }
    channels = newChannels;
    pixels = newPixels;
    groups = newGroups;
    epsilon = newEpsilon;
    batch = images;
    for (Scratch piece : scratch) {
      piece.require(channels);
    }
    return Math.multiplyExact(channels * pixels, (long) images);
  }

  void forward(
      Tensor output,
      Tensor input,
      Tensor weight,
      Tensor bias,
      int newChannels,
      long newPixels,
      int newGroups,
      float newEpsilon,
      Activation activation,
      float slope,
      int images) {
    String me = "groupNormForward";
    long floats = shape(me, newChannels, newPixels, newGroups, newEpsilon, images);
    forward.out = Check.tensor(me, "output", output, floats);
    x = Check.tensor(me, "input", input, floats);
    gamma = Check.optional(me, "weight", weight, channels);
    forward.beta = Check.optional(me, "bias", bias, channels);
    forward.activation = activation;
    forward.slope = slope;
    engine.run(forward, batch, floats / 2);
  }

  void backward(
      Tensor dInput,
      Tensor dWeightTensor,
      Tensor dBiasTensor,
      Tensor dOutput,
      Tensor input,
      Tensor weight,
      int newChannels,
      long newPixels,
      int newGroups,
      float newEpsilon,
      boolean accumulate,
      int images) {
    String me = "groupNormBackward";
    long floats = shape(me, newChannels, newPixels, newGroups, newEpsilon, images);
    backward.dx = Check.optional(me, "dInput", dInput, floats);
    long dGamma = Check.optional(me, "dWeight", dWeightTensor, channels);
    long dBeta = Check.optional(me, "dBias", dBiasTensor, channels);
    backward.dy = Check.tensor(me, "dOutput", dOutput, floats);
    x = Check.tensor(me, "input", input, floats);
    gamma = Check.optional(me, "weight", weight, channels);
    backward.accumulate = accumulate;
    dWeight.require(channels);
    dBias.require(channels);
    int pieces = engine.pieces(batch, floats / 2);
    engine.run(backward, pieces);
    if (dGamma != 0) {
      dWeight.write(dGamma, channels, pieces, engine.accumulates());
    }
    if (dBeta != 0) {
      dBias.write(dBeta, channels, pieces, engine.accumulates());
    }
  }

  /** Numbers for each channel of the image under way. */
  private static final class Scratch {
    private final ColumnNorm norm = new ColumnNorm();
    private float[] invStd = {};
    private double[] sums = {};
    private double[] products = {};

    /** Makes room; only the first use of a larger width allocates. */
    void require(int columns) {
      norm.require(columns);
      if (invStd.length < columns) {
        invStd = new float[columns];
        sums = new double[Math.toIntExact(ConvShape.aligned(columns))];
        products = new double[sums.length];
      }
    }
  }

  /** Sets mean and invStd of an image, the same for all channels of a group. */
  private void statistics(long image, Scratch s) {
    int perGroup = channels / groups;
    double count = (double) perGroup * pixels;
    Arrays.fill(s.sums, 0, channels, 0);
    engine.primitives.sumColumns(s.sums, image, pixels, channels);
    float[] mean = s.norm.mean();
    for (int first = 0; first < channels; first += perGroup) {
      Arrays.fill(
          mean, first, first + perGroup, (float) (groupSum(s.sums, first, perGroup) / count));
    }
    Arrays.fill(s.sums, 0, channels, 0);
    Arrays.fill(s.products, 0, channels, 0);
    engine.primitives.sumDistances(s.sums, s.products, image, mean, pixels, channels);
    for (int first = 0; first < channels; first += perGroup) {
      double variance = groupSum(s.products, first, perGroup) / count;
      float invStd = (float) (1 / Math.sqrt(variance + epsilon));
      Arrays.fill(s.invStd, first, first + perGroup, invStd);
    }
  }

  private static double groupSum(double[] values, int first, int count) {
    double sum = 0;
    for (int c = first; c < first + count; c++) {
      sum += values[c];
    }
    return sum;
  }

  private float weight(int c) {
    return gamma == 0 ? 1 : RawMemory.get(RawMemory.at(gamma, c));
  }

  private final class Forward extends Job {
    private long out;
    private long beta;
    private Activation activation = Activation.IDENTITY;
    private float slope;

    @Override
    void run(int piece, int pieces) {
      Scratch s = scratch[piece];
      long floats = pixels * channels;
      long end = share(batch, piece + 1, pieces);
      for (long image = share(batch, piece, pieces); image < end; image++) {
        long from = RawMemory.at(x, image * floats);
        long to = RawMemory.at(out, image * floats);
        statistics(from, s);
        for (int c = 0; c < channels; c++) {
          s.norm.scale()[c] = s.invStd[c] * weight(c);
          s.norm.shift()[c] = beta == 0 ? 0 : RawMemory.get(RawMemory.at(beta, c));
        }
        boolean isActivated = s.norm.setActivation(activation, slope);
        engine.primitives.normalize(to, from, 0, pixels, channels, s.norm);
        if (!isActivated) {
          engine.primitives.activate(activation, slope, to, to, floats);
        }
      }
    }
  }

  private final class Backward extends Job {
    private long dx;
    private long dy;
    private boolean accumulate;

    @Override
    void run(int piece, int pieces) {
      Scratch s = scratch[piece];
      double[] weightSums = dWeight.cleared(piece, channels);
      double[] biasSums = dBias.cleared(piece, channels);
      long floats = pixels * channels;
      long end = share(batch, piece + 1, pieces);
      for (long image = share(batch, piece, pieces); image < end; image++) {
        long from = RawMemory.at(x, image * floats);
        long gradient = RawMemory.at(dy, image * floats);
        statistics(from, s);
        Arrays.fill(s.sums, 0, channels, 0);
        Arrays.fill(s.products, 0, channels, 0);
        s.norm.setActivation(Activation.IDENTITY, 0);
        engine.primitives.sumGradients(
            s.sums, s.products, gradient, from, pixels, channels, s.norm);
        for (int c = 0; c < channels; c++) {
          weightSums[c] += s.products[c] * s.invStd[c];
          biasSums[c] += s.sums[c];
        }
        if (dx != 0) {
          coefficients(s);
          engine.primitives.normalizeBackward(
              RawMemory.at(dx, image * floats),
              gradient,
              from,
              pixels,
              channels,
              s.norm,
              accumulate);
        }
      }
    }

    /** dx = invStd · (w·dy − mean(w·dy) − x̂ · mean(w·dy·x̂)), the means over a group. */
    private void coefficients(Scratch s) {
      int perGroup = channels / groups;
      double count = (double) perGroup * pixels;
      for (int first = 0; first < channels; first += perGroup) {
        double invStd = s.invStd[first];
        double sum = 0;
        double dot = 0;
        for (int c = first; c < first + perGroup; c++) {
          sum += weight(c) * s.sums[c];
          dot += weight(c) * s.products[c] * invStd;
        }
        for (int c = first; c < first + perGroup; c++) {
          s.norm.ofGradient()[c] = (float) (invStd * weight(c));
          s.norm.ofDistance()[c] = (float) (-invStd * invStd * dot / count);
          s.norm.constant()[c] = (float) (-invStd * sum / count);
        }
      }
    }
  }
}
