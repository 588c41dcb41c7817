package dev.conform.runtime.kernel;

/** Every so many pixels with zeros around and behind them. */
final class ZeroPadding {

  private final Engine engine;
  private final Forward forward = new Forward();
  private final Backward backward = new Backward();

  ZeroPadding(Engine engine) {
    this.engine = engine;
  }

  void forward(Tensor output, Tensor input, Pad2d shape, int batch) {
    String me = "zeroPadForward";
    Check.batch(me, batch);
    forward.shape = shape;
    forward.rows = (long) batch * shape.outHeight();
    long floats = forward.rows * shape.outWidth() * shape.outChannels();
    forward.out = Check.tensor(me, "output", output, floats);
    forward.in = Check.tensor(me, "input", input, batch * inFloats(shape));
    engine.run(forward, forward.rows, floats / 4);
  }

  void backward(Tensor dInput, Tensor dOutput, Pad2d shape, boolean accumulate, int batch) {
    String me = "zeroPadBackward";
    Check.batch(me, batch);
    backward.shape = shape;
    backward.rows = (long) batch * shape.inHeight();
    long pixels = (long) batch * shape.outHeight() * shape.outWidth();
    long floats = batch * inFloats(shape);
    backward.dIn = Check.tensor(me, "dInput", dInput, floats);
    backward.dOut = Check.tensor(me, "dOutput", dOutput, pixels * shape.outChannels());
    backward.accumulate = accumulate;
    engine.run(backward, backward.rows, floats / 4);
  }

  private static long inFloats(Pad2d shape) {
    return (long) shape.inHeight() * shape.inWidth() * shape.inChannels();
  }

  /** Goes through the rows of the output. */
  private final class Forward extends Job {
    private Pad2d shape = Pad2d.of(1, 1, 1);
    private long rows;
    private long out;
    private long in;

    @Override
    void run(int piece, int pieces) {
      long end = share(rows, piece + 1, pieces);
      for (long row = share(rows, piece, pieces); row < end; row++) {
        row(row / shape.outHeight(), (int) (row % shape.outHeight()));
      }
    }

    private void row(long image, int oh) {
      int channels = shape.outChannels();
      long width = (long) shape.outWidth() * channels;
      long to = RawMemory.at(out, (image * shape.outHeight() + oh) * width);
      engine.primitives.clear(to, width);
      int ih = (oh - shape.padTop()) * shape.strideH();
      if (ih < 0 || ih >= shape.inHeight()) {
        return;
      }
      to = RawMemory.at(to, (long) shape.padLeft() * channels);
      long from =
          RawMemory.at(in, (image * shape.inHeight() + ih) * shape.inWidth() * shape.inChannels());
      // Pixels that stay together are copied together.
      boolean isWhole = shape.strideW() == 1 && channels == shape.inChannels();
      int step = isWhole ? shape.inWidth() : shape.strideW();
      int floats = isWhole ? step * channels : shape.inChannels();
      for (int iw = 0; iw < shape.inWidth(); iw += step) {
        engine.primitives.copy(to, from, floats);
        to = RawMemory.at(to, channels);
        from = RawMemory.at(from, (long) step * shape.inChannels());
      }
    }
  }

  /** Goes through the rows of the input. */
  private final class Backward extends Job {
    private Pad2d shape = Pad2d.of(1, 1, 1);
    private long rows;
    private long dIn;
    private long dOut;
    private boolean accumulate;

    @Override
    void run(int piece, int pieces) {
      long end = share(rows, piece + 1, pieces);
      for (long row = share(rows, piece, pieces); row < end; row++) {
        row(row / shape.inHeight(), (int) (row % shape.inHeight()));
      }
    }

    private void row(long image, int ih) {
      long width = (long) shape.inWidth() * shape.inChannels();
      long to = RawMemory.at(dIn, (image * shape.inHeight() + ih) * width);
      if (!accumulate) {
        engine.primitives.clear(to, width);
      }
      if (ih % shape.strideH() != 0) {
        return;
      }
      long row = image * shape.outHeight() + shape.padTop() + ih / shape.strideH();
      long from =
          RawMemory.at(dOut, (row * shape.outWidth() + shape.padLeft()) * shape.outChannels());
      for (int iw = 0; iw < shape.inWidth(); iw += shape.strideW()) {
        engine.primitives.add(to, from, shape.inChannels());
        to = RawMemory.at(to, (long) shape.strideW() * shape.inChannels());
        from = RawMemory.at(from, shape.outChannels());
      }
    }
  }
}
