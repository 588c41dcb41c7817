package dev.conform.runtime.kernel;

import dev.conform.runtime.kernel.Upsample2d.Mode;

/** Enlargement by whole factors. */
final class Upsampling {

  private final Engine engine;
  private final Forward forward = new Forward();
  private final Backward backward = new Backward();

  Upsampling(Engine engine) {
    this.engine = engine;
  }

  void forward(Tensor output, Tensor input, Upsample2d shape, int batch) {
    String me = "upsampleForward";
    forward.shape(me, shape, batch);
    forward.out = Check.tensor(me, "output", output, forward.outFloats());
    forward.in = Check.tensor(me, "input", input, forward.inFloats());
    engine.run(forward, (long) batch * shape.outHeight(), forward.outFloats() / 4);
  }

  void backward(Tensor dInput, Tensor dOutput, Upsample2d shape, boolean accumulate, int batch) {
    String me = "upsampleBackward";
    backward.shape(me, shape, batch);
    backward.in = Check.tensor(me, "dInput", dInput, backward.inFloats());
    backward.out = Check.tensor(me, "dOutput", dOutput, backward.outFloats());
    backward.accumulate = accumulate;
    engine.run(backward, batch, backward.outFloats() / 4);
  }

  /** Visits every output pixel together with the input pixels that it comes from. */
  private abstract static class Walk extends Job {
    Upsample2d shape = Upsample2d.of(1, 1, 1);
    int batch;
    long out;
    long in;

    void shape(String kernel, Upsample2d newShape, int images) {
      Check.batch(kernel, images);
      shape = newShape;
      batch = images;
    }

    long inFloats() {
      return (long) batch * shape.inHeight() * shape.inWidth() * shape.channels();
    }

    long outFloats() {
      return (long) batch * shape.outHeight() * shape.outWidth() * shape.channels();
    }

    /** Adds to an output pixel its part of one that it comes from, or the other way round. */
    abstract void meet(long outAt, long inAt, float weight);

    /** Visits an output row, counted through the batch. */
    void row(long row) {
      int oh = (int) (row % shape.outHeight());
      long image = row / shape.outHeight();
      long to = RawMemory.at(out, row * shape.outWidth() * shape.channels());
      int corners = shape.mode() == Mode.NEAREST ? 1 : 4;
      int top = lower(oh, shape.factorH());
      float bottomPart = upperPart(oh, shape.factorH());
      long above = inRow(image, top);
      long below = inRow(image, Math.min(top + 1, shape.inHeight() - 1));
      for (int ow = 0; ow < shape.outWidth(); ow++) {
        int left = lower(ow, shape.factorW());
        int right = Math.min(left + 1, shape.inWidth() - 1);
        float rightPart = upperPart(ow, shape.factorW());
        for (int corner = 0; corner < corners; corner++) {
          boolean isBelow = corner >= 2;
          boolean isRight = corner % 2 == 1;
          float weight =
              (isBelow ? bottomPart : 1 - bottomPart) * (isRight ? rightPart : 1 - rightPart);
          long from = pixel(isBelow ? below : above, isRight ? right : left);
          meet(pixel(to, ow), from, weight);
        }
      }
    }

    private long inRow(long image, int row) {
      long first = (image * shape.inHeight() + row) * shape.inWidth();
      return RawMemory.at(in, first * shape.channels());
    }

    private long pixel(long row, int column) {
      return RawMemory.at(row, (long) column * shape.channels());
    }

    /**
     * Returns the place of an output among the inputs' centres, times 2 · factor: (o + ½) / factor
     * − ½, but not before the first; or, for the nearest, that of a centre.
     */
    private int place(int o, int factor) {
      return shape.mode() == Mode.NEAREST
          ? o / factor * (2 * factor)
          : Math.max(0, 2 * o + 1 - factor);
    }

    private int lower(int o, int factor) {
      return place(o, factor) / (2 * factor);
    }

    /** Returns the part of the centre after {@link #lower}. */
    private float upperPart(int o, int factor) {
      return (float) (place(o, factor) % (2 * factor)) / (2 * factor);
    }
  }

  private final class Forward extends Walk {
    @Override
    void run(int piece, int pieces) {
      long rows = (long) batch * shape.outHeight();
      long end = share(rows, piece + 1, pieces);
      long perRow = outFloats() / rows;
      for (long row = share(rows, piece, pieces); row < end; row++) {
        // Cleared one by one, so that it is still in the cache when values are added.
        engine.primitives.clear(RawMemory.at(out, row * perRow), perRow);
        row(row);
      }
    }

    @Override
    void meet(long outAt, long inAt, float weight) {
      engine.primitives.addScaled(outAt, inAt, weight, shape.channels());
    }
  }

  /** A piece does whole images, because output pixels share their inputs. */
  private final class Backward extends Walk {
    private boolean accumulate;

    @Override
    void run(int piece, int pieces) {
      long image = share(batch, piece, pieces);
      long end = share(batch, piece + 1, pieces);
      long perImage = inFloats() / batch;
      if (!accumulate) {
        engine.primitives.clear(RawMemory.at(in, image * perImage), (end - image) * perImage);
      }
      for (long row = image * shape.outHeight(); row < end * shape.outHeight(); row++) {
        row(row);
      }
    }

    @Override
    void meet(long outAt, long inAt, float weight) {
      engine.primitives.addScaled(inAt, outAt, weight, shape.channels());
    }
  }
}
