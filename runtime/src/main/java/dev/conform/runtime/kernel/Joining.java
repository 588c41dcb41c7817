package dev.conform.runtime.kernel;

/** Where branches of a network meet: sums and concatenations. */
final class Joining {

  private final Add add;
  private final CopyGradient copyGradient;
  private final Concat concat;
  private final ConcatBackward concatBackward;

  Joining(Engine engine) {
    add = new Add(engine);
    copyGradient = new CopyGradient(engine);
    concat = new Concat(engine);
    concatBackward = new ConcatBackward(engine);
  }

  void add(
      Tensor output, Tensor a, Tensor b, Activation activation, float slope, long size, int batch) {
    String me = "addForward";
    long floats = add.size(me, size, batch);
    add.out = Check.tensor(me, "output", output, floats);
    add.in = Check.tensor(me, "a", a, floats);
    add.other = Check.tensor(me, "b", b, floats);
    add.activation = activation;
    add.slope = slope;
    add.start(floats);
  }

  void copyGradient(Tensor dInput, Tensor dOutput, long size, boolean accumulate, int batch) {
    String me = "copyGradient";
    long floats = copyGradient.size(me, size, batch);
    copyGradient.out = Check.tensor(me, "dInput", dInput, floats);
    copyGradient.in = Check.tensor(me, "dOutput", dOutput, floats);
    copyGradient.accumulate = accumulate;
    copyGradient.start(floats);
  }

  void concat(
      Tensor output,
      Tensor input,
      int offset,
      int inputChannels,
      int outputChannels,
      long pixels,
      int batch) {
    String me = "concatForward";
    long floats = concat.shape(me, offset, inputChannels, outputChannels, pixels, batch);
    concat.out = Check.tensor(me, "output", output, pixels * batch * outputChannels);
    concat.in = Check.tensor(me, "input", input, floats);
    concat.start(pixels * batch);
  }

  void concatBackward(
      Tensor dInput,
      Tensor dOutput,
      int offset,
      int inputChannels,
      int outputChannels,
      long pixels,
      boolean accumulate,
      int batch) {
    String me = "concatBackward";
    long floats = concatBackward.shape(me, offset, inputChannels, outputChannels, pixels, batch);
    concatBackward.out = Check.tensor(me, "dInput", dInput, floats);
    concatBackward.in = Check.tensor(me, "dOutput", dOutput, pixels * batch * outputChannels);
    concatBackward.accumulate = accumulate;
    concatBackward.start(pixels * batch);
  }

  private static final class Add extends FlatJob {
    /** A sum of 16 KiB is still in the first-level cache when the activation reads it. */
    private static final long BLOCK = 4096;

    private long other;
    private Activation activation = Activation.IDENTITY;
    private float slope;

    Add(Engine engine) {
      super(engine);
    }

    @Override
    long cost() {
      return costOf(activation);
    }

    @Override
    void part(long first, long count) {
      for (long i = first; i < first + count; i += BLOCK) {
        long size = Math.min(BLOCK, first + count - i);
        long to = RawMemory.at(out, i);
        engine.primitives.add(to, RawMemory.at(in, i), RawMemory.at(other, i), size);
        if (activation != Activation.IDENTITY) {
          engine.primitives.activate(activation, slope, to, to, size);
        }
      }
    }
  }

  private static final class CopyGradient extends FlatJob {
    private boolean accumulate;

    CopyGradient(Engine engine) {
      super(engine);
    }

    @Override
    void part(long first, long count) {
      long to = RawMemory.at(out, first);
      long from = RawMemory.at(in, first);
      if (accumulate) {
        engine.primitives.add(to, from, count);
      } else {
        engine.primitives.copy(to, from, count);
      }
    }
  }

  /** Visits each pixel of a concatenation's input and output. */
  private abstract static class Rows extends FlatJob {
    int offset;
    int inputChannels;
    int outputChannels;

    Rows(Engine engine) {
      super(engine);
    }

    /** Checks and sets the shape; returns the floats of the input. */
    long shape(
        String kernel,
        int newOffset,
        int newInputChannels,
        int newOutputChannels,
        long pixels,
        int batch) {
      if (newOffset < 0 || newOffset + newInputChannels > newOutputChannels) {
        throw new IllegalArgumentException(
            "%s: %d channels from channel %d on do not fit into the output's %d"
                .formatted(kernel, newInputChannels, newOffset, newOutputChannels));
      }
      offset = newOffset;
      inputChannels = newInputChannels;
      outputChannels = newOutputChannels;
      return size(kernel, pixels * newInputChannels, batch);
    }
  }

  private static final class Concat extends Rows {
    Concat(Engine engine) {
      super(engine);
    }

    @Override
    void part(long first, long count) {
      long to = RawMemory.at(out, first * outputChannels + offset);
      long from = RawMemory.at(in, first * inputChannels);
      for (long row = 0; row < count; row++) {
        engine.primitives.copy(to, from, inputChannels);
        to = RawMemory.at(to, outputChannels);
        from = RawMemory.at(from, inputChannels);
      }
    }
  }

  private static final class ConcatBackward extends Rows {
    private boolean accumulate;

    ConcatBackward(Engine engine) {
      super(engine);
    }

    @Override
    void part(long first, long count) {
      long to = RawMemory.at(out, first * inputChannels);
      long from = RawMemory.at(in, first * outputChannels + offset);
      for (long row = 0; row < count; row++) {
        if (accumulate) {
          engine.primitives.add(to, from, inputChannels);
        } else {
          engine.primitives.copy(to, from, inputChannels);
        }
        to = RawMemory.at(to, inputChannels);
        from = RawMemory.at(from, outputChannels);
      }
    }
  }
}
