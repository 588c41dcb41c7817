package dev.conform.runtime.kernel;

/** Activations, dropout and softmax. */
final class Elementwise {

  private final Engine engine;
  private final Activate activate = new Activate();
  private final ActivateBackward activateBackward = new ActivateBackward();
  private final Drop drop = new Drop();
  private final Softmax softmax = new Softmax();
  private final SoftmaxBackward softmaxBackward = new SoftmaxBackward();

  Elementwise(Engine engine) {
    this.engine = engine;
  }

  void activate(Tensor output, Tensor input, Activation f, float slope, long size, int batch) {
    String me = "activationForward";
    activate.size(me, size, batch);
    activate.out = Check.tensor(me, "output", output, activate.size);
    activate.in = Check.tensor(me, "input", input, activate.size);
    activate.activation = f;
    activate.slope = slope;
    activate.start(activate.size);
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
    activateBackward.size(me, size, batch);
    activateBackward.out = Check.tensor(me, "dInput", dInput, activateBackward.size);
    activateBackward.in = Check.tensor(me, "dOutput", dOutput, activateBackward.size);
    activateBackward.saved = Check.tensor(me, "saved", saved, activateBackward.size);
    activateBackward.activation = f;
    activateBackward.slope = slope;
    activateBackward.accumulate = accumulate;
    activateBackward.start(activateBackward.size);
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
    drop.size(me, size, batch);
    drop.out = Check.tensor(me, "output", output, drop.size);
    drop.in = Check.tensor(me, "input", input, drop.size);
    drop.mask.set(seed, rate);
    drop.accumulate = accumulate;
    drop.start(drop.size);
  }

  void softmax(Tensor output, Tensor input, int channels, long pixels, int batch) {
    String me = "softmaxForward";
    softmax.size(me, channels * pixels, batch);
    softmax.out = Check.tensor(me, "output", output, softmax.size);
    softmax.in = Check.tensor(me, "input", input, softmax.size);
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
    softmaxBackward.size(me, channels * pixels, batch);
    softmaxBackward.out = Check.tensor(me, "dInput", dInput, softmaxBackward.size);
    softmaxBackward.in = Check.tensor(me, "dOutput", dOutput, softmaxBackward.size);
    softmaxBackward.result = Check.tensor(me, "output", output, softmaxBackward.size);
    softmaxBackward.channels = channels;
    softmaxBackward.accumulate = accumulate;
    softmaxBackward.start(pixels * batch);
  }

  /** Cuts {@code units} evenly. */
  private abstract class Flat extends Job {
    long out;
    long in;
    long size;
    private long units;

    void size(String kernel, long perImage, int batch) {
      Check.batch(kernel, batch);
      size = Math.multiplyExact(perImage, (long) batch);
    }

    void start(long newUnits) {
      units = newUnits;
      engine.run(this, newUnits, cost() * size / Tensor.ALIGNMENT);
    }

    /** How many vectors are read for one of the result. */
    long cost() {
      return 4;
    }

    abstract void part(long first, long count);

    @Override
    void run(int piece, int pieces) {
      long first = share(units, piece, pieces);
      part(first, share(units, piece + 1, pieces) - first);
    }
  }

  private static long costOf(Activation f) {
    boolean isSimple =
        f == Activation.IDENTITY || f == Activation.RELU || f == Activation.LEAKY_RELU;
    return isSimple ? 4 : 64;
  }

  private final class Activate extends Flat {
    private Activation activation = Activation.IDENTITY;
    private float slope;

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

  private final class ActivateBackward extends Flat {
    private Activation activation = Activation.IDENTITY;
    private float slope;
    private long saved;
    private boolean accumulate;

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

  private final class Drop extends Flat {
    private final DropoutMask mask = new DropoutMask();
    private boolean accumulate;

    @Override
    void part(long first, long count) {
      engine.primitives.dropout(
          RawMemory.at(out, first), RawMemory.at(in, first), mask, first, count, accumulate);
    }
  }

  private final class Softmax extends Flat {
    private int channels;

    @Override
    long cost() {
      return 64;
    }

    @Override
    void part(long first, long count) {
      engine.primitives.softmax(
          RawMemory.at(out, first * channels), RawMemory.at(in, first * channels), count, channels);
    }
  }

  private final class SoftmaxBackward extends Flat {
    private int channels;
    private long result;
    private boolean accumulate;

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
