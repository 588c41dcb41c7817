package dev.conform.runtime.kernel;

/** A depthwise convolution, or the gradient of its input, which is one of the output's gradient. */
final class Depthwise extends WindowRows {

  /** Each multiplication reads a value of its own, which takes longer than multiplying. */
  private static final int STEPS = 2;

  private long output;
  private long weight;
  private long bias;
  private long added;
  private Activation activation = Activation.IDENTITY;
  private float slope;

  Depthwise(Engine engine) {
    super(engine);
  }

  /**
   * Convolves: output = f(convolution + bias + added).
   *
   * @param newBias 0 for none
   * @param newAdded like output, and may be output; 0 for none
   */
  void forward(
      long newOutput,
      long newInput,
      long newWeight,
      long newBias,
      long newAdded,
      Conv2d conv,
      Activation f,
      float leak,
      int batch) {
    forward(conv, batch);
    output = newOutput;
    input = newInput;
    weight = newWeight;
    bias = newBias;
    added = newAdded;
    activation = f;
    slope = leak;
    engine.run(this, rows(), STEPS * ConvShape.steps(conv) * batch);
  }

  /** Convolves what another convolution makes, which is not written to memory. */
  void forward(
      long newOutput,
      RowSource source,
      Conv2d maker,
      long newWeight,
      long newBias,
      Conv2d conv,
      Activation f,
      float leak,
      int batch) {
    forward(conv, batch);
    readFrom(source, maker);
    output = newOutput;
    weight = newWeight;
    bias = newBias;
    added = 0;
    activation = f;
    slope = leak;
    engine.run(this, rows(), source.steps() + STEPS * ConvShape.steps(conv) * batch);
  }

  /** Overwrites the gradient of the input, or adds to it. */
  void backwardInput(
      long dInput, long dOutput, long newWeight, boolean accumulate, Conv2d conv, int batch) {
    backward(conv, batch);
    output = dInput;
    input = dOutput;
    weight = newWeight;
    bias = 0;
    added = accumulate ? dInput : 0;
    activation = Activation.IDENTITY;
    engine.run(this, rows(), STEPS * ConvShape.steps(conv) * batch);
  }

  @Override
  void run(int piece, long out, long in, long tap, TapRun run) {
    engine.primitives.depthwise(
        RawMemory.at(output, out),
        in,
        RawMemory.at(weight, tap),
        added == 0 ? bias : RawMemory.at(added, out),
        added == 0 ? 0 : run.outStep(),
        run);
  }

  @Override
  void finishRow(int piece, long out) {
    long at = RawMemory.at(output, out);
    if (added != 0 && bias != 0) {
      engine.primitives.bias(at, rowFloats() / channels, channels, bias, false);
    }
    if (activation != Activation.IDENTITY) {
      engine.primitives.activate(activation, slope, at, at, rowFloats());
    }
  }
}
