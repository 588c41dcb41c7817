package dev.conform.runtime.kernel;

/** Local response normalisation over the channels of each pixel (Krizhevsky et al. 2012). */
final class LocalResponseNormalization {

  private final Engine engine;
  private final LocalResponse response = new LocalResponse();
  private final float[][] scratch;
  private final Forward forward = new Forward();
  private final Backward backward = new Backward();
  private int channels;
  private long rows;

  LocalResponseNormalization(Engine engine) {
    this.engine = engine;
    this.scratch = new float[engine.threads()][0];
  }

  /** Sets what both directions have; returns the floats of the batch. */
  private long shape(String kernel, int newChannels, long pixels, int batch) {
    Check.batch(kernel, batch);
    channels = newChannels;
    rows = Math.multiplyExact(pixels, (long) batch);
    return Math.multiplyExact(rows, (long) newChannels);
  }

  /** Makes room; only the first use of a larger width allocates. */
  private void require(int scratchRows) {
    int floats = scratchRows * response.scratchRow(channels);
    if (scratch[0].length < floats) {
      for (int i = 0; i < scratch.length; i++) {
        scratch[i] = new float[floats];
      }
    }
  }

  void forward(
      Tensor output,
      Tensor input,
      int newChannels,
      long pixels,
      int size,
      float alpha,
      float beta,
      float k,
      int batch) {
    String me = "localResponseNormForward";
    long floats = shape(me, newChannels, pixels, batch);
    forward.out = Check.tensor(me, "output", output, floats);
    forward.in = Check.tensor(me, "input", input, floats);
    response.set(size, alpha, beta, k);
    require(2);
    engine.run(forward, rows, floats);
  }

  void backward(
      Tensor dInput,
      Tensor dOutput,
      Tensor input,
      Tensor output,
      int newChannels,
      long pixels,
      int size,
      float alpha,
      float beta,
      float k,
      boolean accumulate,
      int batch) {
    String me = "localResponseNormBackward";
    long floats = shape(me, newChannels, pixels, batch);
    backward.dIn = Check.tensor(me, "dInput", dInput, floats);
    backward.dOut = Check.tensor(me, "dOutput", dOutput, floats);
    backward.x = Check.tensor(me, "input", input, floats);
    backward.y = Check.tensor(me, "output", output, floats);
    backward.accumulate = accumulate;
    response.set(size, alpha, beta, k);
    require(4);
    engine.run(backward, rows, 2 * floats);
  }

  private final class Forward extends Job {
    private long out;
    private long in;

    @Override
    void run(int piece, int pieces) {
      long first = share(rows, piece, pieces);
      long offset = first * channels;
      engine.primitives.localResponse(
          RawMemory.at(out, offset),
          RawMemory.at(in, offset),
          share(rows, piece + 1, pieces) - first,
          channels,
          response,
          scratch[piece]);
    }
  }

  private final class Backward extends Job {
    private long dIn;
    private long dOut;
    private long x;
    private long y;
    private boolean accumulate;

    @Override
    void run(int piece, int pieces) {
      long first = share(rows, piece, pieces);
      long offset = first * channels;
      engine.primitives.localResponseBackward(
          RawMemory.at(dIn, offset),
          RawMemory.at(dOut, offset),
          RawMemory.at(x, offset),
          RawMemory.at(y, offset),
          share(rows, piece + 1, pieces) - first,
          channels,
          response,
          scratch[piece],
          accumulate);
    }
  }
}
