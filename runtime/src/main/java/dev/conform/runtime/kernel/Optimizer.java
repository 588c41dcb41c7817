package dev.conform.runtime.kernel;

/** The optimisers' steps over flat memory. */
final class Optimizer {

  private final Engine engine;
  private final Sgd sgd;
  private final Momentum momentum;
  private final Adam adam;
  private final Search search;

  Optimizer(Engine engine) {
    this.engine = engine;
    this.sgd = new Sgd();
    this.momentum = new Momentum();
    this.adam = new Adam();
    this.search = new Search();
  }

  boolean sgd(
      Tensor parameter,
      Tensor gradient,
      Tensor velocity,
      float lr,
      float stays,
      float weightDecay,
      boolean nesterov,
      long size) {
    String me = "sgdUpdate";
    sgd.parameter = Check.tensor(me, "parameter", parameter, size);
    sgd.gradient = Check.tensor(me, "gradient", gradient, size);
    sgd.velocity = stays == 0 ? 0 : Check.tensor(me, "velocity", velocity, size);
    sgd.lr = lr;
    sgd.momentum = stays;
    sgd.weightDecay = weightDecay;
    sgd.nesterov = nesterov;
    return sgd.run(size, size / 4);
  }

  boolean momentum(
      Tensor parameter, Tensor velocity, float lr, float stays, float weightDecay, long size) {
    String me = "momentumUpdate";
    momentum.parameter = Check.tensor(me, "parameter", parameter, size);
    momentum.velocity = Check.tensor(me, "velocity", velocity, size);
    momentum.lr = lr;
    momentum.momentum = stays;
    momentum.weightDecay = weightDecay;
    return momentum.run(size, size / 4);
  }

  boolean adam(
      Tensor parameter,
      Tensor gradient,
      Tensor mean,
      Tensor variance,
      float lr,
      float beta1,
      float beta2,
      float epsilon,
      float weightDecay,
      boolean decoupled,
      long step,
      long size) {
    String me = "adamUpdate";
    adam.parameter = Check.tensor(me, "parameter", parameter, size);
    adam.gradient = Check.tensor(me, "gradient", gradient, size);
    adam.mean = Check.tensor(me, "mean", mean, size);
    adam.variance = Check.tensor(me, "variance", variance, size);
    adam.rates.set(lr, beta1, beta2, epsilon, weightDecay, decoupled, step);
    return adam.run(size, size / 2);
  }

  boolean areFinite(Tensor values, long size) {
    search.values = Check.tensor("areFinite", "values", values, size);
    return search.run(size, size / Tensor.ALIGNMENT);
  }

  /** A job on values one by one that tells whether all of them are finite. */
  private abstract class Flat extends Job {
    private final boolean[] finite = new boolean[engine.threads()];
    private long size;

    boolean run(long newSize, long steps) {
      size = newSize;
      int pieces = engine.pieces(size, steps);
      engine.run(this, pieces);
      boolean all = true;
      for (int piece = 0; piece < pieces; piece++) {
        all &= finite[piece];
      }
      return all;
    }

    @Override
    void run(int piece, int pieces) {
      long first = share(size, piece, pieces);
      finite[piece] = part(first, share(size, piece + 1, pieces) - first);
    }

    abstract boolean part(long first, long count);
  }

  private final class Sgd extends Flat {
    private long parameter;
    private long gradient;
    private long velocity;
    private float lr;
    private float momentum;
    private float weightDecay;
    private boolean nesterov;

    @Override
    boolean part(long first, long count) {
      return engine.primitives.sgd(
          RawMemory.at(parameter, first),
          RawMemory.at(gradient, first),
          velocity == 0 ? 0 : RawMemory.at(velocity, first),
          lr,
          momentum,
          weightDecay,
          nesterov,
          count);
    }
  }

  private final class Momentum extends Flat {
    private long parameter;
    private long velocity;
    private float lr;
    private float momentum;
    private float weightDecay;

    @Override
    boolean part(long first, long count) {
      return engine.primitives.momentum(
          RawMemory.at(parameter, first),
          RawMemory.at(velocity, first),
          lr,
          momentum,
          weightDecay,
          count);
    }
  }

  private final class Adam extends Flat {
    private final AdamRates rates = new AdamRates();
    private long parameter;
    private long gradient;
    private long mean;
    private long variance;

    @Override
    boolean part(long first, long count) {
      return engine.primitives.adam(
          RawMemory.at(parameter, first),
          RawMemory.at(gradient, first),
          RawMemory.at(mean, first),
          RawMemory.at(variance, first),
          rates,
          count);
    }
  }

  private final class Search extends Flat {
    private long values;

    @Override
    boolean part(long first, long count) {
      return engine.primitives.areFinite(RawMemory.at(values, first), count);
    }
  }
}
