package dev.conform.runtime.kernel;

/**
 * The gradients of a depthwise convolution's weight and bias. Each piece adds its rows to a sum of
 * its own.
 */
final class DepthwiseWeight extends WindowRows {

  private final ColumnSums biasSums;
  private long dWeight;
  private long dOutput;
  private boolean hasBias;

  /** Makes one that adds the bias to {@code biasSums}. */
  DepthwiseWeight(Engine engine, ColumnSums biasSums) {
    super(engine);
    this.biasSums = biasSums;
  }

  /**
   * Sums each piece's part: the first to the result, each other one to its workspace.
   *
   * @param pieces into how many the rows are cut
   */
  void run(
      long newWeight,
      long newOutput,
      long newInput,
      boolean withBias,
      Conv2d conv,
      int batch,
      int pieces) {
    forward(conv, batch);
    dWeight = newWeight;
    dOutput = newOutput;
    input = newInput;
    hasBias = withBias;
    engine.run(this, pieces);
  }

  private long sum(int piece) {
    return piece == 0 ? dWeight : engine.workspace(piece);
  }

  @Override
  void run(int piece, int pieces) {
    long weights = (long) window.kernelH() * window.kernelW() * channels;
    if (piece > 0 || !engine.accumulates()) {
      engine.primitives.clear(sum(piece), weights);
    }
    if (hasBias) {
      biasSums.cleared(piece, channels);
    }
    super.run(piece, pieces);
  }

  @Override
  void run(int piece, long out, long in, long tap, TapRun run) {
    engine.primitives.depthwiseWeight(
        RawMemory.at(sum(piece), tap), RawMemory.at(dOutput, out), in, run);
  }

  @Override
  void finishRow(int piece, long out) {
    if (hasBias) {
      engine.primitives.sumColumns(
          biasSums.of(piece), RawMemory.at(dOutput, out), rowFloats() / channels, channels);
    }
  }
}
