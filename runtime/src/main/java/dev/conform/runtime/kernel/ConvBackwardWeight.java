package dev.conform.runtime.kernel;

import dev.conform.runtime.kernel.Conv2d.Algorithm;

/**
 * The gradients of a convolution's weight and bias: transposed patches times dOutput, summed over
 * the batch. The first piece sums into the result, onto what is there if gradients accumulate, and
 * each other one into its workspace; a second region adds these up in the order of the pieces.
 */
final class ConvBackwardWeight extends Job {

  private final Engine engine;
  private final ColumnSums biasSums;
  private final DepthwiseWeight depthwise;
  private final StridedView view = new StridedView();
  private final WinogradWeight winograd;
  private final BiasGradient biasGradient = new BiasGradient();
  private final Job addPartials = new AddPartials();
  private long dWeight;
  private long dBias;
  private long dOutput;
  private long input;
  private Conv2d conv = Conv2d.of(1, 1, 1);
  private int batch;
  private int partials;
  private int together;

  ConvBackwardWeight(Engine engine) {
    this.engine = engine;
    this.winograd = new WinogradWeight(engine);
    this.biasSums = new ColumnSums(engine.threads());
    this.depthwise = new DepthwiseWeight(engine, biasSums);
  }

  void run(
      Tensor dWeightTensor,
      Tensor dBiasTensor,
      Tensor dOutputTensor,
      Tensor inputTensor,
      Conv2d shape,
      int images) {
    String me = "conv2dBackwardWeight";
    Check.batch(me, images);
    conv = shape;
    batch = images;
    long weightFloats = ConvShape.weightFloats(shape);
    dWeight = Check.tensor(me, "dWeight", dWeightTensor, weightFloats);
    dBias = Check.optional(me, "dBias", dBiasTensor, shape.outChannels());
    dOutput = Check.tensor(me, "dOutput", dOutputTensor, images * ConvShape.outFloats(shape));
    input = Check.tensor(me, "input", inputTensor, images * ConvShape.inFloats(shape));
    engine.requireWorkspace(shape);
    biasSums.require(shape.outChannels());
    if (shape.algorithm() == Algorithm.WINOGRAD) {
      winograd.run(dWeight, engine.shared(), dOutput, input, shape, images);
      if (dBias != 0) {
        partials = engine.pieces(images, images * ConvShape.outFloats(shape) / Tensor.ALIGNMENT);
        engine.run(biasGradient, partials);
        biasSums.write(dBias, shape.outChannels(), partials, engine.accumulates());
      }
      return;
    }
    together = shape.algorithm() == Algorithm.DIRECT ? WideKernel.pixels(shape) : 1;
    if (together > 1) {
      WideKernel.weightView(view, shape, together);
    } else {
      ConvShape.weightView(view, shape);
    }
    long rows = (long) images * shape.outHeight();
    boolean isDepthwise = Patches.isDepthwise(shape);
    long units = isDepthwise ? rows : isByImage() ? images : rows * shape.outWidth();
    partials = engine.pieces(units, ConvShape.steps(shape) * images);
    if (isDepthwise) {
      depthwise.run(dWeight, dOutput, input, dBias != 0, shape, images, partials);
    } else {
      engine.run(this, partials);
    }
    if (partials > 1) {
      engine.run(addPartials, weightFloats, weightFloats * partials / Tensor.ALIGNMENT);
    }
    if (dBias != 0) {
      biasSums.write(dBias, shape.outChannels(), partials, engine.accumulates());
    }
  }

  private boolean isByImage() {
    return conv.algorithm() == Algorithm.DIRECT;
  }

  @Override
  void run(int piece, int pieces) {
    long sum = piece == 0 ? dWeight : engine.workspace(piece);
    if (piece > 0 || !engine.accumulates()) {
      engine.primitives.clear(sum, ConvShape.weightFloats(conv));
    }
    long scratch =
        RawMemory.at(engine.workspace(piece), ConvShape.aligned(ConvShape.weightFloats(conv)));
    long outPixels = (long) conv.outHeight() * conv.outWidth();
    long first;
    long end;
    if (isByImage()) {
      long image = share(batch, piece, pieces);
      long lastImage = share(batch, piece + 1, pieces);
      first = image * outPixels;
      end = lastImage * outPixels;
      long wide = RawMemory.at(scratch, ConvShape.aligned(Patches.paddedFloats(conv)));
      if (together > 1) {
        engine.primitives.clear(wide, WideKernel.weightFloats(conv, together));
      }
      for (; image < lastImage; image++) {
        direct(image, together > 1 ? wide : sum, scratch);
      }
      if (together > 1) {
        WideKernel.fold(engine.primitives, wide, sum, conv, together);
      }
    } else {
      first = share(batch * outPixels, piece, pieces);
      end = share(batch * outPixels, piece + 1, pieces);
      // Where nothing is gathered, all pixels are one strip.
      long strip = Patches.isPointwise(conv) ? end - first : Patches.stripPixels(conv);
      for (long pixel = first; pixel < end; pixel += strip) {
        strip(pixel, (int) Math.min(strip, end - pixel), sum, scratch, piece);
      }
    }
    sumBias(first, end, piece);
  }

  private void sumBias(long first, long end, int piece) {
    if (dBias != 0) {
      int filters = conv.outChannels();
      engine.primitives.sumColumns(
          biasSums.cleared(piece, filters),
          RawMemory.at(dOutput, first * filters),
          end - first,
          filters);
    }
  }

  /** Adds one image's part, straight from the input. */
  private void direct(long image, long sum, long scratch) {
    Window w = conv.window();
    int channels = conv.inChannels();
    int filters = conv.outChannels();
    long source = RawMemory.at(input, image * ConvShape.inFloats(conv));
    long from =
        Patches.padded(engine.primitives, source, conv, 0, Patches.paddedHeight(conv), scratch);
    long gradient = RawMemory.at(dOutput, image * ConvShape.outFloats(conv));
    if (together > 1) {
      int columns = together * filters;
      int taps = WideKernel.taps(conv, together);
      engine.primitives.product(
          sum, WideKernel.STRIDE, taps, columns, from, view, gradient, columns, 0, sum, false);
      return;
    }
    if (ConvShape.isJoined(conv)) {
      engine.primitives.product(
          sum, filters, conv.patch(), filters, from, view, gradient, filters, 0, sum, false);
      return;
    }
    int depth = channels / conv.groups();
    int perGroup = filters / conv.groups();
    for (int group = 0; group < conv.groups(); group++) {
      for (int kh = 0; kh < w.kernelH(); kh++) {
        long tap =
            RawMemory.at(
                from,
                (long) kh * w.dilationH() * Patches.paddedWidth(conv) * channels
                    + (long) group * depth);
        long result =
            RawMemory.at(sum, (long) kh * w.kernelW() * depth * filters + (long) group * perGroup);
        engine.primitives.product(
            result,
            filters,
            w.kernelW() * depth,
            perGroup,
            tap,
            view,
            RawMemory.at(gradient, (long) group * perGroup),
            filters,
            0,
            result,
            false);
      }
    }
  }

  /** Adds the part of some output pixels. */
  private void strip(long pixel, int count, long sum, long scratch, int piece) {
    int channels = conv.inChannels();
    int filters = conv.outChannels();
    int perGroup = filters / conv.groups();
    int patch = conv.patch();
    boolean pointwise = Patches.isPointwise(conv);
    for (int group = 0; group < conv.groups(); group++) {
      long patches = pointwise ? RawMemory.at(input, pixel * channels) : scratch;
      if (!pointwise) {
        Patches.gather(engine.primitives, scratch, input, conv, group, pixel, count);
      }
      int column = group * perGroup;
      engine
          .gemm(piece)
          .multiply(
              true,
              false,
              patch,
              perGroup,
              count,
              patches,
              patch,
              RawMemory.at(dOutput, pixel * filters + column),
              filters,
              true,
              RawMemory.at(sum, column),
              filters);
    }
  }

  private final class BiasGradient extends Job {
    @Override
    void run(int piece, int pieces) {
      long pixels = (long) batch * conv.outHeight() * conv.outWidth();
      sumBias(share(pixels, piece, pieces), share(pixels, piece + 1, pieces), piece);
    }
  }

  private final class AddPartials extends Job {
    @Override
    void run(int piece, int pieces) {
      long floats = ConvShape.weightFloats(conv);
      long first = share(floats, piece, pieces);
      long size = share(floats, piece + 1, pieces) - first;
      for (int other = 1; other < partials; other++) {
        engine.primitives.add(
            RawMemory.at(dWeight, first), RawMemory.at(engine.workspace(other), first), size);
      }
    }
  }
}
