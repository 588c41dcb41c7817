package dev.conform.runtime.kernel;

/** Activations, dropout, products and softmax. */
final class Elementwise {

  private final Activate activate;
  private final ActivateBackward activateBackward;
  private final Drop drop;
  private final Multiply multiply;
  private final Softmax softmax;
  private final SoftmaxBackward softmaxBackward;

  Elementwise(Engine engine) {
    activate = new Activate(engine);
    activateBackward = new ActivateBackward(engine);
    drop = new Drop(engine);
    multiply = new Multiply(engine);
    softmax = new Softmax(engine);
    softmaxBackward = new SoftmaxBackward(engine);
  }

  void activate(Tensor output, Tensor input, Activation f, float slope, long size, int batch) {
    String me = "activationForward";
    long floats = activate.size(me, size, batch);
    activate.out = Check.tensor(me, "output", output, floats);
    activate.in = Check.tensor(me, "input", input, floats);
    activate.activation = f;
    activate.slope = slope;
    activate.start(floats);
  }

  void activateBackward(
      Tensor dInput,
      Tensor dOutput,
      Tensor saved,
      Activation f,
      float slope,
      long size,
      boolean accumulate,
      int batch) {
    String me = "activationBackward";
    long floats = activateBackward.size(me, size, batch);
    activateBackward.out = Check.tensor(me, "dInput", dInput, floats);
    activateBackward.in = Check.tensor(me, "dOutput", dOutput, floats);
    activateBackward.saved = Check.tensor(me, "saved", saved, floats);
    activateBackward.activation = f;
    activateBackward.slope = slope;
    activateBackward.accumulate = accumulate;
    activateBackward.start(floats);
  }

  void dropout(
      String me,
      Tensor output,
      Tensor input,
      float rate,
      long seed,
      long size,
      boolean accumulate,
      int batch) {
    long floats = drop.size(me, size, batch);
    drop.out = Check.tensor(me, "output", output, floats);
    drop.in = Check.tensor(me, "input", input, floats);
    drop.mask.set(seed, rate);
    drop.accumulate = accumulate;
    drop.start(floats);
  }

  void multiply(Tensor target, Tensor factor, long size) {
    String me = "multiply";
    long floats = multiply.size(me, size, 1);
    multiply.out = Check.tensor(me, "target", target, floats);
    multiply.in = Check.tensor(me, "factor", factor, floats);
    multiply.start(floats);
  }

  void softmax(Tensor output, Tensor input, int channels, long pixels, int batch) {
    String me = "softmaxForward";
    long floats = softmax.size(me, channels * pixels, batch);
    softmax.out = Check.tensor(me, "output", output, floats);
    softmax.in = Check.tensor(me, "input", input, floats);
    softmax.channels = channels;
    softmax.start(pixels * batch);
  }

  void softmaxBackward(
      Tensor dInput,
      Tensor dOutput,
      Tensor output,
      int channels,
      long pixels,
      boolean accumulate,
      int batch) {
    String me = "softmaxBackward";
    long floats = softmaxBackward.size(me, channels * pixels, batch);
    softmaxBackward.out = Check.tensor(me, "dInput", dInput, floats);
    softmaxBackward.in = Check.tensor(me, "dOutput", dOutput, floats);
    softmaxBackward.result = Check.tensor(me, "output", output, floats);
    softmaxBackward.channels = channels;
    softmaxBackward.accumulate = accumulate;
    softmaxBackward.start(pixels * batch);
  }

  private static final class Activate extends FlatJob {
    private Activation activation = Activation.IDENTITY;
    private float slope;

    Activate(Engine engine) {
      super(engine);
    }

    @Override
    long cost() {
      return costOf(activation);
    }

    @Override
    void part(long first, long count) {
      engine.primitives.activate(
          activation, slope, RawMemory.at(out, first), RawMemory.at(in, first), count);
    }
  }

  private static final class ActivateBackward extends FlatJob {
    private Activation activation = Activation.IDENTITY;
    private float slope;
    private long saved;
    private boolean accumulate;

    ActivateBackward(Engine engine) {
      super(engine);
    }

    @Override
    long cost() {
      return costOf(activation);
    }

    @Override
    void part(long first, long count) {
      engine.primitives.activateBackward(
          activation,
          slope,
          RawMemory.at(out, first),
          RawMemory.at(in, first),
          RawMemory.at(saved, first),
          count,
          accumulate);
    }
  }

  private static final class Drop extends FlatJob {
    private final DropoutMask mask = new DropoutMask();
    private boolean accumulate;

    Drop(Engine engine) {
      super(engine);
    }

    @Override
    void part(long first, long count) {
      engine.primitives.dropout(
          RawMemory.at(out, first), RawMemory.at(in, first), mask, first, count, accumulate);
    }
  }

  private static final class Multiply extends FlatJob {
    Multiply(Engine engine) {
      super(engine);
    }

    @Override
    void part(long first, long count) {
      long to = RawMemory.at(out, first);
      engine.primitives.multiply(to, to, RawMemory.at(in, first), count);
    }
  }

  private static final class Softmax extends FlatJob {
    private int channels;

    Softmax(Engine engine) {
      super(engine);
    }

    @Override
    long cost() {
      return 32;
    }

    @Override
    void part(long first, long count) {
      engine.primitives.softmax(
          RawMemory.at(out, first * channels), RawMemory.at(in, first * channels), count, channels);
    }
  }

  private static final class SoftmaxBackward extends FlatJob {
    private int channels;
    private long result;
    private boolean accumulate;

    SoftmaxBackward(Engine engine) {
      super(engine);
    }

    @Override
    void part(long first, long count) {
      engine.primitives.softmaxBackward(
          RawMemory.at(out, first * channels),
          RawMemory.at(in, first * channels),
          RawMemory.at(result, first * channels),
          count,
          channels,
          accumulate);
    }
  }
}
