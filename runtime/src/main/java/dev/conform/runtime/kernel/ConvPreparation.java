package dev.conform.runtime.kernel;

import dev.conform.runtime.kernel.Prepared.Form;
import java.util.Arrays;

/**
 * Writes a convolution's weight and bias as inference reads them. A batch norm after it multiplies
 * each output channel by scale = normWeight / √(var + epsilon) and shifts it: the weight takes the
 * scale, and the bias becomes normBias + (bias − mean) · scale.
 */
final class ConvPreparation extends Job {

  private final Engine engine;
  private final WinogradKernels winogradKernels;

  /** Where the weight goes, scaled but in the form that it has for training. */
  private long scaled;

  private long weight;
  private long scale;
  private long rows;
  private int filters;
  private Form form = Form.ROWS;
  private Conv2d shape = Conv2d.of(1, 1, 1);

  // Values of the channels, in arrays: memory is slow to read by value in a process that starts.
  private float[] bias = new float[0];
  private float[] mean = new float[0];
  private float[] var = new float[0];
  private float[] gamma = new float[0];
  private float[] beta = new float[0];
  private double[] factors = new double[0];
  private float[] folded = new float[0];

  ConvPreparation(Engine engine) {
    this.engine = engine;
    this.winogradKernels = new WinogradKernels(engine);
  }

  /** Folds a batch norm in. */
  void run(
      Prepared target,
      Tensor weightTensor,
      Tensor biasTensor,
      Tensor runningMean,
      Tensor runningVar,
      Tensor normWeight,
      Tensor normBias,
      float epsilon,
      Conv2d conv) {
    String me = "conv2dPrepare";
    start(target, weightTensor, conv);
    read(bias, Check.optional(me, "bias", biasTensor, filters), 0);
    read(mean, Check.tensor(me, "runningMean", runningMean, filters), 0);
    read(var, Check.tensor(me, "runningVar", runningVar, filters), 1);
    read(gamma, Check.optional(me, "normWeight", normWeight, filters), 1);
    read(beta, Check.optional(me, "normBias", normBias, filters), 0);
    for (int c = 0; c < filters; c++) {
      factors[c] = gamma[c] / Math.sqrt((double) var[c] + epsilon);
      folded[c] = (float) factors[c];
    }
    // The scales lie where the bias will: by then the weight has been multiplied.
    target.bias().copyFrom(folded, 0, 0, filters);
    scale = target.bias().segment().address();
    write(target, conv);
    for (int c = 0; c < filters; c++) {
      folded[c] = (float) (beta[c] + ((double) bias[c] - mean[c]) * factors[c]);
    }
    target.bias().copyFrom(folded, 0, 0, filters);
  }

  /** Only changes the form. */
  void run(Prepared target, Tensor weightTensor, Tensor biasTensor, Conv2d conv) {
    start(target, weightTensor, conv);
    read(bias, Check.optional("conv2dPrepare", "bias", biasTensor, filters), 0);
    scale = 0;
    write(target, conv);
    target.bias().copyFrom(bias, 0, 0, filters);
  }

  /**
   * Copies values of the channels.
   *
   * @param to overwritten
   * @param address of them, or 0 for what they are otherwise
   */
  private void read(float[] to, long address, float otherwise) {
    if (address == 0) {
      Arrays.fill(to, 0, filters, otherwise);
    } else {
      RawMemory.read(to, 0, address, filters);
    }
  }

  private void start(Prepared target, Tensor weightTensor, Conv2d conv) {
    String me = "conv2dPrepare";
    weight = Check.tensor(me, "weight", weightTensor, ConvShape.weightFloats(conv));
    target.requireFor(conv);
    target.require();
    shape = conv;
    filters = conv.outChannels();
    rows = conv.patch();
    form = target.form();
    if (folded.length < filters) {
      grow();
    }
  }

  private void grow() {
    bias = new float[filters];
    mean = new float[filters];
    var = new float[filters];
    gamma = new float[filters];
    beta = new float[filters];
    factors = new double[filters];
    folded = new float[filters];
  }

  private void write(Prepared target, Conv2d conv) {
    long prepared = target.weight().segment().address();
    boolean isTransformed = form == Form.POINTS;
    if (isTransformed) {
      engine.requireWorkspace(conv);
    }
    // Workspaces have room for transformed kernels, and so for the weight, which has fewer values.
    scaled = isTransformed ? engine.shared() : prepared;
    engine.run(this, rows, rows * filters / 4);
    if (isTransformed) {
      winogradKernels.run(prepared, scaled, conv, target.filter(), false);
    }
  }

  @Override
  void run(int piece, int pieces) {
    long first = share(rows, piece, pieces);
    long count = share(rows, piece + 1, pieces) - first;
    if (form == Form.PANELS) {
      panels(first, first + count);
      return;
    }
    long to = RawMemory.at(scaled, first * filters);
    long from = RawMemory.at(weight, first * filters);
    engine.primitives.scaleColumns(to, filters, from, filters, count, filters, scale, 0, false);
  }

  /** Writes rows of the weight as {@link PanelProduct} reads them. */
  private void panels(long first, long end) {
    for (int panel = 0; panel < Panels.count(shape); panel++) {
      int column = panel * Panels.WIDTH;
      int width = Panels.width(shape, panel);
      int stride = Panels.stride(shape, panel);
      engine.primitives.scaleColumns(
          RawMemory.at(scaled, column * rows + first * stride),
          stride,
          RawMemory.at(weight, first * filters + column),
          filters,
          end - first,
          width,
          scale == 0 ? 0 : RawMemory.at(scale, column),
          0,
          false);
    }
  }
}
