package dev.conform.runtime.kernel;

/** Local response normalisation over the channels of each pixel (Krizhevsky et al. 2012). */
final class LocalResponseNormalization {

  private final Engine engine;
  private final Forward forward;
  private final Backward backward;

  LocalResponseNormalization(Engine engine) {
    this.engine = engine;
    this.forward = new Forward(engine);
    this.backward = new Backward(engine.threads());
  }

  void forward(
      Tensor output,
      Tensor input,
      int channels,
      long pixels,
      int size,
      float alpha,
      float beta,
      float k,
      int batch) {
    String me = "localResponseNormForward";
    long floats = forward.size(me, channels * pixels, batch);
    forward.out = Check.tensor(me, "output", output, floats);
    forward.in = Check.tensor(me, "input", input, floats);
    forward.channels = channels;
    forward.response.set(size, alpha, beta, k);
    forward.start(pixels * batch);
  }

  void backward(
      Tensor dInput,
      Tensor dOutput,
      Tensor input,
      Tensor output,
      int channels,
      long pixels,
      int size,
      float alpha,
      float beta,
      float k,
      boolean accumulate,
      int batch) {
    String me = "localResponseNormBackward";
    Check.batch(me, batch);
    backward.rows = Math.multiplyExact(pixels, (long) batch);
    long floats = Math.multiplyExact(backward.rows, (long) channels);
    backward.dIn = Check.tensor(me, "dInput", dInput, floats);
    backward.dOut = Check.tensor(me, "dOutput", dOutput, floats);
    backward.x = Check.tensor(me, "input", input, floats);
    backward.y = Check.tensor(me, "output", output, floats);
    backward.channels = channels;
    backward.response.set(size, alpha, beta, k);
    backward.accumulate = accumulate;
    backward.require(backward.response.scratch(channels));
    engine.run(backward, backward.rows, floats);
  }

  private static final class Forward extends FlatJob {
    private final LocalResponse response = new LocalResponse();
    private int channels;

    Forward(Engine engine) {
      super(engine);
    }

    @Override
    long cost() {
      return 16;
    }

    @Override
    void part(long first, long count) {
      engine.primitives.localResponse(
          RawMemory.at(out, first * channels),
          RawMemory.at(in, first * channels),
          count,
          channels,
          response);
    }
  }

  private final class Backward extends Job {
    private final LocalResponse response = new LocalResponse();
    private final float[][] scratch;
    private long dIn;
    private long dOut;
    private long x;
    private long y;
    private long rows;
    private int channels;
    private boolean accumulate;

    Backward(int threads) {
      scratch = new float[threads][0];
    }

    /** Makes room; only the first use of a larger width allocates. */
    void require(int floats) {
      if (scratch[0].length < floats) {
        for (int i = 0; i < scratch.length; i++) {
          scratch[i] = new float[floats];
        }
      }
    }

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
