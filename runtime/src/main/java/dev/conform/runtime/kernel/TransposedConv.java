package dev.conform.runtime.kernel;

/**
 * Transposed convolution: what it computes is the input gradient of another convolution, the
 * adjoint, and its own input gradient is the adjoint itself.
 */
final class TransposedConv {

  private final Engine engine;
  private final ConvForward convForward;
  private final ConvBackwardInput convBackwardInput;
  private final ConvBackwardWeight convBackwardWeight;
  private final ColumnSums biasSums;
  private final Epilogue epilogue = new Epilogue();
  private final BiasGradient biasGradient = new BiasGradient();

  TransposedConv(
      Engine engine,
      ConvForward convForward,
      ConvBackwardInput convBackwardInput,
      ConvBackwardWeight convBackwardWeight) {
    this.engine = engine;
    this.convForward = convForward;
    this.convBackwardInput = convBackwardInput;
    this.convBackwardWeight = convBackwardWeight;
    this.biasSums = new ColumnSums(engine.threads());
  }

  void forward(
      Tensor output,
      Tensor input,
      Tensor weight,
      Tensor bias,
      Conv2d adjoint,
      Activation activation,
      float slope,
      int batch) {
    String me = "transposedConv2dForward";
    Check.batch(me, batch);
    long floats = batch * ConvShape.inFloats(adjoint);
    epilogue.out = Check.tensor(me, "output", output, floats);
    Check.tensor(me, "input", input, batch * ConvShape.outFloats(adjoint));
    Check.tensor(me, "weight", weight, ConvShape.weightFloats(adjoint));
    epilogue.bias = Check.optional(me, "bias", bias, adjoint.inChannels());
    convBackwardInput.run(output, input, weight, adjoint, false, batch);
    if (epilogue.bias == 0 && activation == Activation.IDENTITY) {
      return;
    }
    epilogue.channels = adjoint.inChannels();
    epilogue.rows = floats / adjoint.inChannels();
    epilogue.activation = activation;
    epilogue.slope = slope;
    engine.run(epilogue, epilogue.rows, FlatJob.costOf(activation) * floats / Tensor.ALIGNMENT);
  }

  void backwardInput(
      Tensor dInput, Tensor dOutput, Tensor weight, Conv2d adjoint, boolean accumulate, int batch) {
    String me = "transposedConv2dBackwardInput";
    Check.batch(me, batch);
    Check.tensor(me, "dInput", dInput, batch * ConvShape.outFloats(adjoint));
    Check.tensor(me, "dOutput", dOutput, batch * ConvShape.inFloats(adjoint));
    Check.tensor(me, "weight", weight, ConvShape.weightFloats(adjoint));
    if (accumulate) {
      convForward.accumulate(dInput, dOutput, weight, adjoint, batch);
    } else {
      convForward.run(dInput, dOutput, weight, Tensor.NONE, adjoint, Activation.IDENTITY, 0, batch);
    }
  }

  void backwardWeight(
      Tensor dWeight, Tensor dBias, Tensor dOutput, Tensor input, Conv2d adjoint, int batch) {
    String me = "transposedConv2dBackwardWeight";
    Check.batch(me, batch);
    long floats = batch * ConvShape.inFloats(adjoint);
    Check.tensor(me, "dWeight", dWeight, ConvShape.weightFloats(adjoint));
    long bias = Check.optional(me, "dBias", dBias, adjoint.inChannels());
    biasGradient.dOut = Check.tensor(me, "dOutput", dOutput, floats);
    Check.tensor(me, "input", input, batch * ConvShape.outFloats(adjoint));
    convBackwardWeight.run(dWeight, Tensor.NONE, input, dOutput, adjoint, batch);
    if (bias != 0) {
      int channels = adjoint.inChannels();
      biasGradient.channels = channels;
      biasGradient.rows = floats / channels;
      biasSums.require(channels);
      int pieces = engine.pieces(biasGradient.rows, floats / Tensor.ALIGNMENT);
      engine.run(biasGradient, pieces);
      biasSums.write(bias, channels, pieces, engine.accumulates());
    }
  }

  private final class Epilogue extends Job {
    private long out;
    private long bias;
    private long rows;
    private int channels;
    private Activation activation = Activation.IDENTITY;
    private float slope;

    @Override
    void run(int piece, int pieces) {
      long first = share(rows, piece, pieces);
      long count = share(rows, piece + 1, pieces) - first;
      long at = RawMemory.at(out, first * channels);
      boolean relu = activation == Activation.RELU;
      engine.primitives.bias(at, count, channels, bias, relu);
      if (!relu && activation != Activation.IDENTITY) {
        engine.primitives.activate(activation, slope, at, at, count * channels);
      }
    }
  }

  private final class BiasGradient extends Job {
    private long dOut;
    private long rows;
    private int channels;

    @Override
    void run(int piece, int pieces) {
      long first = share(rows, piece, pieces);
      engine.primitives.sumColumns(
          biasSums.cleared(piece, channels),
          RawMemory.at(dOut, first * channels),
          share(rows, piece + 1, pieces) - first,
          channels);
    }
  }
}
