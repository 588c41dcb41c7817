package dev.conform.runtime.kernel;

/** The optimisers' steps over flat memory. */
final class Optimizer {

  private final Engine engine;
  private final Sgd sgd = new Sgd();
  private final Adam adam = new Adam();

  Optimizer(Engine engine) {
    this.engine = engine;
  }

  void sgd(
      Tensor parameter,
      Tensor gradient,
      Tensor velocity,
      float lr,
      float momentum,
      float weightDecay,
      boolean nesterov,
      long size) {
    String me = "sgdUpdate";
    sgd.parameter = Check.tensor(me, "parameter", parameter, size);
    sgd.gradient = Check.tensor(me, "gradient", gradient, size);
    sgd.velocity = momentum == 0 ? 0 : Check.tensor(me, "velocity", velocity, size);
    sgd.lr = lr;
    sgd.momentum = momentum;
    sgd.weightDecay = weightDecay;
    sgd.nesterov = nesterov;
    sgd.size = size;
    engine.run(sgd, size, size / 4);
  }

  void adam(
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
    adam.size = size;
    engine.run(adam, size, size / 2);
  }

  private final class Sgd extends Job {
    private long parameter;
    private long gradient;
    private long velocity;
    private float lr;
    private float momentum;
    private float weightDecay;
    private boolean nesterov;
    private long size;

    @Override
    void run(int piece, int pieces) {
      long first = share(size, piece, pieces);
      engine.primitives.sgd(
          RawMemory.at(parameter, first),
          RawMemory.at(gradient, first),
          velocity == 0 ? 0 : RawMemory.at(velocity, first),
          lr,
          momentum,
          weightDecay,
          nesterov,
          share(size, piece + 1, pieces) - first);
    }
  }

  private final class Adam extends Job {
    private final AdamRates rates = new AdamRates();
    private long parameter;
    private long gradient;
    private long mean;
    private long variance;
    private long size;

    @Override
    void run(int piece, int pieces) {
      long first = share(size, piece, pieces);
      engine.primitives.adam(
          RawMemory.at(parameter, first),
          RawMemory.at(gradient, first),
          RawMemory.at(mean, first),
          RawMemory.at(variance, first),
          rates,
          share(size, piece + 1, pieces) - first);
    }
  }
}
