package dev.conform.runtime.kernel;

import dev.conform.runtime.kernel.Prepared.Form;

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
    long bias = Check.optional(me, "bias", biasTensor, filters);
    long mean = Check.tensor(me, "runningMean", runningMean, filters);
    long var = Check.tensor(me, "runningVar", runningVar, filters);
    long gamma = Check.optional(me, "normWeight", normWeight, filters);
    long beta = Check.optional(me, "normBias", normBias, filters);
    // The scales lie where the bias will: by then the weight has been multiplied.
    scale = target.bias().segment().address();
    for (int c = 0; c < filters; c++) {
      RawMemory.set(scale + 4L * c, (float) scale(var, gamma, epsilon, c));
    }
    write(target, conv);
    for (int c = 0; c < filters; c++) {
      double from = valueOr0(bias, c) - RawMemory.get(mean + 4L * c);
      double shift = valueOr0(beta, c) + from * scale(var, gamma, epsilon, c);
      RawMemory.set(scale + 4L * c, (float) shift);
    }
  }

  /** Only changes the form. */
  void run(Prepared target, Tensor weightTensor, Tensor biasTensor, Conv2d conv) {
    start(target, weightTensor, conv);
    long bias = Check.optional("conv2dPrepare", "bias", biasTensor, filters);
    scale = 0;
    write(target, conv);
    for (int c = 0; c < filters; c++) {
      target.bias().set(c, (float) valueOr0(bias, c));
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

  private static double scale(long var, long gamma, float epsilon, int channel) {
    double deviation = Math.sqrt((double) RawMemory.get(var + 4L * channel) + epsilon);
    return (gamma == 0 ? 1 : RawMemory.get(gamma + 4L * channel)) / deviation;
  }

  private static double valueOr0(long values, int channel) {
    return values == 0 ? 0 : RawMemory.get(values + 4L * channel);
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
    engine.primitives.scaleColumns(to, from, count, filters, scale, 0, false);
  }

  /** Writes rows of the weight as {@link PanelProduct} reads them. */
  private void panels(long first, long end) {
    for (int panel = 0; panel < Panels.count(shape); panel++) {
      int column = panel * Panels.WIDTH;
      int width = Panels.width(shape, panel);
      int stride = Panels.stride(shape, panel);
      for (long row = first; row < end; row++) {
        engine.primitives.scaleColumns(
            RawMemory.at(scaled, column * rows + row * stride),
            RawMemory.at(weight, row * filters + column),
            1,
            width,
            scale == 0 ? 0 : RawMemory.at(scale, column),
            0,
            false);
      }
    }
  }
}
