package dev.conform.runtime.kernel;

/** A fully connected layer, in all three directions. */
final class Dense {

  /** Below this many rows, the inner loop beats a call of the matrix product. */
  private static final int FEW_ROWS = 8;

  /**
   * Below this many rows, so does the inner loop over a part of the inputs at a time, where the
   * weight is large: the matrix product would copy it, and copies are worth their time only where
   * they are used often. Each part is read from left to right. At this number both take as long.
   */
  private static final int MANY_ROWS = 128;

  /** Up to this many rows are multiplied in the time that a large weight takes to be read. */
  private static final int SOME_ROWS = 16;

  /**
   * Below this many images, the gradient of a large weight is written once, a few rows at a time.
   */
  private static final int FEW_IMAGES = 32;

  private static final int INPUTS_AT_ONCE = 32;

  /** A weight that fits into the second-level cache, which every piece can read: 1 MiB. */
  private static final long SMALL_WEIGHT = 1 << 18;

  private final Engine engine;
  private final Forward forward = new Forward();
  private final BackwardInput backwardInput = new BackwardInput();
  private final BackwardWeight backwardWeight = new BackwardWeight();
  private final ColumnSums biasSums;
  private int inputs;
  private int units;
  private int batch;
  private boolean isByRow;

  Dense(Engine engine) {
    this.engine = engine;
    this.biasSums = new ColumnSums(1);
  }

  /** Cuts by images where there are enough, else by columns of the result. */
  private void run(Job job, int columns) {
    long steps = (long) batch * inputs * units / Tensor.ALIGNMENT;
    isByRow = batch >= (long) FEW_ROWS * engine.threads() && (long) inputs * units <= SMALL_WEIGHT;
    engine.run(job, isByRow ? batch : groups(columns), steps);
  }

  /** Returns how many columns are not cut: as many as a panel, unless that leaves few groups. */
  private int group(int columns) {
    return columns >= 2 * Panels.WIDTH * engine.threads() ? Panels.WIDTH : Tensor.ALIGNMENT;
  }

  private int groups(int columns) {
    return Math.ceilDiv(columns, group(columns));
  }

  private int firstRow(int piece, int pieces) {
    return isByRow ? (int) Job.share(batch, piece, pieces) : 0;
  }

  private int firstColumn(int columns, int piece, int pieces) {
    long cut = Job.share(groups(columns), piece, pieces) * group(columns);
    return isByRow ? 0 : (int) Math.min(columns, cut);
  }

  void forward(
      Tensor outputTensor,
      Tensor inputTensor,
      Tensor weightTensor,
      Tensor biasTensor,
      int newInputs,
      int newUnits,
      Activation f,
      float leak,
      int images) {
    String me = "denseForward";
    shape(me, newInputs, newUnits, images);
    forward.output = Check.tensor(me, "output", outputTensor, (long) images * units);
    forward.input = Check.tensor(me, "input", inputTensor, (long) images * inputs);
    forward.weight = Check.tensor(me, "weight", weightTensor, (long) inputs * units);
    forward.bias = Check.optional(me, "bias", biasTensor, units);
    forward.activation = f;
    forward.slope = leak;
    run(forward, units);
  }

  void backwardInput(
      Tensor dInputTensor,
      Tensor dOutputTensor,
      Tensor weightTensor,
      int newInputs,
      int newUnits,
      boolean add,
      int images) {
    String me = "denseBackwardInput";
    shape(me, newInputs, newUnits, images);
    backwardInput.dInput = Check.tensor(me, "dInput", dInputTensor, (long) images * inputs);
    backwardInput.dOutput = Check.tensor(me, "dOutput", dOutputTensor, (long) images * units);
    backwardInput.weight = Check.tensor(me, "weight", weightTensor, (long) inputs * units);
    backwardInput.accumulate = add;
    run(backwardInput, inputs);
  }

  void backwardWeight(
      Tensor dWeightTensor,
      Tensor dBiasTensor,
      Tensor dOutputTensor,
      Tensor inputTensor,
      int newInputs,
      int newUnits,
      int images) {
    String me = "denseBackwardWeight";
    shape(me, newInputs, newUnits, images);
    backwardWeight.dWeight = Check.tensor(me, "dWeight", dWeightTensor, (long) inputs * units);
    long dBias = Check.optional(me, "dBias", dBiasTensor, units);
    backwardWeight.dOutput = Check.tensor(me, "dOutput", dOutputTensor, (long) images * units);
    backwardWeight.input = Check.tensor(me, "input", inputTensor, (long) images * inputs);
    engine.run(backwardWeight, inputs, (long) batch * inputs * units / Tensor.ALIGNMENT);
    if (dBias != 0) {
      biasSums.require(units);
      engine.primitives.sumColumns(
          biasSums.cleared(0, units), backwardWeight.dOutput, batch, units);
      biasSums.write(dBias, units, 1, engine.accumulates());
    }
  }

  private void shape(String kernel, int newInputs, int newUnits, int images) {
    Check.batch(kernel, images);
    if (newInputs < 1 || newUnits < 1) {
      throw new IllegalArgumentException(
          "%s: %d inputs, %d units; there must be 1 or more"
              .formatted(kernel, newInputs, newUnits));
    }
    inputs = newInputs;
    units = newUnits;
    batch = images;
  }

  private final class Forward extends Job {
    private long output;
    private long input;
    private long weight;
    private long bias;
    private Activation activation = Activation.IDENTITY;
    private float slope;

    @Override
    void run(int piece, int pieces) {
      int row = firstRow(piece, pieces);
      int rows = (isByRow ? firstRow(piece + 1, pieces) : batch) - row;
      int column = firstColumn(units, piece, pieces);
      int columns = (isByRow ? units : firstColumn(units, piece + 1, pieces)) - column;
      long to = RawMemory.at(output, (long) row * units + column);
      long from = RawMemory.at(input, (long) row * inputs);
      long factors = RawMemory.at(weight, column);
      long added = bias == 0 ? 0 : RawMemory.at(bias, column);
      boolean relu = activation == Activation.RELU;
      boolean isLarge = (long) inputs * units > SMALL_WEIGHT;
      if (rows == 1 || (rows < FEW_ROWS && !isLarge)) {
        engine.primitives.product(
            to,
            units,
            rows,
            columns,
            from,
            view(piece, rows, inputs),
            factors,
            units,
            added,
            0,
            relu);
      } else if (rows <= SOME_ROWS && isLarge) {
        engine.primitives.productFromMemory(
            to, units, rows, columns, from, view(piece, rows, inputs), factors, units, added, relu);
      } else if (rows < MANY_ROWS && isLarge) {
        byInputs(to, from, factors, added, rows, columns, piece);
      } else {
        engine
            .gemm(piece)
            .multiply(
                false, false, rows, columns, inputs, from, inputs, factors, units, false, to,
                units);
        for (int i = 0; i < rows; i++) {
          engine.primitives.bias(RawMemory.at(to, (long) i * units), 1, columns, added, relu);
        }
      }
      if (activation != Activation.IDENTITY && !relu) {
        for (int i = 0; i < rows; i++) {
          long at = RawMemory.at(to, (long) i * units);
          engine.primitives.activate(activation, slope, at, at, columns);
        }
      }
    }

    /**
     * Does whole panels of columns by inputs. Where columns are left, one more panel ends with
     * them, and what it does for a second time it does from the beginning, to the same bits:
     * narrower tiles would be used here alone in many networks, and HotSpot would take hundreds of
     * passes to see that they are worth its optimising compiler.
     */
    private void byInputs(
        long to, long from, long factors, long added, int rows, int columns, int piece) {
      int whole = columns / Panels.WIDTH * Panels.WIDTH;
      boolean relu = activation == Activation.RELU;
      for (int first = 0; whole > 0 && first < inputs; first += INPUTS_AT_ONCE) {
        int count = Math.min(INPUTS_AT_ONCE, inputs - first);
        boolean last = first + count == inputs;
        engine.primitives.product(
            to,
            units,
            rows,
            whole,
            RawMemory.at(from, first),
            view(piece, rows, count),
            RawMemory.at(factors, (long) first * units),
            units,
            first == 0 ? added : 0,
            first == 0 ? 0 : to,
            last && relu);
      }
      if (whole < columns) {
        int left = Math.max(0, columns - Panels.WIDTH);
        engine.primitives.product(
            RawMemory.at(to, left),
            units,
            rows,
            columns - left,
            from,
            view(piece, rows, inputs),
            RawMemory.at(factors, left),
            units,
            added == 0 ? 0 : RawMemory.at(added, left),
            0,
            relu);
      }
    }
  }

  private StridedView view(int piece, int rows, int columns) {
    return engine.view(piece).matrix(rows, inputs, columns, 1);
  }

  private final class BackwardInput extends Job {
    private long dInput;
    private long dOutput;
    private long weight;
    private boolean accumulate;

    @Override
    void run(int piece, int pieces) {
      int row = firstRow(piece, pieces);
      int rows = (isByRow ? firstRow(piece + 1, pieces) : batch) - row;
      int column = firstColumn(inputs, piece, pieces);
      int columns = (isByRow ? inputs : firstColumn(inputs, piece + 1, pieces)) - column;
      engine
          .gemm(piece)
          .multiply(
              false,
              true,
              rows,
              columns,
              units,
              RawMemory.at(dOutput, (long) row * units),
              units,
              RawMemory.at(weight, (long) column * units),
              units,
              accumulate,
              RawMemory.at(dInput, (long) row * inputs + column),
              inputs);
    }
  }

  /** Each piece does some rows of the result, so that nothing has to be added up. */
  private final class BackwardWeight extends Job {
    private long dWeight;
    private long dOutput;
    private long input;

    @Override
    void run(int piece, int pieces) {
      int first = (int) share(inputs, piece, pieces);
      int rows = (int) share(inputs, piece + 1, pieces) - first;
      if (batch < FEW_IMAGES && (long) inputs * units > SMALL_WEIGHT) {
        byRows(first, first + rows, piece);
        return;
      }
      engine
          .gemm(piece)
          .multiply(
              true,
              false,
              rows,
              units,
              batch,
              RawMemory.at(input, first),
              inputs,
              dOutput,
              units,
              engine.accumulates(),
              RawMemory.at(dWeight, (long) first * units),
              units);
    }

    /** Writes a few rows at a time, each once, from left to right. */
    private void byRows(int first, int end, int piece) {
      for (int row = first; row < end; row += FEW_ROWS) {
        int rows = Math.min(FEW_ROWS, end - row);
        long to = RawMemory.at(dWeight, (long) row * units);
        engine.primitives.product(
            to,
            units,
            rows,
            units,
            RawMemory.at(input, row),
            engine.view(piece).matrix(rows, 1, batch, inputs),
            dOutput,
            units,
            0,
            engine.accumulates() ? to : 0,
            false);
      }
    }
  }
}
